#pragma once

#include "graph/store/view.hpp"

// AS OF and KNOWN BY: the graph of another time, made from the claims that differ between the
// stored day and that time.

namespace normgraph {

/// Lays the graph of a time over a transaction, until its leave_layer(). False: the transaction's
/// own state is that of the time, and there is no layer. Nothing may be written meanwhile.
bool enter_time(store::Transaction& transaction, When when);

/// While it lives, a transaction reads the graph as it stood at a time. Costs nothing when that is
/// the stored day, or when nothing differs from it. Nothing may be written meanwhile.
class TimeLayer {
 public:
  TimeLayer(store::Transaction& transaction, When when)
      : transaction_(transaction), entered_(enter_time(transaction, when)) {}
  ~TimeLayer();
  /// False: the transaction's own state is that of the time.
  bool entered() const { return entered_; }
  TimeLayer(const TimeLayer&) = delete;
  TimeLayer& operator=(const TimeLayer&) = delete;

 private:
  store::Transaction& transaction_;
  bool entered_;
};

/// Makes a day the stored day, before something is written on it. Requires a writing transaction.
void move_stored_day(store::Transaction& transaction, std::int64_t day);

}  // namespace normgraph
