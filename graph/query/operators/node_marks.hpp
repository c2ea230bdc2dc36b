#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/ids.hpp"

namespace normgraph::query {

/// A set of nodes, as a bit for each node of the graph.
class NodeMarks {
 public:
  /// For nodes below `limit`. What is in the set stays.
  void resize(NodeId limit) {
    const std::size_t words = std::size_t{limit} / 64 + 1;
    if (words > words_.size()) words_.resize(words);
  }
  bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
  }
  bool test(NodeId node) const { return words_[node / 64] >> (node % 64) & 1; }
  /// How many of the `size` nodes from `first` on are in it.
  std::size_t count(NodeId first, std::size_t size) const {
    std::size_t count = 0;
    for (std::size_t i = first, end = first + size; i < end;) {
      const std::size_t bits = std::min(64 - i % 64, end - i);
      const std::uint64_t mask = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
      count += static_cast<std::size_t>(std::popcount(words_[i / 64] >> (i % 64) & mask));
      i += bits;
    }
    return count;
  }
  /// Calls `visit(i)` where the node first + i is in it, for i below `size`.
  template <class Visit>
  void for_each(NodeId first, std::size_t size, Visit visit) const {
    for (std::size_t i = 0; i < size;) {
      const std::size_t at = first + i, bits = std::min(64 - at % 64, size - i);
      std::uint64_t left = words_[at / 64] >> (at % 64);
      if (bits < 64) left &= (std::uint64_t{1} << bits) - 1;
      for (; left != 0; left &= left - 1)
        visit(i + static_cast<std::size_t>(std::countr_zero(left)));
      i += bits;
    }
  }
  /// False when the node is in the set already.
  bool insert(NodeId node) {
    std::uint64_t& word = words_[node / 64];
    const std::uint64_t bit = std::uint64_t{1} << (node % 64);
    if (word & bit) return false;
    word |= bit;
    return true;
  }
  void set(std::span<const NodeId> nodes) {
    for (const NodeId node : nodes) words_[node / 64] |= std::uint64_t{1} << (node % 64);
  }
  /// Adds those of the bits of words from the node `first` on, a multiple of 64.
  void add(NodeId first, std::span<const std::uint64_t> words) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words[i] != 0) words_[first / 64 + i] |= words[i];
  }
  /// Takes nodes out again.
  void clear(std::span<const NodeId> nodes) {
    for (const NodeId node : nodes) words_[node / 64] &= ~(std::uint64_t{1} << (node % 64));
  }
  void add(const NodeMarks& other) {
    words_.resize(std::max(words_.size(), other.words_.size()));
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  }
  /// Bit i of word w is the node 64 w + i.
  const std::vector<std::uint64_t>& words() const { return words_; }
  void clear_all() { words_.assign(words_.size(), 0); }
  std::int64_t bytes() const { return static_cast<std::int64_t>(words_.size() * 8); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace normgraph::query
