// duration.inDays(from, to).days: of two dates a difference, without a duration for each row.

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/value/temporal/between.hpp"

namespace normgraph::query {
namespace {

class DaysBetween final : public Operation {
 public:
  using Operation::Operation;
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Evaluated from(operand(0), batch, rows, context), to(operand(1), batch, rows, context);
    if (from->kind() == Vector::Kind::Date && to->kind() == Vector::Kind::Date)
      return of_dates(*from, *to, rows, batch.size);
    return located(span, [&] { return of_values(*from, *to, rows, batch.size, context); });
  }
  std::string text() const override { return "duration.inDays(" + text_of(operands_) + ").days"; }

 private:
  static Vector of_dates(const Vector& from, const Vector& to, const Selection& rows,
                         std::size_t size) {
    Vector result(Vector::Kind::Integer, size);
    for_each_row(rows, [&](std::uint32_t row) {
      if (from.is_null(row) || to.is_null(row)) return;
      result.integers()[row] = to.integers()[to.at(row)] - from.integers()[from.at(row)];
      result.clear_null(row);
    });
    return result;
  }
  static Vector of_values(const Vector& from, const Vector& to, const Selection& rows,
                          std::size_t size, Context& context) {
    std::vector<Value> days(size);
    for_each_row(rows, [&](std::uint32_t row) {
      const Value first = from.value(row), second = to.value(row);
      if (first.is_null() || second.is_null()) return;
      days[row] = property_of(Value::duration(duration_in_days(first, second)), "days", context);
    });
    return narrow(std::move(days));
  }
};

}  // namespace

BoundExpressionPtr make_days_between(BoundExpressionPtr from, BoundExpressionPtr to) {
  return std::make_unique<DaysBetween>(operands_of(std::move(from), std::move(to)));
}

}  // namespace normgraph::query
