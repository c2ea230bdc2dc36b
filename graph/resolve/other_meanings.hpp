#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/view.hpp"

namespace normgraph {

/// What else a designation has meant: other things that carried it on other days, in words
/// ("prEN 18229-2 meant another item until 2026-06-25: …"). `key` is what it means on `day`. Empty
/// for a text that is no designation.
std::vector<std::string> other_meanings(std::string_view text, std::string_view key,
                                        std::int64_t day, const store::GraphView& view);

}  // namespace normgraph
