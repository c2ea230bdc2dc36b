#include "graph/query/aggregate/pair_set.hpp"

#include "graph/value/hash.hpp"

namespace normgraph::query {

void PairSet::make_room(const std::vector<std::int64_t>& numbers,
                        const std::vector<std::uint32_t>& groups) {
  if (sparse_) return;
  for (const std::int64_t number : numbers) {
    lowest_ = std::min(lowest_, number);
    highest_ = std::max(highest_, number);
  }
  for (const std::uint32_t group : groups) groups_ = std::max<std::size_t>(groups_, group + 1);
  if (!bits_are_worth_it()) {
    if (dense()) give_up_bits();
    return;
  }
  if (!dense()) return take_bits();
  const std::size_t needed = static_cast<std::size_t>(highest_) / 64 + 1;
  if (needed > width_) return widen(needed + needed / 4);
  if (groups_ * width_ > bits_.size()) bits_.resize(groups_ * width_);
}

void PairSet::add(const std::vector<std::int64_t>& numbers,
                  const std::vector<std::uint32_t>& groups) {
  make_room(numbers, groups);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (dense())
      insert_bit(numbers[i], groups[i]);
    else
      insert_hashed(numbers[i], groups[i], hash(numbers[i], groups[i]));
  }
}

bool PairSet::bits_are_worth_it() const {
  constexpr std::size_t many_pairs = 4096, bytes_of_a_pair = 64;
  constexpr std::int64_t highest_number = 0xFFFFFFFF;
  if (count_ < many_pairs || lowest_ < 0 || highest_ > highest_number) return false;
  return groups_ * (static_cast<std::size_t>(highest_) / 8) <= count_ * bytes_of_a_pair;
}

void PairSet::widen(std::size_t width) {
  std::vector<std::uint64_t> old(groups_ * width);
  old.swap(bits_);
  for (std::size_t word = 0; word < old.size(); ++word)
    if (old[word] != 0) bits_[word / width_ * width + word % width_] = old[word];
  width_ = width;
}

void PairSet::take_bits() {
  const std::size_t needed = static_cast<std::size_t>(highest_) / 64 + 1;
  width_ = needed + needed / 4;
  bits_.assign(groups_ * width_, 0);
  count_ = 0;
  for (const Pair& pair : pairs_)
    if (pair.group != no_group) insert_bit(pair.number, pair.group);
  pairs_ = {};
}

void PairSet::give_up_bits() {
  PairSet table;
  for_each([&](std::int64_t number, std::uint32_t group) {
    table.insert_hashed(number, group, hash(number, group));
  });
  pairs_ = std::move(table.pairs_);
  bits_ = {};
  width_ = 0;
  sparse_ = true;
}

std::size_t PairSet::hash(std::int64_t number, std::uint32_t group) {
  return mix(static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15u + group);
}

void PairSet::keep_new_hashed(const std::vector<std::int64_t>& numbers,
                              std::vector<std::uint32_t>& rows,
                              std::vector<std::uint32_t>& groups) {
  // Memory is asked for a place some rows before it is needed.
  constexpr std::size_t ahead = 8;
  std::vector<std::size_t> hashes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) hashes[i] = hash(numbers[i], groups[i]);
  keep_where(rows, groups, [&](std::size_t i) {
    if (i + ahead < hashes.size() && !pairs_.empty())
      __builtin_prefetch(&pairs_[hashes[i + ahead] & (pairs_.size() - 1)]);
    return insert_hashed(numbers[i], groups[i], hashes[i]);
  });
}

bool PairSet::insert_hashed(std::int64_t number, std::uint32_t group, std::size_t hash) {
  if (2 * (count_ + 1) > pairs_.size()) grow();
  const std::size_t mask = pairs_.size() - 1;
  std::size_t place = hash & mask;
  for (; pairs_[place].group != no_group; place = (place + 1) & mask)
    if (pairs_[place].number == number && pairs_[place].group == group) return false;
  pairs_[place] = {number, group};
  ++count_;
  return true;
}

void PairSet::grow() {
  constexpr std::size_t first_size = 64;
  std::vector<Pair> old(pairs_.empty() ? first_size : 4 * pairs_.size());
  old.swap(pairs_);
  count_ = 0;
  for (const Pair& pair : old)
    if (pair.group != no_group)
      insert_hashed(pair.number, pair.group, hash(pair.number, pair.group));
}

}  // namespace normgraph::query
