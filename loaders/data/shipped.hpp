#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace normgraph::loaders {

/// Which nodes and relationships came with the shipped data: kept in the graph as one text, so that
/// a newer version can take their place and leave a user's own alone.
struct Shipped {
  struct Relationship {
    std::string type, from, to;
  };
  std::unordered_set<std::string> keys;
  std::vector<Relationship> relationships;
};

constexpr const char* shipped_metadata = "shipped";

/// A line a node (`key`) and a line a relationship (`type<TAB>from<TAB>to`).
std::string to_text(const Shipped& shipped);
/// Lines that are neither are passed over.
Shipped parse_shipped(std::string_view text);

}  // namespace normgraph::loaders
