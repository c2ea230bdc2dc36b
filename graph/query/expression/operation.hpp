#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {

/// A bound expression with operands, which are all it reads.
class Operation : public BoundExpression {
 public:
  explicit Operation(std::vector<BoundExpressionPtr> operands) : operands_(std::move(operands)) {}
  void visit_slots(const std::function<void(Slot)>& visit) const override {
    for (const auto& operand : operands_) {
      if (operand) operand->visit_slots(visit);
    }
  }
  bool parallel() const override {
    return std::all_of(operands_.begin(), operands_.end(),
                       [](const auto& operand) { return !operand || operand->parallel(); });
  }

 protected:
  const BoundExpression& operand(std::size_t i) const { return *operands_[i]; }
  std::vector<BoundExpressionPtr> operands_;  // absent ones are null
};

/// A list of operands from single ones (initializer lists cannot move).
template <class... Operands>
std::vector<BoundExpressionPtr> operands_of(Operands... operands) {
  std::vector<BoundExpressionPtr> list;
  list.reserve(sizeof...(operands));
  (list.push_back(std::move(operands)), ...);
  return list;
}

/// An operand's vector: the batch's own column where there is one, else evaluated.
class Evaluated {
 public:
  Evaluated(const BoundExpression& expression, const Batch& batch, const Selection& rows,
            Context& context)
      : column_(expression.column(batch)) {
    if (!column_) own_ = expression.evaluate(batch, rows, context);
  }
  const Vector& operator*() const { return column_ ? *column_ : own_; }
  const Vector* operator->() const { return &**this; }
  Vector take() { return column_ ? *column_ : std::move(own_); }

 private:
  const Vector* column_;
  Vector own_;
};

/// Reads a vector row by row as values, without a copy where it holds values.
class ValueReader {
 public:
  explicit ValueReader(const Vector& vector)
      : vector_(vector), generic_(vector.kind() == Vector::Kind::Generic) {
    if (!generic_ && vector.is_constant()) made_ = vector.value(0);
  }
  /// Valid until the next call.
  const Value& operator[](std::size_t row) {
    if (generic_) return vector_.values()[vector_.at(row)];
    if (!vector_.is_constant()) made_ = vector_.value(row);
    return made_;
  }

 private:
  const Vector& vector_;
  bool generic_;
  Value made_;
};

/// "a, b, c"
std::string text_of(const std::vector<BoundExpressionPtr>& expressions);

/// Runs `evaluate` and gives an error that has no place yet the place of the expression.
template <class Function>
Vector located(const Span& span, Function evaluate) {
  try {
    return evaluate();
  } catch (Error& error) {
    if (span.length > 0) throw std::move(error).at(span);
    throw;
  }
}

}  // namespace normgraph::query
