#include "graph/session/kept_reader.hpp"

#include <algorithm>

#include "graph/time/time_shift.hpp"

namespace normgraph {

namespace {
constexpr std::size_t most_kept = 3;
}

store::Transaction& KeptReader::take(store::Store& store, std::uint64_t generation, When when) {
  if (generation_ != generation) kept_.clear();
  generation_ = generation;
  choose(store, when);
  try {
    show(kept_.front(), when);
  } catch (...) {
    rest();
    throw;
  }
  return *kept_.front().transaction;
}

/// Brings the one that shows the time to the front, or else a new one, or the one that was not used
/// for longest; with the newest snapshot.
void KeptReader::choose(store::Store& store, When when) {
  auto chosen = std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.when == when; });
  if (chosen == kept_.end() && kept_.size() < most_kept) {
    kept_.insert(kept_.begin(), Kept{store.begin_read(), {}, false, nullptr});
    return;
  }
  if (chosen == kept_.end()) --chosen;
  std::rotate(kept_.begin(), chosen, chosen + 1);
  Kept& kept = kept_.front();
  if (kept.transaction->renew()) return;
  kept.when.reset();
  kept.in_layer = false;
}

void KeptReader::show(Kept& kept, When when) {
  if (kept.when == when) return;
  if (kept.in_layer) kept.transaction->leave_layer();
  kept.in_layer = false;
  kept.when.reset();
  kept.uncertain.reset();
  kept.in_layer = enter_time(*kept.transaction, when);
  kept.when = when;
}

void KeptReader::rest() noexcept {
  if (!kept_.empty()) kept_.front().transaction->rest();
}

GraphState KeptReader::state() const {
  const Kept& kept = kept_.front();
  return {.generation = generation_,
          .snapshot = kept.transaction->snapshot_number(),
          .when = *kept.when,
          .exact = true};
}

const query::UncertainValues& KeptReader::uncertain_values() {
  Kept& kept = kept_.front();
  if (!kept.uncertain)
    kept.uncertain = std::make_unique<query::UncertainValues>(kept.transaction->view(), *kept.when);
  return *kept.uncertain;
}

}  // namespace normgraph
