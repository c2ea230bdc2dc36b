#pragma once

#include <string>
#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query {

/// One operator in words and pattern signs: "Expand (a)<-[r:ADDRESSES]-(b)". `slot_names` as in
/// Plan.
std::string describe(const PlanNode& node, const std::vector<std::string>& slot_names);

}  // namespace normgraph::query
