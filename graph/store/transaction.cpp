#include "graph/store/transaction.hpp"

#include "graph/store/commit.hpp"
#include "graph/store/errors.hpp"
#include "graph/store/unique.hpp"

namespace normgraph::store {

GraphWriter& StoreTransaction::writer() {
  if (!writing_ || committed_)
    throw storage_error("NG5014", "NotWriting", "this transaction cannot write");
  if (overlay_.depth() < 2) unchecked_ = true;
  return writer_;
}

void StoreTransaction::begin_statement() {
  if (writing_) overlay_.push();
}

void StoreTransaction::keep_statement() {
  if (overlay_.depth() < 2) return;
  if (!overlay_.top().empty()) check_unique(view_, overlay_.top());
  overlay_.fold();
}

void StoreTransaction::undo_statement() {
  if (overlay_.depth() > 1) overlay_.drop();
}

// ---- layers of other times ----

bool StoreTransaction::enter_kept_layer(When when, bool& entered) {
  auto& kept = snapshot_.time_layers();
  const std::lock_guard lock(kept.mutex);
  const auto found = kept.layers.find(when);
  if (found == kept.layers.end()) return false;
  entered = found->second.layer != nullptr;
  if (entered) overlay_.push(*found->second.layer, found->second.label_sets);
  return true;
}

/// Keeps a copy of the top layer, or that there is none.
void StoreTransaction::keep_layer(When when) {
  constexpr std::size_t most_kept = 16;
  if (overlay_.new_labels.size() + overlay_.new_types.size() + overlay_.new_keys.size() > 0) return;
  SegmentTables::TimeLayers::Entry entry;
  if (!overlay_.empty()) {
    entry.layer = std::make_unique<const Layer>(overlay_.top());
    entry.label_sets = overlay_.label_sets();
  }
  auto& kept = snapshot_.time_layers();
  const std::lock_guard lock(kept.mutex);
  if (kept.layers.size() >= most_kept) kept.layers.clear();
  kept.layers.insert_or_assign(when, std::move(entry));
}

bool StoreTransaction::enter_layer(std::optional<When> when, const FillLayer& fill) {
  const bool sharable = when && overlay_.empty();  // nothing but the snapshot is below
  bool entered = false;
  if (sharable && enter_kept_layer(*when, entered)) return entered;
  overlay_.push();
  try {
    fill(view_, writer_);
  } catch (...) {
    overlay_.drop();
    throw;
  }
  entered = !overlay_.top().empty();
  if (!entered) overlay_.drop();
  if (sharable) keep_layer(*when);
  return entered;
}

void StoreTransaction::leave_layer() { overlay_.drop(); }

bool StoreTransaction::renew() {
  const bool same = snapshot_.renew(mutex_, newest_);
  if (same)
    overlay_.forget_dropped();
  else
    overlay_.clear();
  return same;
}

void StoreTransaction::commit() {
  if (!writing_ || committed_)
    throw storage_error("NG5014", "NotWriting", "this transaction cannot write");
  if (overlay_.depth() > 1) keep_statement();
  if (!overlay_.top().empty()) {
    if (unchecked_) check_unique(view_, overlay_.top());
    environment_.check_file_is_there();
    write_commit(environment_, overlay_);
  }
  committed_ = true;
  holder_ = {};
}

std::unique_ptr<WriteTransaction> StoreTransaction::begin_records() {
  environment_.check_file_is_there();
  return open_commit(environment_, overlay_);
}

void StoreTransaction::commit_records(WriteTransaction& out, const Counts& counts,
                                      const FillCatalog& fill) {
  while (overlay_.depth() > 1) overlay_.fold();
  write_records(out, overlay_, counts, fill);
  committed_ = true;
  holder_ = {};
}

}  // namespace normgraph::store
