#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/node_groups.hpp"

namespace normgraph::query {

/// What makes the groups of an Aggregate, numbered in the order in which they first came. What
/// follows from one node is numbered by that node; groups are then rows of such numbers.
class GroupKeys {
 public:
  /// `outer_row`: a further key, unless it is one of them; no_slot: none. `by_node`: whether nodes
  /// may come again and again. The aggregate must outlive it.
  GroupKeys(const Aggregate& aggregate, const Build& build, Slot outer_row, bool by_node);

  /// entries[i] becomes the group of the i-th selected row; new ones are added.
  void find(const Batch& batch, Context& context, std::vector<std::uint32_t>& entries);
  /// The same of rows of `column_count` keys.
  void insert(std::span<const Vector* const> keys, const Selection& rows,
              std::vector<std::uint32_t>& entries);

  std::size_t size() const { return only_one() ? by_node_[0].table.size() : table_.size(); }
  /// With the outer row, where that is a further one.
  std::size_t column_count() const { return place_.size(); }
  Vector keys(std::size_t column, std::size_t first, std::size_t count) const;
  std::int64_t bytes() const;

 private:
  /// Keys that follow from one node.
  struct OfNode {
    OfNode(Slot node, std::size_t first_key) : groups(node), keys{first_key}, table(0) {}
    NodeGroups groups;
    std::vector<std::size_t> keys;
    KeyTable table;
    std::vector<std::uint32_t> entries;  // of the rows of a batch
  };
  /// Where a key is: in a column of a node's table, or of `table_`.
  struct Place {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t of_node = none, column = 0;
  };

  bool only_one() const { return by_node_.size() == 1 && table_.columns() == 1; }
  Vector evaluate(std::size_t key, const Batch& batch, const Selection& rows,
                  Context& context) const;
  void find(OfNode& part, const Batch& batch, Context& context);
  void find_rows(OfNode& part, const Batch& batch, const Selection& rows, Context& context,
                 std::vector<std::uint32_t>& entries) const;
  /// Keys that are the same but do not look the same are told apart by group: without parts.
  void give_up_parts();
  void find_pairs(const Selection& rows, std::size_t size, std::vector<std::uint32_t>& entries);
  static Vector column_of(const std::vector<std::uint32_t>& entries, const Selection& rows,
                          std::size_t size);

  const Aggregate& aggregate_;
  const Slot outer_row_;
  std::vector<Place> place_;  // of each key
  std::vector<OfNode> by_node_;
  KeyTable table_;                    // a column for each of by_node_, then the other keys
  std::vector<std::uint32_t> pairs_;  // groups by two small numbers, where there are two nodes
};

}  // namespace normgraph::query
