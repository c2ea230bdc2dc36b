#pragma once

#include <string>
#include <utility>
#include <vector>

#include "graph/query/bind/binder.hpp"
#include "graph/query/bind/pattern_binder.hpp"

namespace normgraph::query::bind {

/// Binds the clauses of one part of a query in turn, and keeps the scope as it is between them.
/// Each kind of clause has a file: projection.cpp, update.cpp, call.cpp, clauses.cpp.
struct ProjectedItem;

class ClauseBinder {
 public:
  ClauseBinder(Scope scope, BindingContext& context)
      : context_(context), scope_(std::move(scope)) {}

  /// `alone`: the part is a whole statement of one clause (a standalone CALL may then yield all).
  void bind(const ast::Clause& clause, bool alone, std::vector<Clause>& clauses);

  const Scope& scope() const { return scope_; }
  /// The columns of RETURN, or of a standalone CALL.
  std::vector<OutputColumn>& columns() { return columns_; }
  std::vector<Symbol>& column_symbols() { return column_symbols_; }
  bool writes() const { return writes_; }

 private:
  // Reading clauses (clauses.cpp).
  void bind_clause(const ast::Match& match, std::vector<Clause>& clauses);
  void bind_clause(const ast::Unwind& unwind, std::vector<Clause>& clauses);
  void bind_clause(const ast::Filter& filter, std::vector<Clause>& clauses);
  void bind_clause(const ast::Let& let, std::vector<Clause>& clauses);
  void bind_clause(const ast::Foreach& foreach, std::vector<Clause>& clauses);
  void bind_clause(const ast::CallSubquery& call, std::vector<Clause>& clauses);

  // Projections (projection.cpp).
  void bind_clause(const ast::With& with, std::vector<Clause>& clauses);
  void bind_clause(const ast::Return& result, std::vector<Clause>& clauses);
  ProjectionClause bind_projection(const ast::Projection& projection, const ast::Expression* where,
                                   bool is_return);
  void bind_keys(const std::vector<ProjectedItem>& items, ProjectionClause& out);
  void bind_aggregated(const std::vector<ProjectedItem>& items, ProjectionClause& out);
  void bind_order(const ast::Projection& projection, const std::vector<ProjectedItem>& items,
                  ProjectionClause& out, const Scope& scope, bool replaced);
  void bind_limits(const ast::Projection& projection, ProjectionClause& out);
  BoundExpressionPtr bind_count(const ast::Expression& count, const char* what);

  // Writing clauses (update.cpp).
  void bind_clause(const ast::Create& create, std::vector<Clause>& clauses);
  void bind_clause(const ast::Merge& merge, std::vector<Clause>& clauses);
  void bind_clause(const ast::Set& set, std::vector<Clause>& clauses);
  void bind_clause(const ast::Remove& remove, std::vector<Clause>& clauses);
  void bind_clause(const ast::Delete& remove, std::vector<Clause>& clauses);
  void bind_clause(const ast::Forget& forget, std::vector<Clause>& clauses);
  UpdateItem bind_set_item(const ast::SetItem& item);
  BoundExpressionPtr bind_element(const ast::Expression& e);
  ClaimExpressions bind_claim(const ast::ClaimOptions& claim);
  void must_write(const char* clause, Span span);

  // CALL (call.cpp).
  void bind_clause(const ast::Call& call, std::vector<Clause>& clauses);
  void bind_arguments(const ast::Call& call, const Procedure& procedure, CallProcedure& out);
  void bind_yields(const ast::Call& call, const Procedure& procedure, CallProcedure& out);
  void yield_all(const Procedure& procedure, CallProcedure& out);

  Symbol declare(const ast::Name& name, StaticType type);

  BindingContext& context_;
  Scope scope_;
  std::vector<OutputColumn> columns_;
  std::vector<Symbol> column_symbols_;
  bool writes_ = false;
  bool alone_ = false;
  Span clause_span_;
};

/// One item of a projection after `*` has been written out.
struct ProjectedItem {
  const ast::Expression* expression = nullptr;
  std::string name;
  Span span;
  bool aggregated = false;
  Symbol symbol;
};

}  // namespace normgraph::query::bind
