#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"

namespace normgraph::query {

Truth truth_of(const Vector& vector, std::size_t row, const char* where) {
  if (vector.kind() == Vector::Kind::Boolean) return truth_at(vector, row);
  if (vector.is_null(row)) return Truth::Null;
  const Value value = vector.value(row);
  if (value.type() == Type::Boolean) return truth(value.as_boolean());
  throw operand_type_error(std::string(where) + " takes true, false or null, not a value of type " +
                           std::string(type_name(value.type())));
}

namespace {

const char* junction_name(Junction junction) {
  switch (junction) {
    case Junction::And:
      return "AND";
    case Junction::Or:
      return "OR";
    case Junction::Xor:
      return "XOR";
  }
  return "";
}

Truth exclusive_or(Truth a, Truth b) {
  if (a == Truth::Null || b == Truth::Null) return Truth::Null;
  return truth(a != b);
}

/// AND and OR: an operand is evaluated only for the rows that the ones before it left open.
class JunctionNode final : public Operation {
 public:
  JunctionNode(Junction junction, std::vector<BoundExpressionPtr> operands)
      : Operation(std::move(operands)), junction_(junction) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    std::vector<Truth> so_far(batch.size, junction_ == Junction::And ? Truth::True : Truth::False);
    Selection open = rows;
    for (std::size_t i = 0; i < operands_.size() && !open.empty(); ++i) {
      const Evaluated answer(operand(i), batch, open, context);
      combine_with(*answer, open, so_far, operand(i).span);
      if (i + 1 < operands_.size()) open = still_open(open, so_far);
    }
    TruthColumn result(batch.size);
    for_each_row(rows, [&](std::uint32_t row) { result.set(row, so_far[row]); });
    return result.take();
  }
  std::string text() const override {
    std::string result;
    for (const auto& each : operands_) {
      if (!result.empty()) result += std::string(" ") + junction_name(junction_) + " ";
      result += each->text();
    }
    return "(" + result + ")";
  }
  Junction junction() const { return junction_; }
  const std::vector<BoundExpressionPtr>& operands() const { return operands_; }

 private:
  void combine_with(const Vector& answer, const Selection& rows, std::vector<Truth>& so_far,
                    const Span& place) const {
    if (answer.kind() == Vector::Kind::Boolean && !answer.has_nulls() && !answer.is_constant())
      return combine_with(answer.booleans(), rows, so_far);
    try {
      for_each_row(rows, [&](std::uint32_t row) {
        const Truth truth = truth_of(answer, row, junction_name(junction_));
        Truth& acc = so_far[row];
        acc = junction_ == Junction::And  ? acc && truth
              : junction_ == Junction::Or ? acc || truth
                                          : exclusive_or(acc, truth);
      });
    } catch (Error& error) {
      throw std::move(error).at(place);
    }
  }
  void combine_with(std::span<const std::uint8_t> answer, const Selection& rows,
                    std::vector<Truth>& so_far) const {
    const bool decides = junction_ == Junction::Or;
    if (junction_ == Junction::Xor)
      for_each_row(rows, [&](std::uint32_t row) {
        so_far[row] = exclusive_or(so_far[row], truth(answer[row] != 0));
      });
    else
      for_each_row(rows, [&](std::uint32_t row) {
        if ((answer[row] != 0) == decides) so_far[row] = truth(decides);
      });
  }
  Selection still_open(const Selection& rows, const std::vector<Truth>& so_far) const {
    if (junction_ == Junction::Xor) return rows;
    const Truth decided = junction_ == Junction::And ? Truth::False : Truth::True;
    std::vector<std::uint32_t> open;
    open.reserve(rows.size());
    for_each_row(rows, [&](std::uint32_t row) {
      if (so_far[row] != decided) open.push_back(row);
    });
    return open.size() == rows.size() ? rows : Selection(std::move(open));
  }

