#include "graph/query/operators/group_keys.hpp"

#include <algorithm>

#include "graph/query/expression/nodes.hpp"

namespace normgraph::query {

GroupKeys::GroupKeys(const Aggregate& aggregate, const Build& build, Slot outer_row, bool by_node)
    : aggregate_(aggregate), outer_row_(outer_row), table_(0) {
  const auto is_outer_row = [&](const auto& group) { return group.first == outer_row; };
  const bool one_more =
      outer_row != no_slot && std::ranges::none_of(aggregate.groups, is_outer_row);
  place_.resize(aggregate.groups.size() + (one_more ? 1 : 0));
  // A table of nodes alone finds them as fast.
  const bool one_node = place_.size() == 1 && !aggregate.groups.empty() &&
                        slot_of(*aggregate.groups.front().second) != no_slot;
  for (std::size_t key = 0; key < aggregate.groups.size() && by_node && !one_node; ++key) {
    const Slot node = NodeGroups::node_of(*aggregate.groups[key].second, build);
    if (node == no_slot) continue;
    std::size_t i = 0;
    while (i < by_node_.size() && by_node_[i].groups.node() != node) ++i;
    if (i == by_node_.size())
      by_node_.emplace_back(node, key);
    else
      by_node_[i].keys.push_back(key);
    place_[key] = {i, by_node_[i].keys.size() - 1};
  }
  for (OfNode& part : by_node_) part.table = KeyTable(part.keys.size());
  std::size_t columns = by_node_.size();
  for (Place& place : place_)
    if (place.of_node == Place::none) place.column = columns++;
  table_ = KeyTable(columns);
}

Vector GroupKeys::evaluate(std::size_t key, const Batch& batch, const Selection& rows,
                           Context& context) const {
  if (key == aggregate_.groups.size()) return batch.columns[outer_row_];
  return aggregate_.groups[key].second->evaluate(batch, rows, context);
}

void GroupKeys::find(const Batch& batch, Context& context, std::vector<std::uint32_t>& entries) {
  for (OfNode& part : by_node_) find(part, batch, context);
  if (only_one()) {
    entries.swap(by_node_[0].entries);
    return;
  }
  if (std::ranges::any_of(by_node_, [](const OfNode& part) { return !part.table.exact(); }))
    give_up_parts();
  if (by_node_.size() == 2 && table_.columns() == 2)
    return find_pairs(batch.selection, batch.size, entries);
  std::vector<Vector> columns;
  columns.reserve(table_.columns());
  for (const OfNode& part : by_node_)
    columns.push_back(column_of(part.entries, batch.selection, batch.size));
  for (std::size_t key = 0; key < place_.size(); ++key)
    if (place_[key].of_node == Place::none)
      columns.push_back(evaluate(key, batch, batch.selection, context));
  std::vector<const Vector*> keys;
  for (const Vector& column : columns) keys.push_back(&column);
  table_.insert(keys, batch.selection, entries);
}

void GroupKeys::give_up_parts() {
  KeyTable table(place_.size());
  if (const std::size_t groups = size(); groups > 0) {
    std::vector<Vector> columns;
    std::vector<const Vector*> keys;
    for (std::size_t key = 0; key < place_.size(); ++key)
      columns.push_back(this->keys(key, 0, groups));
    for (const Vector& column : columns) keys.push_back(&column);
    std::vector<std::uint32_t> entries;
    table.insert(keys, Selection::all(groups), entries);
  }
  for (std::size_t key = 0; key < place_.size(); ++key) place_[key] = {Place::none, key};
  by_node_.clear();
  table_ = std::move(table);
}

/// Two numbers below `side` say at which place of `pairs_` the group is that they had before.
void GroupKeys::find_pairs(const Selection& rows, std::size_t size,
                           std::vector<std::uint32_t>& entries) {
  constexpr std::uint32_t side = 256, not_known = 0xFFFFFFFFu;
  const auto &left = by_node_[0].entries, &right = by_node_[1].entries;
  if (pairs_.empty()) pairs_.assign(side * side, not_known);
  entries.resize(rows.size());
  std::vector<std::uint32_t> unknown, places;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const bool small = left[i] < side && right[i] < side;
    entries[i] = small ? pairs_[left[i] * side + right[i]] : not_known;
    if (entries[i] != not_known) continue;
    unknown.push_back(rows[i]);
    places.push_back(i);
  }
  if (unknown.empty()) return;
  const Vector columns[] = {column_of(left, rows, size), column_of(right, rows, size)};
  const Vector* keys[] = {&columns[0], &columns[1]};
  std::vector<std::uint32_t> groups;
  table_.insert(keys, Selection(std::move(unknown)), groups);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::uint32_t place = places[i];
    entries[place] = groups[i];
    if (left[place] < side && right[place] < side)
      pairs_[left[place] * side + right[place]] = groups[i];
  }
}

