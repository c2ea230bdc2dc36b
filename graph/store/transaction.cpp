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

}  // namespace normgraph::store
