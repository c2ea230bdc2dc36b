#pragma once

#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query::planning {

/// Writes into every node of a plan which slots are still read above it. `needed` is what is read
/// of the root; `row` is the slot of the plan's Argument, which stays alive through it (no_slot for
/// a plan that begins with one row).
void assign_live(PlanNode& root, Slot row, const std::vector<Slot>& needed);

/// The slots that an inner plan reads of its outer rows, so that `needed` can be read of its root.
std::vector<Slot> required_slots(PlanNode& root, Slot row, const std::vector<Slot>& needed);

}  // namespace normgraph::query::planning
