#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/query/operators/operator.hpp"
#include "graph/query/value_table.hpp"

namespace normgraph::query {

/// All nodes of a label by the values of a property. Values that are equal without being the same,
/// as periods may be, are not told apart: who finds nodes must test them.
class NodeTable {
 public:
  /// Of the nodes of context.view. Books what it takes, and does not give it back. Throws
  /// Error{Limit}.
  NodeTable(LabelId label, KeyId key, Context& context);
  std::int64_t bytes() const { return booked_; }

  /// entries[i] becomes what nodes() takes for the value of the row rows[i].
  void find(const Vector& values, const Selection& rows, std::vector<std::uint32_t>& entries) const;
  /// Whether nodes() would be any for the value of the row, whose entry is `entry`.
  bool finds(const Vector& values, std::uint32_t row, std::uint32_t entry) const;
  /// What may have the value of the row: valid as long as the table and `mixed`.
  std::span<const NodeId> nodes(const Vector& values, std::uint32_t row, std::uint32_t entry,
                                std::vector<NodeId>& mixed) const;

 private:
  void add(const std::vector<NodeId>& nodes, const Vector& values,
           std::vector<std::pair<std::uint32_t, NodeId>>& found);
  void put_in_order(const std::vector<std::pair<std::uint32_t, NodeId>>& found);

  ValueTable values_;
  std::vector<std::uint32_t> first_;  // by entry: the place of its first node
  std::vector<NodeId> nodes_;
  std::vector<NodeId> others_;  // with values that are not simple
  std::int64_t booked_ = 0;
};

/// What copies of an operator on several threads share: the first that needs it makes it.
struct SharedTable {
  std::mutex making;
  std::optional<NodeTable> table;
};

}  // namespace normgraph::query
