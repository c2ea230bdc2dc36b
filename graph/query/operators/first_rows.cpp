#include "graph/query/operators/first_rows.hpp"

namespace normgraph::query {

FirstRows::FirstRows(std::vector<Slot> slots, Account& account)
    : slots_(std::move(slots)), seen_(slots_.size()), booking_(account) {}

void FirstRows::keep(Batch& batch) {
  keys_.clear();
  for (const Slot slot : slots_) keys_.push_back(&batch.columns[slot]);
  auto known = static_cast<std::uint32_t>(seen_.size());
  seen_.insert(keys_, batch.selection, entries_);
  booking_.set(seen_.bytes());
  // A row is new when its entry is: entries are numbered in the order in which they came.
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < batch.selection.size(); ++i) {
    if (entries_[i] != known) continue;
    rows.push_back(batch.selection[i]);
    ++known;
  }
  if (rows.size() < batch.selection.size()) batch.selection = Selection(std::move(rows));
}

void FirstRows::clear() {
  seen_ = KeyTable(slots_.size());
  booking_.set(0);
}

}  // namespace normgraph::query
