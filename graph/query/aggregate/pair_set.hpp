#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace normgraph::query {

/// A set of pairs of a number and a group. Where the numbers are small and many of them are in each
/// group, as nodes are, it has a bit for each number of each group; else it is a hash table.
class PairSet {
 public:
  std::size_t size() const { return count_; }
  bool dense() const { return width_ > 0; }
  /// Keeps of rows, with the group of each, those whose pair is new; `number_of(i)` is the i-th
  /// row's number.
  template <class NumberOf>
  void keep_new(std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>& groups,
                NumberOf number_of) {
    std::vector<std::int64_t> numbers(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) numbers[i] = number_of(i);
    make_room(numbers, groups);
    if (dense())
      keep_where(rows, groups, [&](std::size_t i) { return insert_bit(numbers[i], groups[i]); });
    else
      keep_new_hashed(numbers, rows, groups);
  }
  /// Adds the pairs numbers[i], groups[i].
  void add(const std::vector<std::int64_t>& numbers, const std::vector<std::uint32_t>& groups);
  /// Calls `visit(number, group)` for all pairs.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Pair& pair : pairs_)
      if (pair.group != no_group) visit(pair.number, pair.group);
    for (std::size_t word = 0; word < bits_.size(); ++word)
      for (std::uint64_t left = bits_[word]; left != 0; left &= left - 1)
        visit(static_cast<std::int64_t>(word % width_ * 64) + std::countr_zero(left),
              static_cast<std::uint32_t>(word / width_));
  }
  std::int64_t bytes() const {
    return static_cast<std::int64_t>(pairs_.capacity() * sizeof(Pair) + bits_.capacity() * 8);
  }

  /// Keeps the rows for which `is_new(i)`, with their groups.
  template <class IsNew>
  static void keep_where(std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>& groups,
                         IsNew is_new) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool keep = is_new(i);
      rows[kept] = rows[i];
      groups[kept] = groups[i];
      kept += keep ? 1 : 0;
    }
    rows.resize(kept);
    groups.resize(kept);
  }

 private:
  static constexpr std::uint32_t no_group = 0xFFFFFFFFu;
  struct Pair {
    std::int64_t number = 0;
    std::uint32_t group = no_group;
  };

  /// For pairs that are about to come: bits as long as they take no more than a table would.
  void make_room(const std::vector<std::int64_t>& numbers,
                 const std::vector<std::uint32_t>& groups);
  bool bits_are_worth_it() const;
  void widen(std::size_t width);
  void take_bits();
  void give_up_bits();
  bool insert_bit(std::int64_t number, std::uint32_t group) {
    const auto place = static_cast<std::size_t>(number);
    std::uint64_t& word = bits_[group * width_ + place / 64];
    const std::uint64_t bit = std::uint64_t{1} << (place % 64);
    if (word & bit) return false;
    word |= bit;
    ++count_;
    return true;
  }

  static std::size_t hash(std::int64_t number, std::uint32_t group);
  void keep_new_hashed(const std::vector<std::int64_t>& numbers, std::vector<std::uint32_t>& rows,
                       std::vector<std::uint32_t>& groups);
  bool insert_hashed(std::int64_t number, std::uint32_t group, std::size_t hash);
  void grow();

  std::size_t count_ = 0;
  std::vector<Pair> pairs_;  // open addressing; a power of two
  std::vector<std::uint64_t> bits_;
  std::size_t width_ = 0;  // words of a group in bits_
  std::int64_t lowest_ = 0, highest_ = 0;
  std::size_t groups_ = 0;
  bool sparse_ = false;  // bits were given up
};

}  // namespace normgraph::query
