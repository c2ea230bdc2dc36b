#pragma once

#include <map>
#include <set>
#include <string>

#include "graph/database.hpp"
#include "graph/store/view.hpp"

// On which days briefings were written, by their names: the next one of a name tells what changed
// since the last. Kept in the graph's metadata.

namespace normgraph {

/// Days as "2026-11-22".
using RecordedBriefings = std::map<std::string, std::set<std::string>, std::less<>>;

RecordedBriefings recorded_briefings(const store::GraphView& view);

/// Records that a briefing was written on a day, in a transaction of its own. Throws
/// Error{Storage}.
void record_briefing(Database& database, const std::string& name, Date day);

}  // namespace normgraph
