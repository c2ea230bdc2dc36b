#pragma once

// Rows kept for sorting: their columns, the values of their sort keys, and an order over them.

#include <cstdint>
#include <functional>
#include <memory>
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
  /// A number for each row: where two differ, the rows are in their order.
  std::vector<std::uint64_t> ranks(const Vector& key) const;

 private:
  static int ascending(const Vector& left, std::size_t a, const Vector& right, std::size_t b);
  bool descending_;
};

/// The order by several keys in turn.
class RowOrder {
 public:
  void add(bool descending) { keys_.emplace_back(descending); }
  const KeyOrder& first() const { return keys_.front(); }
  int compare(const std::vector<Vector>& left, std::size_t a, const std::vector<Vector>& right,
              std::size_t b) const;
  /// The numbers of `size` rows in their order; equal ones stay in that of their numbers. Calls
  /// `check` now and then.
  std::vector<std::uint32_t> sorted(const std::vector<Vector>& keys, std::size_t size,
                                    const std::function<void()>& check) const;

 private:
  std::vector<KeyOrder> keys_;
};

/// Rows with their keys. The rows stay in the batches that brought them, the keys are whole
/// columns.
class SortRows {
 public:
  std::size_t size() const { return places_.size(); }
  const std::vector<Vector>& keys() const { return keys_; }
  std::int64_t bytes() const;
  /// Adds the `wanted` rows of a batch, which is used up, with keys that have a value for each row
  /// of the batch. Returns about how many bytes that took.
  std::int64_t append(const Carrier& carrier, Batch& batch, const std::vector<Vector>& batch_keys,
                      std::span<const std::uint32_t> wanted);
  /// Keeps the given rows, in that order.
  void keep(std::span<const std::uint32_t> wanted);
  /// `to` becomes the given rows.
  void gather(std::span<const std::uint32_t> rows, Batch& to) const;
  /// The batches with the rows in the order in which they came; afterwards there are none.
  std::vector<Batch> take_batches();

 private:
  std::shared_ptr<std::vector<Batch>> batches_ = std::make_shared<std::vector<Batch>>();
  std::vector<Place> places_;  // of each row in the batches
  std::vector<Vector> keys_;
};

}  // namespace normgraph::query
