#pragma once

#include <memory>
#include <optional>

#include "graph/session/plan_cache.hpp"
#include "graph/store/view.hpp"

namespace normgraph {

/// A session's reading transaction, kept from statement to statement: the next one renews it, which
/// costs next to nothing when nothing was committed in between and the same time is asked for.
class KeptReader {
 public:
  /// The newest graph at a time, until rest(). `generation`: of the database; with another one the
  /// store is another one, too.
  store::Transaction& take(store::Store& store, std::uint64_t generation, When when);
  void rest() noexcept;
  /// What take() gave.
  GraphState state() const;
  bool in_layer() const { return in_layer_; }

 private:
  std::unique_ptr<store::Transaction> transaction_;
  std::uint64_t generation_ = 0;
  std::optional<When> when_;  // which its layer, or its own state, shows; none: not looked at
  bool in_layer_ = false;
};

}  // namespace normgraph
