#pragma once

#include <vector>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/booking.hpp"
#include "graph/query/scope.hpp"

namespace normgraph::query {

/// Keeps the first of the rows that agree in some columns, over all batches that it sees.
class FirstRows {
 public:
  FirstRows(std::vector<Slot> slots, Account& account);
  /// Narrows the selection to rows that agree with none before.
  void keep(Batch& batch);
  void clear();

 private:
  std::vector<Slot> slots_;
  KeyTable seen_;
  Booking booking_;
  std::vector<const Vector*> keys_;
  std::vector<std::uint32_t> entries_;
};

}  // namespace normgraph::query
