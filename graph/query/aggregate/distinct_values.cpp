#include "graph/query/aggregate/distinct_values.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace normgraph::query {

void DistinctValues::keep_new(const Vector& values, std::vector<std::uint32_t>& rows,
                              std::vector<std::uint32_t>& groups) {
  if (rows.empty()) return;
  const bool fits =
      is_number_kind(values.kind()) && (kind_ == Vector::Kind::Generic || values.kind() == kind_);
  in_order_ = in_order_ && come_in_order(groups);
  if (!last_groups_.empty() && (!fits || !in_order_)) end_last_groups();
  if (!numbered_ && !fits) number_values();
  if (numbered_) {
    std::size_t known = numbered_->size();
    std::vector<std::uint32_t> entries;
    numbered_->insert(values, Selection(rows), entries);
    if (of_one_group(groups, known))
      return PairSet::keep_where(rows, groups, [&](std::size_t i) {
        const bool is_new = entries[i] == known;
        known += is_new ? 1 : 0;
        return is_new;
      });
    return pairs_.keep_new(rows, groups, [&](std::size_t i) { return std::int64_t{entries[i]}; });
  }
  kind_ = values.kind();
  if (last_groups_.empty() && kind_ == Vector::Kind::Node && in_order_ &&
      pairs_.size() >= many_pairs && !pairs_.dense())
    begin_last_groups();
  if (!last_groups_.empty() && !values.is_constant())
    return keep_new_nodes(values.nodes(), rows, groups);
  if (!last_groups_.empty()) end_last_groups();
  pairs_.keep_new(rows, groups, [&](std::size_t i) { return number_at(values, rows[i]); });
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
  PairSet::keep_where(rows, groups, [&](std::size_t i) {
    const NodeId node = nodes[rows[i]];
    if (node >= last_groups_.size()) last_groups_.resize(node + node / 4 + 1, no_group);
    if (last_groups_[node] == groups[i]) return false;
    last_groups_[node] = groups[i];
    found_.emplace_back(node, groups[i]);
    return true;
  });
}

void DistinctValues::begin_last_groups() {
  pairs_.for_each([this](std::int64_t number, std::uint32_t group) {
    found_.emplace_back(static_cast<NodeId>(number), group);
  });
  pairs_ = PairSet();
  for (const auto& [node, group] : found_) {
    if (node >= last_groups_.size()) last_groups_.resize(node + node / 4 + 1, no_group);
    std::uint32_t& last = last_groups_[node];
    if (last == no_group || last < group) last = group;
  }
}

void DistinctValues::end_last_groups() {
  std::vector<std::int64_t> nodes;
  std::vector<std::uint32_t> groups;
  for (const auto& [node, group] : std::exchange(found_, {})) {
    nodes.push_back(static_cast<std::int64_t>(node));
    groups.push_back(group);
  }
  last_groups_ = {};
  pairs_.add(nodes, groups);
}

/// As long as there is one group, a value is new in it when it is new. `known`: values of that
/// group, before those of these rows.
bool DistinctValues::of_one_group(const std::vector<std::uint32_t>& groups, std::size_t known) {
  if (several_groups_) return false;
  if (only_group_ == no_group) only_group_ = groups[0];
  several_groups_ =
      std::ranges::any_of(groups, [this](std::uint32_t group) { return group != only_group_; });
  if (!several_groups_) return true;
  std::vector<std::int64_t> numbers(known);
  std::iota(numbers.begin(), numbers.end(), 0);
  pairs_.add(numbers, std::vector<std::uint32_t>(known, only_group_));
  return false;
}

void DistinctValues::number_values() {
  numbered_ = std::make_unique<ValueTable>();
  std::vector<std::int64_t> numbers;
  std::vector<std::uint32_t> groups, entries;
  pairs_.for_each([&](std::int64_t number, std::uint32_t group) {
    numbers.push_back(number);
    groups.push_back(group);
  });
  pairs_ = PairSet();
  several_groups_ = !groups.empty();  // in pairs from now on
  numbered_->insert(vector_of_numbers(kind_, std::move(numbers)), Selection::all(groups.size()),
                    entries);
  pairs_.add(std::vector<std::int64_t>(entries.begin(), entries.end()), groups);
}

Vector DistinctValues::values_of(const std::vector<std::int64_t>& numbers) const {
  if (!numbered_) return vector_of_numbers(kind_, numbers);
  return numbered_->values(std::vector<std::uint32_t>(numbers.begin(), numbers.end()));
}

std::int64_t DistinctValues::bytes() const {
  return pairs_.bytes() + (numbered_ ? numbered_->bytes() : 0) +
         static_cast<std::int64_t>(found_.capacity() * sizeof(found_[0]) +
                                   last_groups_.capacity() * sizeof(std::uint32_t));
}

}  // namespace normgraph::query