/// part.entries: of the selected rows.
void GroupKeys::find(OfNode& part, const Batch& batch, Context& context) {
  if (!part.groups.find(batch, *context.view, part.entries))
    return find_rows(part, batch, batch.selection, context, part.entries);
  if (part.groups.unknown().empty()) return;
  std::vector<std::uint32_t> found;
  find_rows(part, batch, part.groups.unknown(), context, found);
  part.groups.learn(found, part.entries);
}

void GroupKeys::find_rows(OfNode& part, const Batch& batch, const Selection& rows, Context& context,
                          std::vector<std::uint32_t>& entries) const {
  std::vector<Vector> made;
  made.reserve(part.keys.size());
  for (const std::size_t key : part.keys) made.push_back(evaluate(key, batch, rows, context));
  std::vector<const Vector*> keys;
  for (const Vector& column : made) keys.push_back(&column);
  part.table.insert(keys, rows, entries);
}

/// Entries of rows as a column.
Vector GroupKeys::column_of(const std::vector<std::uint32_t>& entries, const Selection& rows,
                            std::size_t size) {
  std::vector<std::int64_t> numbers(size);
  for (std::size_t i = 0; i < rows.size(); ++i) numbers[rows[i]] = entries[i];
  return Vector::of(std::move(numbers));
}

void GroupKeys::insert(std::span<const Vector* const> keys, const Selection& rows,
                       std::vector<std::uint32_t>& entries) {
  std::vector<Vector> made;
  made.reserve(by_node_.size());
  std::vector<const Vector*> columns;
  for (OfNode& part : by_node_) {
    std::vector<const Vector*> own;
    for (const std::size_t key : part.keys) own.push_back(keys[key]);
    part.table.insert(own, rows, entries);
    if (only_one()) return;
    if (!part.table.exact()) {
      give_up_parts();
      return table_.insert(keys, rows, entries);
    }
    made.push_back(column_of(entries, rows, keys[0]->size()));
    columns.push_back(&made.back());
  }
  for (std::size_t key = 0; key < place_.size(); ++key)
    if (place_[key].of_node == Place::none) columns.push_back(keys[key]);
  table_.insert(columns, rows, entries);
}

Vector GroupKeys::keys(std::size_t column, std::size_t first, std::size_t count) const {
  const Place& place = place_[column];
  if (place.of_node == Place::none) return table_.keys(place.column, first, count);
  const OfNode& part = by_node_[place.of_node];
  if (only_one()) return part.table.keys(place.column, first, count);
  const Vector numbers = table_.keys(place.of_node, first, count);
  const auto entries = numbers.integers();
  return part.table.keys(place.column, std::vector<std::uint32_t>(entries.begin(), entries.end()));
}

std::int64_t GroupKeys::bytes() const {
  std::int64_t bytes =
      table_.bytes() + static_cast<std::int64_t>(pairs_.capacity() * sizeof(pairs_[0]));
  for (const OfNode& part : by_node_) bytes += part.groups.bytes() + part.table.bytes();
  return bytes;
}

}  // namespace normgraph::query
