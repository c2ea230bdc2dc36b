#pragma once

#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

/// The values of an expression, one row at a time, in the state of the graph of that moment.
class RowExpression {
 public:
  /// A null expression is always null.
  explicit RowExpression(const BoundExpression* expression)
      : expression_(expression), slots_(slots_of(expression)) {}
  Value value(const Batch& batch, std::uint32_t row, Context& context) const;
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  const BoundExpression* expression_;
  std::vector<Slot> slots_;
};

}  // namespace normgraph::query
