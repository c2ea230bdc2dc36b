#pragma once

#include "graph/query/plan.hpp"

namespace normgraph::query::planning {

/// Makes count(x) a count(*) where x is a node or relationship that every row has, as MATCH binds
/// it: then rows can be counted without x. For plans that do not write.
void count_rows_for_elements(PlanNode& root);

}  // namespace normgraph::query::planning
