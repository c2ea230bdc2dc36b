#include "graph/query/aggregate/distinct_values.hpp"

#include <algorithm>

#include "graph/value/hash.hpp"

namespace normgraph::query {
namespace {

/// Keeps the rows for which `is_new(i)`, with their groups.
template <class IsNew>
void keep_where(std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>& groups,
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

}  // namespace

std::size_t DistinctValues::hash(std::int64_t number, std::uint32_t group) {
  return mix(static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15u + group);
}

void DistinctValues::keep_new(const Vector& values, std::vector<std::uint32_t>& rows,
                              std::vector<std::uint32_t>& groups) {
  if (rows.empty()) return;
  const bool fits = is_number_kind(values.kind()) && (count_ == 0 || values.kind() == kind_);
  in_order_ = in_order_ && come_in_order(groups);
  if (!last_groups_.empty() && (!fits || !in_order_)) end_last_groups();
  if (!numbered_ && !fits) number_values();
  if (numbered_) {
    std::size_t known = numbered_->size();
    std::vector<std::uint32_t> entries;
    numbered_->insert(values, Selection(rows), entries);
    if (of_one_group(groups, known))
      return keep_where(rows, groups, [&](std::size_t i) {
        const bool is_new = entries[i] == known;
        known += is_new ? 1 : 0;
        return is_new;
      });
    return keep_new_pairs(rows, groups, [&](std::size_t i) { return std::int64_t{entries[i]}; });
  }
  kind_ = values.kind();
  if (last_groups_.empty() && kind_ == Vector::Kind::Node && in_order_ && count_ >= many_pairs)
    begin_last_groups();
  if (!last_groups_.empty() && !values.is_constant())
    return keep_new_nodes(values.nodes(), rows, groups);
  if (!last_groups_.empty()) end_last_groups();
  keep_new_pairs(rows, groups, [&](std::size_t i) { return number_at(values, rows[i]); });
}

template <class NumberOf>
void DistinctValues::keep_new_pairs(std::vector<std::uint32_t>& rows,
                                    std::vector<std::uint32_t>& groups, NumberOf number_of) {
  // Memory is asked for a place some rows before it is needed.
  constexpr std::size_t ahead = 8;
  std::vector<std::size_t> hashes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) hashes[i] = hash(number_of(i), groups[i]);
  keep_where(rows, groups, [&](std::size_t i) {
    if (i + ahead < hashes.size() && !pairs_.empty())
      __builtin_prefetch(&pairs_[hashes[i + ahead] & (pairs_.size() - 1)]);
    return insert(number_of(i), groups[i], hashes[i]);
  });
}

/// Groups are numbered as they first come: one that comes again later is less than the latest.
bool DistinctValues::come_in_order(const std::vector<std::uint32_t>& groups) {
  for (const std::uint32_t group : groups) {
    if (group < latest_) return false;
    latest_ = group;
  }
  return true;
}

void DistinctValues::keep_new_nodes(std::span<const NodeId> nodes, std::vector<std::uint32_t>& rows,
                                    std::vector<std::uint32_t>& groups) {
  keep_where(rows, groups, [&](std::size_t i) {
    const NodeId node = nodes[rows[i]];
    if (node >= last_groups_.size()) last_groups_.resize(node + node / 4 + 1, no_group);
    if (last_groups_[node] == groups[i]) return false;
    last_groups_[node] = groups[i];
    found_.emplace_back(node, groups[i]);
    return true;
  });
}

void DistinctValues::begin_last_groups() {
  for (const Pair& pair : pairs_)
    if (pair.group != no_group) found_.emplace_back(static_cast<NodeId>(pair.number), pair.group);
  pairs_ = {};
  for (const auto& [node, group] : found_) {
    if (node >= last_groups_.size()) last_groups_.resize(node + node / 4 + 1, no_group);
    std::uint32_t& last = last_groups_[node];
    if (last == no_group || last < group) last = group;
  }
}

void DistinctValues::end_last_groups() {
  last_groups_ = {};
  count_ = 0;
  for (const auto& [node, group] : found_) insert(node, group, hash(node, group));
  found_ = {};
}

bool DistinctValues::insert(std::int64_t number, std::uint32_t group, std::size_t hash) {
  if (2 * (count_ + 1) > pairs_.size()) grow();
  const std::size_t mask = pairs_.size() - 1;
  std::size_t place = hash & mask;
  for (; pairs_[place].group != no_group; place = (place + 1) & mask)
    if (pairs_[place].number == number && pairs_[place].group == group) return false;
  pairs_[place] = {number, group};
  ++count_;
  return true;
}

void DistinctValues::grow() {
  constexpr std::size_t first_size = 64;
  std::vector<Pair> old(pairs_.empty() ? first_size : 4 * pairs_.size());
  old.swap(pairs_);
  count_ = 0;
  for (const Pair& pair : old)
    if (pair.group != no_group) insert(pair.number, pair.group, hash(pair.number, pair.group));
}

/// As long as there is one group, a value is new in it when it is new. `known`: values of that
/// group, before those of these rows.
bool DistinctValues::of_one_group(const std::vector<std::uint32_t>& groups, std::size_t known) {
  if (several_groups_) return false;
  if (only_group_ == no_group) only_group_ = groups[0];
  several_groups_ =
      std::ranges::any_of(groups, [this](std::uint32_t group) { return group != only_group_; });
  if (!several_groups_) return true;
  for (std::size_t number = 0; number < known; ++number) {
    const auto value = static_cast<std::int64_t>(number);
    insert(value, only_group_, hash(value, only_group_));
  }
  return false;
}

void DistinctValues::number_values() {
  numbered_ = std::make_unique<ValueTable>();
  std::vector<Pair> old;
  old.swap(pairs_);
  std::erase_if(old, [](const Pair& pair) { return pair.group == no_group; });
  std::vector<std::int64_t> numbers;
  for (const Pair& pair : old) numbers.push_back(pair.number);
  std::vector<std::uint32_t> entries;
  numbered_->insert(vector_of_numbers(kind_, std::move(numbers)), Selection::all(old.size()),
                    entries);
  count_ = 0;
  several_groups_ = !old.empty();  // in pairs from now on
  for (std::size_t i = 0; i < old.size(); ++i)
    insert(entries[i], old[i].group, hash(entries[i], old[i].group));
}

std::int64_t DistinctValues::bytes() const {
  return static_cast<std::int64_t>(pairs_.capacity() * sizeof(Pair) +
                                   found_.capacity() * sizeof(found_[0]) +
                                   last_groups_.capacity() * sizeof(std::uint32_t)) +
         (numbered_ ? numbered_->bytes() : 0);
}

}  // namespace normgraph::query