  Junction junction_;
};

class Not final : public Operation {
 public:
  explicit Not(BoundExpressionPtr operand) : Operation(operands_of(std::move(operand))) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    return located(span, [&] {
      const Evaluated answer(operand(0), batch, rows, context);
      TruthColumn result(batch.size);
      for_each_row(rows,
                   [&](std::uint32_t row) { result.set(row, !truth_of(*answer, row, "NOT")); });
      return result.take();
    });
  }
  std::string text() const override { return "NOT " + operand(0).text(); }
};

class NullTest final : public Operation {
 public:
  NullTest(BoundExpressionPtr operand, bool is_null)
      : Operation(operands_of(std::move(operand))), is_null_(is_null) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated answer(operand(0), batch, rows, context);
    TruthColumn result(batch.size);
    if (answer->has_nulls()) {
      for_each_row(rows,
                   [&](std::uint32_t row) { result.set(row, answer->is_null(row) == is_null_); });
    } else if (!is_null_) {
      for_each_row(rows, [&](std::uint32_t row) { result.set(row, true); });
    }
    return result.take();
  }
  std::string text() const override {
    return operand(0).text() + (is_null_ ? " IS NULL" : " IS NOT NULL");
  }

 private:
  bool is_null_;
};

}  // namespace

void add_conjuncts(const BoundExpression& predicate, std::vector<const BoundExpression*>& out) {
  const auto* junction = dynamic_cast<const JunctionNode*>(&predicate);
  if (!junction || junction->junction() != Junction::And) return out.push_back(&predicate);
  for (const auto& operand : junction->operands()) add_conjuncts(*operand, out);
}

BoundExpressionPtr make_junction(Junction junction, std::vector<BoundExpressionPtr> operands) {
  return std::make_unique<JunctionNode>(junction, std::move(operands));
}

BoundExpressionPtr make_not(BoundExpressionPtr operand) {
  return std::make_unique<Not>(std::move(operand));
}

BoundExpressionPtr make_null_test(BoundExpressionPtr operand, bool is_null) {
  return std::make_unique<NullTest>(std::move(operand), is_null);
}

BoundExpressionPtr bound_and(std::vector<BoundExpressionPtr> operands) {
  if (operands.empty()) return bound_constant(Value::boolean(true));
  if (operands.size() == 1) return std::move(operands[0]);
  bool constant = true;
  for (const auto& operand : operands) constant = constant && operand->constant;
  auto result = make_junction(Junction::And, std::move(operands));
  result->constant = constant;
  return result;
}

namespace {

/// The rows for which the condition is true; `where` names it in errors.
Selection where_true(const BoundExpression& condition, const char* where, const Batch& batch,
                     const Selection& rows, Context& context) {
  std::vector<std::uint32_t> kept;
  kept.reserve(rows.size());
  const Evaluated answer(condition, batch, rows, context);
  if (answer->kind() == Vector::Kind::Boolean && !answer->has_nulls()) {
    const auto truths = answer->booleans();
    for_each_row(rows, [&](std::uint32_t row) {
      if (truths[answer->at(row)]) kept.push_back(row);
    });
  } else {
    located(condition.span, [&] {
      for_each_row(rows, [&](std::uint32_t row) {
        if (truth_of(*answer, row, where) == Truth::True) kept.push_back(row);
      });
      return Vector();
    });
  }
  return kept.size() == rows.size() ? rows : Selection(std::move(kept));
}

}  // namespace

/// Of conditions joined by AND each is asked only of the rows for which those before it are true.
Selection evaluate_filter(const BoundExpression& predicate, const Batch& batch,
                          const Selection& rows, Context& context) {
  std::vector<const BoundExpression*> conditions;
  add_conjuncts(predicate, conditions);
  const char* where = conditions.size() > 1 ? "AND" : "a condition";
  Selection left = rows;
  for (const BoundExpression* condition : conditions) {
    if (left.empty()) break;
    left = where_true(*condition, where, batch, left, context);
  }
  return left;
}

}  // namespace normgraph::query
