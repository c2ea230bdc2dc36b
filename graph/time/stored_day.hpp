#pragma once

#include <cstdint>
#include <optional>

#include "graph/store/view.hpp"

namespace normgraph {

/// The day whose state columns, relationships and indexes hold, with all that is known. Nothing:
/// the graph has no claims.
std::optional<std::int64_t> stored_day(const store::GraphView& view);
void set_stored_day(store::GraphWriter& writer, std::int64_t day);

}  // namespace normgraph
