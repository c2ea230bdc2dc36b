#pragma once

// Rows kept for sorting: their columns, the values of their sort keys, and an order over them.

#include <span>
#include <vector>

#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

/// Compares two rows, of the same or of different tables, by one key.
class KeyOrder {
 public:
  explicit KeyOrder(bool descending) : descending_(descending) {}
  /// Less than 0 when row `a` of `left` comes before row `b` of `right`.
  int compare(const Vector& left, std::size_t a, const Vector& right, std::size_t b) const {
    const int result = ascending(left, a, right, b);
    return descending_ ? -result : result;
  }

 private:
  static int ascending(const Vector& left, std::size_t a, const Vector& right, std::size_t b);
  bool descending_;
};

/// Rows with their keys, as whole columns.
struct SortRows {
  Batch rows;
  std::vector<Vector> keys;
  std::size_t size() const { return rows.size; }
  std::int64_t bytes() const;
  /// Adds the given rows of a batch, with keys that have a value for each row of the batch. Returns
  /// about how many bytes that took.
  std::int64_t append(const Carrier& carrier, const Batch& batch,
                      const std::vector<Vector>& batch_keys, std::span<const std::uint32_t> wanted);
  /// Keeps the given rows, in that order.
  void keep(const Carrier& carrier, std::span<const std::uint32_t> wanted);
};

}  // namespace normgraph::query
