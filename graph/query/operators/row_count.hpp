#pragma once

#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

/// The count of a SKIP or LIMIT: a whole number of at least 0, else an error that names `clause`.
std::int64_t row_count(const char* clause, const BoundExpression& expression, Context& context);

/// True when an updating clause is in the plan.
bool writes(const PlanNode& node);

}  // namespace normgraph::query
