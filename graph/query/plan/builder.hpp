#pragma once

#include <utility>

#include "graph/query/plan.hpp"

namespace normgraph::query::planning {

/// A node of the plan over its input.
template <class Operator>
PlanPtr make_node(Operator op, PlanPtr input, double rows) {
  auto node = std::make_unique<PlanNode>();
  node->op = std::move(op);
  node->input = std::move(input);
  node->estimated_rows = rows;
  return node;
}

/// Where a plan begins: with one empty row, or, inside another plan, with the outer rows.
inline PlanPtr make_leaf(Slot row) {
  if (row == no_slot) return make_node(SingleRow{}, nullptr, 1);
  return make_node(Argument{row}, nullptr, 1);
}

}  // namespace normgraph::query::planning
