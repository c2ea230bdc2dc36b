#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "graph/session/plan_cache.hpp"
#include "graph/store/view.hpp"
#include "graph/time/uncertain_values.hpp"

namespace normgraph {

/// A session's reading transactions, kept from statement to statement: the next one renews the one
/// of its time, which costs next to nothing when nothing was committed in between. A few times are
/// kept, so that questions about today and another day may come in turn.
class KeptReader {
 public:
  /// The newest graph at a time, until rest(). `generation`: of the database; with another one the
  /// store is another one, too.
  store::Transaction& take(store::Store& store, std::uint64_t generation, When when);
  void rest() noexcept;

  // Of what take() gave:
  GraphState state() const;
  bool in_layer() const { return kept_.front().in_layer; }
  const query::UncertainValues& uncertain_values();

 private:
  struct Kept {
    std::unique_ptr<store::Transaction> transaction;
    std::optional<When> when;  // which its layer, or its own state, shows; none: not looked at
    bool in_layer = false;
    std::unique_ptr<query::UncertainValues> uncertain;  // null: not looked at
  };
  void choose(store::Store& store, When when);
  static void show(Kept& kept, When when);

  std::uint64_t generation_ = 0;
  std::vector<Kept> kept_;  // the one taken last comes first
};

}  // namespace normgraph
