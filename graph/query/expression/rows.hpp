#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "graph/value/compare.hpp"
#include "graph/value/vector.hpp"

// What all evaluating nodes need: walking the selected rows, and putting vectors together.

namespace normgraph::query {

template <class Function>
void for_each_row(const Selection& rows, Function function) {
  if (rows.is_all()) {
    const auto size = static_cast<std::uint32_t>(rows.size());
    for (std::uint32_t row = 0; row < size; ++row) function(row);
  } else {
    for (std::size_t i = 0; i < rows.size(); ++i) function(rows[i]);
  }
}

/// One truth value a row.
inline Truth truth_at(const Vector& booleans, std::size_t row) {
  if (booleans.is_null(row)) return Truth::Null;
  return truth(booleans.booleans()[booleans.at(row)] != 0);
}

/// Collects truth values; the result is a Boolean vector, without a null mask where none is null.
class TruthColumn {
 public:
  explicit TruthColumn(std::size_t size) : vector_(Vector::of_booleans(zeros(size))) {}
  void set(std::size_t row, bool value) { vector_.booleans()[row] = value ? 1 : 0; }
  void set(std::size_t row, Truth value) {
    if (value == Truth::Null) {
      vector_.set_null(row);
    } else {
      set(row, value == Truth::True);
    }
  }
  void set_null(std::size_t row) { vector_.set_null(row); }
  std::span<std::uint8_t> data() { return vector_.booleans(); }
  Vector take() { return std::move(vector_); }

 private:
  static std::vector<std::uint8_t> zeros(std::size_t size) {
    return std::vector<std::uint8_t>(size);
  }
  Vector vector_;
};

/// A typed vector where all values that are not null have one kind, else a generic one.
Vector narrow(std::vector<Value> values);

/// A vector of `size` rows, all null.
Vector all_null(std::size_t size);

/// Answers for different rows of one batch, to be put together: `first` counts for the rows of
/// `second`. Rows that no piece names are null.
using Piece = std::pair<Vector, Selection>;
Vector merge(std::vector<Piece> pieces, std::size_t size);

/// The rows of a selection as an array.
std::vector<std::uint32_t> row_numbers(const Selection& rows);

}  // namespace normgraph::query
