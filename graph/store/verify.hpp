#pragma once

#include <string>
#include <vector>

#include "graph/store/snapshot.hpp"

namespace normgraph::store {

/// Reads every record of a snapshot: its hash, its form, its place, and whether the counts agree.
/// A line for each problem.
std::vector<std::string> verify_snapshot(const Snapshot& snapshot);

}  // namespace normgraph::store
