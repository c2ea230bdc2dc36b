#pragma once

#include <cstdint>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

/// The lists of a batch taken apart: one row an element, in order, with the outer columns that the
/// inner expressions read. Expressions over list elements are evaluated on these, batch-wise.
class ElementBatch {
 public:
  /// `lists`: per outer row a list or null. Throws operand_type_error("… takes a list") for others.
  ElementBatch(const Vector& lists, const Selection& rows, const char* where, Context& context);

  /// The elements first … first + count - 1 in the column `variable`, beside the outer columns
  /// `slots`.
  Batch batch(std::size_t first, std::size_t count, const Batch& outer,
              const std::vector<Slot>& slots, Slot variable) const;

  std::size_t size() const { return outer_rows_.size(); }
  /// The outer row that element i came from.
  std::uint32_t outer_row(std::size_t i) const { return outer_rows_[i]; }

 private:
  std::vector<Value> elements_;
  std::vector<std::uint32_t> outer_rows_;
};

/// The slots that an expression reads, without `inner` ones.
void add_outer_slots(const BoundExpression& expression, const std::vector<Slot>& inner,
                     std::vector<Slot>& slots);

/// The list of a row; throws for what is neither list nor null.
void require_list(const Value& value, const char* where);

}  // namespace normgraph::query
