#include "graph/session/kept_reader.hpp"

#include "graph/time/time_shift.hpp"

namespace normgraph {

store::Transaction& KeptReader::take(store::Store& store, std::uint64_t generation, When when) {
  if (generation_ != generation) transaction_.reset();
  if (!transaction_) {
    transaction_ = store.begin_read();
    generation_ = generation;
    when_.reset();
  } else if (!transaction_->renew()) {
    when_.reset();
  }
  if (!when_) in_layer_ = false;
  if (when_ == when) return *transaction_;
  try {
    if (in_layer_) transaction_->leave_layer();
    in_layer_ = false;
    when_.reset();
    in_layer_ = enter_time(*transaction_, when);
    when_ = when;
  } catch (...) {
    rest();
    throw;
  }
  return *transaction_;
}

void KeptReader::rest() noexcept {
  if (transaction_) transaction_->rest();
}

GraphState KeptReader::state() const {
  return {.generation = generation_,
          .snapshot = transaction_->snapshot_number(),
          .when = *when_,
          .exact = true};
}

}  // namespace normgraph
