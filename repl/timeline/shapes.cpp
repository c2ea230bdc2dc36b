#include "repl/timeline/shapes.hpp"

#include <algorithm>
#include <array>

namespace normgraph::repl {

namespace {

constexpr std::array paths{
    "M0-6.5 6.5 0 0 6.5-6.5 0Z",                // diamond
    "M-5 0A5 5 0 1 0 5 0 5 5 0 1 0-5 0Z",       // circle
    "M-4.6-4.6H4.6V4.6H-4.6Z",                  // square
    "M0-5.8 5.8 4.8H-5.8Z",                     // triangle
    "M0 5.8 5.8-4.8H-5.8Z",                     // triangle, upside down
    "M-5.8 0-2.9-5.2H2.9L5.8 0 2.9 5.2H-2.9Z",  // hexagon
    "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",        // cross
};

}  // namespace

Shapes::Shapes(const Timeline& timeline) {
  for (const TimelineEntry& entry : timeline.entries)
    if (std::find(kinds_.begin(), kinds_.end(), entry.kind) == kinds_.end())
      kinds_.push_back(entry.kind);
}

const char* Shapes::path_of(const std::string& kind) const {
  const auto found = std::find(kinds_.begin(), kinds_.end(), kind);
  const auto place = static_cast<std::size_t>(found - kinds_.begin());
  return paths[std::min(place, paths.size() - 1)];  // rare ones share the last
}

}  // namespace normgraph::repl
