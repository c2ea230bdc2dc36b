#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "graph/query/aggregate/pair_set.hpp"
#include "graph/query/value_table.hpp"

namespace normgraph::query {

/// The different values of each group, for DISTINCT in aggregates: pairs of numbers. Nodes and
/// numbers of one kind are such; other values are numbered first, and all are once another kind
/// comes. As long as groups come one after the other, as those of the nodes that an expansion
/// starts from do, the last group of a node says whether it is new in the present one.
class DistinctValues {
 public:
  /// Keeps of rows, with the group of each, those whose value is new in its group. None is null.
  void keep_new(const Vector& values, std::vector<std::uint32_t>& rows,
                std::vector<std::uint32_t>& groups);
  /// Calls `visit(values, groups)` with all of them, in columns of at most batch_rows values.
  template <class Visit>
  void for_each_batch(Visit visit) const {
    std::vector<std::int64_t> numbers;
    std::vector<std::uint32_t> groups;
    const auto hand_on = [&] {
      if (numbers.empty()) return;
      const Vector values = values_of(numbers);
      visit(values, groups);
      numbers.clear();
      groups.clear();
    };
    for_each([&](std::int64_t number, std::uint32_t group) {
      numbers.push_back(number);
      groups.push_back(group);
      if (numbers.size() == batch_rows) hand_on();
    });
    hand_on();
  }
  std::int64_t bytes() const;

 private:
  static constexpr std::uint32_t no_group = 0xFFFFFFFFu;
  static constexpr std::size_t many_pairs = 8192;  // an entry for each node is worth it

  template <class Visit>
  void for_each(Visit visit) const {
    pairs_.for_each(visit);
    for (const auto& [node, group] : found_) visit(static_cast<std::int64_t>(node), group);
    if (!numbered_ || several_groups_) return;
    for (std::size_t number = 0; number < numbered_->size(); ++number)
      visit(static_cast<std::int64_t>(number), only_group_);
  }
  Vector values_of(const std::vector<std::int64_t>& numbers) const;
  void number_values();

  bool of_one_group(const std::vector<std::uint32_t>& groups, std::size_t known);
  bool come_in_order(const std::vector<std::uint32_t>& groups);
  void keep_new_nodes(std::span<const NodeId> nodes, std::vector<std::uint32_t>& rows,
                      std::vector<std::uint32_t>& groups);
  void begin_last_groups();
  void end_last_groups();

  Vector::Kind kind_ = Vector::Kind::Generic;  // of the numbers; Generic: none yet
  PairSet pairs_;
  std::unique_ptr<ValueTable> numbered_;  // values by their numbers; null: they are numbers
  std::uint32_t only_group_ = no_group;
  bool several_groups_ = false;             // of numbered values: then they are in `pairs_`
  bool in_order_ = true;                    // so far no group came again after another one
  std::uint32_t latest_ = 0;                // group
  std::vector<std::uint32_t> last_groups_;  // by node; empty: `pairs_` has all pairs
  std::vector<std::pair<NodeId, std::uint32_t>> found_;  // all pairs while last_groups_ is used
};

}  // namespace normgraph::query
