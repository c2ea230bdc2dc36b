#pragma once

#include <cstdint>
#include <vector>

#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

/// Numbers of what follows from one node (`x.name`, `x`, `x.year - 1`), by node: where nodes come
/// again and again, a row's number is looked up and not worked out. It begins once there were many
/// rows, and ends where most nodes are new.
class NodeGroups {
 public:
  /// The slot of the only thing that an expression reads; no_slot where it reads anything else, or
  /// may change while rows come.
  static Slot node_of(const BoundExpression& expression, const Build& build);
  explicit NodeGroups(Slot node) : node_(node) {}

  Slot node() const { return node_; }
  /// entries[i] becomes the number of the i-th selected row where that is known. False: it is not
  /// at work, and nothing was looked up.
  bool find(const Batch& batch, const store::GraphView& view, std::vector<std::uint32_t>& entries);
  /// Rows of the batch whose numbers must be learnt; of each node one.
  const Selection& unknown() const { return unknown_; }
  /// Tells the numbers of the unknown rows, also to the entries that were asked for.
  void learn(const std::vector<std::uint32_t>& groups, std::vector<std::uint32_t>& entries);
  std::int64_t bytes() const {
    return static_cast<std::int64_t>(groups_.capacity() * sizeof(std::uint32_t));
  }

 private:
  bool at_work(std::size_t rows, const store::GraphView& view);

  Slot node_;
  std::uint64_t seen_ = 0, asked_ = 0, found_ = 0;  // rows
  bool given_up_ = false;
  std::vector<std::uint32_t> groups_;  // by node
  NodeColumn nodes_;                   // of the present batch
  Selection unknown_;
  std::vector<std::uint32_t> waiting_;  // places in the selection that wait for learn()
};

}  // namespace normgraph::query
