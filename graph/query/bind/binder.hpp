#pragma once

// From the tree of a query to a bound query. The pieces: queries and their parts
// (query_binder.cpp), clauses (clause_binder.hpp), patterns (pattern_binder.hpp), conditions
// (conditions.hpp).

#include <cstdint>

#include "graph/query/bind/binding_context.hpp"

namespace normgraph::query::bind {

/// Where a query stands, which decides what it may hold and how it may end.
enum class QueryUse : std::uint8_t {
  Statement,
  Reading,  // EXISTS, COUNT, COLLECT: nothing is written, any clause may be the last
  Call,     // CALL { … }
};

/// Binds a query in the scope of variables that it may read. Throws every compile-time error.
BoundQuery bind_query(const ast::Query& query, const Scope& outer, QueryUse use,
                      BindingContext& context);

/// A pattern where a truth value is wanted: it may not name anything new.
BoundQuery bind_pattern_predicate(const ast::PathPattern& pattern, const Scope& outer,
                                  BindingContext& context);

/// `[pattern WHERE … | projection]`, and `shortestPath(…)`: a query with one column.
BoundQuery bind_pattern_comprehension(const ast::PatternComprehension& comprehension,
                                      const Scope& outer, BindingContext& context);
BoundQuery bind_shortest_path(const ast::ShortestPathExpression& path, const Scope& outer,
                              BindingContext& context);

}  // namespace normgraph::query::bind
