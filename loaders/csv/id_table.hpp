#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/ids.hpp"

namespace normgraph::loaders {

/// Ids of nodes in the order in which the nodes came: the first has node 0. Views of texts that
/// outlive the table. Several threads may ask at once while nobody inserts.
class IdTable {
 public:
  /// False: it is there already.
  bool insert(std::string_view id);
  /// no_node: not there.
  NodeId find(std::string_view id) const;
  std::vector<NodeId> find(const std::vector<std::string_view>& ids) const;

 private:
  std::size_t place_of(std::string_view id) const;
  void grow();

  std::vector<std::string_view> ids_;  // by node
  std::vector<NodeId> places_;         // by hash, open addressing; a power of two
};

}  // namespace normgraph::loaders
