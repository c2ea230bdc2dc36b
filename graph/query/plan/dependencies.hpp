#pragma once

#include "graph/query/plan.hpp"

namespace normgraph::query::planning {

/// Finds groups of aggregations that follow from others, as in `WITH n, n.title AS title,
/// count(*)`, and makes them `carried`: then only the others are compared, row by row.
///
/// A column follows from others if rows that agree in those agree in it (a functional dependency):
/// what is computed from columns follows from them, and the answers of an aggregation from its
/// groups. For plans that do not write, in which no expression draws numbers.
void carry_dependent_groups(PlanNode& root);

}  // namespace normgraph::query::planning
