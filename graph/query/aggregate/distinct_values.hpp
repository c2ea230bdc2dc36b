#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

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
  std::int64_t bytes() const;

 private:
  struct Pair {
    std::int64_t number = 0;
    std::uint32_t group = no_group;
  };
  static constexpr std::uint32_t no_group = 0xFFFFFFFFu;
  static constexpr std::size_t many_pairs = 4096;  // an entry for each node is worth it

  static std::size_t hash(std::int64_t number, std::uint32_t group);
  template <class NumberOf>
  void keep_new_pairs(std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>& groups,
                      NumberOf number_of);
  /// Whether it is new.
  bool insert(std::int64_t number, std::uint32_t group, std::size_t hash);
  void grow();
  void number_values();

  bool of_one_group(const std::vector<std::uint32_t>& groups, std::size_t known);
  bool come_in_order(const std::vector<std::uint32_t>& groups);
  void keep_new_nodes(std::span<const NodeId> nodes, std::vector<std::uint32_t>& rows,
                      std::vector<std::uint32_t>& groups);
  void begin_last_groups();
  void end_last_groups();

  Vector::Kind kind_ = Vector::Kind::Generic;  // of the numbers; Generic: none yet
  std::size_t count_ = 0;
  std::vector<Pair> pairs_;               // open addressing; a power of two
  std::unique_ptr<ValueTable> numbered_;  // values by their numbers; null: they are numbers
  std::uint32_t only_group_ = no_group;
  bool several_groups_ = false;             // of numbered values: then they are in `pairs_`
  bool in_order_ = true;                    // so far no group came again after another one
  std::uint32_t latest_ = 0;                // group
  std::vector<std::uint32_t> last_groups_;  // by node; empty: `pairs_` has all pairs
  std::vector<std::pair<NodeId, std::uint32_t>> found_;  // all pairs while last_groups_ is used
};

}  // namespace normgraph::query
