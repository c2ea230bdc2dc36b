#include "graph/query/operators/grouping.hpp"

#include <numeric>

namespace normgraph::query {
namespace {

std::optional<std::size_t> place_of(Slot slot, const Aggregate& aggregate) {
  for (std::size_t i = 0; i < aggregate.groups.size(); ++i)
    if (slot != no_slot && aggregate.groups[i].first == slot) return i;
  return std::nullopt;
}

}  // namespace

Grouping::Grouping(const Aggregate& aggregate, const Build& build, const Options& options)
    : aggregate_(aggregate),
      options_(options),
      row_key_(place_of(options.outer_row, aggregate)),
      keys_(aggregate, build, options.outer_row, options.by_node),
      accumulators_(aggregate.calls, options.in_parts),
      carried_(aggregate.carried.size()) {
  if (keys_.column_count() == 0) insert({}, Selection::all(1), entries_);
}

void Grouping::add_outer_rows(const Selection& rows) {
  const bool alone = keys_.column_count() == 1 && aggregate_.carried.empty();
  if (!alone || options_.outer_row == no_slot) return;
  const std::vector<std::uint32_t> selected = selected_rows(rows);
  const Vector key = Vector::of(std::vector<std::int64_t>(selected.begin(), selected.end()));
  const Vector* keys[] = {&key};
  insert(keys, Selection::all(selected.size()), entries_);
}

bool Grouping::add(const Batch& batch, Context& context) {
  return add(batch,
             options_.counts == no_slot ? std::span<const std::int64_t>()
                                        : batch.columns[options_.counts].integers(),
             context);
}

bool Grouping::add(const Batch& batch, std::span<const std::int64_t> weights, Context& context) {
  const std::size_t known = keys_.size();
  keys_.find(batch, context, entries_);
  accumulators_.resize(keys_.size());
  if (known < keys_.size()) carry(batch, known, context);
  return accumulators_.update(batch, batch.selection, entries_, context, weights);
}

void Grouping::insert(std::span<const Vector* const> keys, const Selection& rows,
                      std::vector<std::uint32_t>& entries) {
  keys_.insert(keys, rows, entries);
  accumulators_.resize(keys_.size());
}

/// The carried values of the groups that a batch began, from `known` on.
void Grouping::carry(const Batch& batch, std::size_t known, Context& context) {
  if (carried_.empty()) return;
  std::vector<std::uint32_t> first;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i] == known + first.size()) first.push_back(batch.selection[i]);
  for (std::size_t i = 0; i < carried_.size(); ++i)
    append_carried(
        i, aggregate_.carried[i].second->evaluate(batch, Selection(first), context).gather(first));
}

void Grouping::append_carried(std::size_t i, const Vector& values) {
  carried_bytes_ += bytes_of(values);
  carried_[i].append(values);
}

void Grouping::merge(Grouping& other, std::size_t first, std::size_t count) {
  std::vector<Vector> made;
  made.reserve(keys_.column_count());
  for (std::size_t i = 0; i < keys_.column_count(); ++i)
    made.push_back(other.keys_.keys(i, first, count));
  std::vector<const Vector*> keys;
  for (const Vector& key : made) keys.push_back(&key);
  const std::size_t known = keys_.size();
  insert(keys, Selection::all(count), entries_);
  accumulators_.merge(other.accumulators_, first, entries_);
  if (carried_.empty() || known == keys_.size()) return;
  std::vector<std::uint32_t> begun;
  for (std::size_t i = 0; i < count; ++i)
    if (entries_[i] == known + begun.size()) begun.push_back(static_cast<std::uint32_t>(first + i));
  for (std::size_t i = 0; i < carried_.size(); ++i)
    append_carried(i, other.carried_[i].gather(begun));
}

void Grouping::put_groups(std::size_t first, std::size_t count, Batch& batch) {
  start_batch(batch, count);
  for (std::size_t i = 0; i < aggregate_.groups.size(); ++i)
    put(batch, aggregate_.groups[i].first, keys_.keys(i, first, count));
  std::vector<std::uint32_t> rows(carried_.empty() ? 0 : count);
  std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(first));
  for (std::size_t i = 0; i < carried_.size(); ++i)
    put(batch, aggregate_.carried[i].first, carried_[i].gather(rows));
  if (options_.outer_row != no_slot) put(batch, options_.outer_row, outer_rows(first, count));
  for (std::size_t i = 0; i < aggregate_.calls.size(); ++i)
    put(batch, aggregate_.calls[i].slot, accumulators_.result(i, first, count));
}

Vector Grouping::outer_rows(std::size_t first, std::size_t count) const {
  const Vector keys = keys_.keys(row_key_.value_or(aggregate_.groups.size()), first, count);
  if (keys.kind() == Vector::Kind::Integer && !keys.is_constant()) return keys;
  std::vector<std::int64_t> rows(count);
  for (std::size_t i = 0; i < count; ++i) rows[i] = keys.value(i).as_integer();
  return Vector::of(std::move(rows));
}

std::int64_t Grouping::bytes() const {
  return keys_.bytes() + accumulators_.bytes() + carried_bytes_;
}

}  // namespace normgraph::query
