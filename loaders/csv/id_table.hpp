#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ids.hpp"

namespace normgraph::loaders {

/// Ids of nodes in the order in which the nodes came: the first has node 0. Several threads may ask
/// at once while nobody inserts.
class IdTable {
 public:
  /// False: it is there already.
  bool insert(std::string_view id);
  /// no_node: not there.
  NodeId find(std::string_view id) const;

 private:
  std::string_view id_of(NodeId node) const {
    return std::string_view(bytes_).substr(offsets_[node], offsets_[node + 1] - offsets_[node]);
  }
  std::size_t place_of(std::string_view id) const;
  void grow();

  std::string bytes_;                      // of all ids, one behind the other
  std::vector<std::uint64_t> offsets_{0};  // by node, and the end
  std::vector<NodeId> places_;             // by hash, open addressing; a power of two
};

}  // namespace normgraph::loaders
