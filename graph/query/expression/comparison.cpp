#include <functional>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"

namespace normgraph::query {
namespace {

using Comparison = ast::ComparisonOperator;

const char* operator_text(Comparison op) {
  switch (op) {
    case Comparison::Equal:
      return " = ";
    case Comparison::NotEqual:
      return " <> ";
    case Comparison::Less:
      return " < ";
    case Comparison::LessOrEqual:
      return " <= ";
    case Comparison::Greater:
      return " > ";
    case Comparison::GreaterOrEqual:
      return " >= ";
  }
  return "";
}

Truth compare_values(Comparison op, const Value& a, const Value& b) {
  switch (op) {
    case Comparison::Equal:
      return equals(a, b);
    case Comparison::NotEqual:
      return !equals(a, b);
    case Comparison::Less:
      return less(a, b);
    case Comparison::LessOrEqual:
      return less_or_equal(a, b);
    case Comparison::Greater:
      return less(b, a);
    case Comparison::GreaterOrEqual:
      return less_or_equal(b, a);
  }
  return Truth::Null;
}

/// Two typed columns; a constant one has step 0.
template <class T>
struct Columns {
  std::span<const T> left, right;
  std::size_t left_step, right_step;
};

template <class T, class Compare>
void compare_rows(const Columns<T>& columns, const Selection& rows, std::span<std::uint8_t> out,
                  Compare compare) {
  for_each_row(rows, [&](std::uint32_t row) {
    out[row] =
        compare(columns.left[row * columns.left_step], columns.right[row * columns.right_step]);
  });
}

template <class T>
void compare_columns(Comparison op, const Columns<T>& columns, const Selection& rows,
                     std::span<std::uint8_t> out) {
  switch (op) {
    case Comparison::Equal:
      return compare_rows(columns, rows, out, std::equal_to<>());
    case Comparison::NotEqual:
      return compare_rows(columns, rows, out, std::not_equal_to<>());
    case Comparison::Less:
      return compare_rows(columns, rows, out, std::less<>());
    case Comparison::LessOrEqual:
      return compare_rows(columns, rows, out, std::less_equal<>());
    case Comparison::Greater:
      return compare_rows(columns, rows, out, std::greater<>());
    case Comparison::GreaterOrEqual:
      return compare_rows(columns, rows, out, std::greater_equal<>());
  }
}

/// Elements have equality only: no order.
template <class T>
void equate_columns(Comparison op, const Columns<T>& columns, const Selection& rows,
                    std::span<std::uint8_t> out) {
  if (op == Comparison::Equal) return compare_rows(columns, rows, out, std::equal_to<>());
  compare_rows(columns, rows, out, std::not_equal_to<>());
}

bool is_equality(Comparison op) { return op == Comparison::Equal || op == Comparison::NotEqual; }

template <class T>
Columns<T> columns_of(std::span<const T> left, std::span<const T> right, const Vector& a,
                      const Vector& b) {
  return {left, right, a.is_constant() ? 0u : 1u, b.is_constant() ? 0u : 1u};
}

/// The typed path: both sides of one kind. False where there is none. Null rows get any answer.
bool compare_typed(Comparison op, const Vector& a, const Vector& b, const Selection& rows,
                   std::span<std::uint8_t> out) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Vector::Kind::Integer:
    case Vector::Kind::Date:
      compare_columns(op, columns_of(a.integers(), b.integers(), a, b), rows, out);
      return true;
    case Vector::Kind::Float:
      compare_columns(op, columns_of(a.floats(), b.floats(), a, b), rows, out);
      return true;
    case Vector::Kind::String:
      compare_columns(op, columns_of(a.strings(), b.strings(), a, b), rows, out);
      return true;
    case Vector::Kind::Boolean:
      compare_columns(op, columns_of(a.booleans(), b.booleans(), a, b), rows, out);
      return true;
    case Vector::Kind::Node:
      if (!is_equality(op)) return false;
      equate_columns(op, columns_of(a.nodes(), b.nodes(), a, b), rows, out);
      return true;
    case Vector::Kind::Relationship:
      if (!is_equality(op)) return false;
      equate_columns(op, columns_of(a.relationships(), b.relationships(), a, b), rows, out);
      return true;
    case Vector::Kind::Generic:
      break;
  }
  return false;
}

Selection without_nulls(const Vector& a, const Vector& b, const Selection& rows) {
  std::vector<std::uint32_t> kept;
  kept.reserve(rows.size());
  for_each_row(rows, [&](std::uint32_t row) {
    if (!a.is_null(row) && !b.is_null(row)) kept.push_back(row);
  });
  return Selection(std::move(kept));
}

Vector compare_vectors(Comparison op, const Vector& a, const Vector& b, const Selection& rows,
                       std::size_t size) {
  TruthColumn result(size);
  if (a.kind() != Vector::Kind::Generic && a.kind() == b.kind()) {
    const bool nulls = a.has_nulls() || b.has_nulls();
    const Selection present = nulls ? without_nulls(a, b, rows) : rows;
    if (compare_typed(op, a, b, present, result.data())) {
      if (nulls) {
        for_each_row(rows, [&](std::uint32_t row) {
          if (a.is_null(row) || b.is_null(row)) result.set_null(row);
        });
      }
      return result.take();
    }
  }
  ValueReader left(a), right(b);
  for_each_row(
      rows, [&](std::uint32_t row) { result.set(row, compare_values(op, left[row], right[row])); });
  return result.take();
}

/// `a < b <= c`: each operand is evaluated once, and only while the links before it are not false.
class ComparisonNode final : public Operation {
 public:
  ComparisonNode(std::vector<BoundExpressionPtr> operands, std::vector<Comparison> operators)
      : Operation(std::move(operands)), operators_(std::move(operators)) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (operators_.size() > 1) return evaluate_chain(batch, rows, context);
    const Evaluated left(operand(0), batch, rows, context);
    const Evaluated right(operand(1), batch, rows, context);
    return compare_vectors(operators_[0], *left, *right, rows, batch.size);
  }
  std::string text() const override {
    std::string result = operand(0).text();
    for (std::size_t i = 0; i < operators_.size(); ++i) {
      result += operator_text(operators_[i]) + operand(i + 1).text();
    }
    return result;
  }
  const std::vector<Comparison>& operators() const { return operators_; }
  const BoundExpression& left() const { return operand(0); }
  const BoundExpression& right() const { return operand(1); }

 private:
  Vector evaluate_chain(const Batch& batch, const Selection& rows, Context& context) const {
    std::vector<Truth> so_far(batch.size, Truth::True);
    Selection open = rows;
    Vector left = Evaluated(operand(0), batch, rows, context).take();
    for (std::size_t i = 0; i < operators_.size() && !open.empty(); ++i) {
      Vector right = Evaluated(operand(i + 1), batch, open, context).take();
      const Vector link = compare_vectors(operators_[i], left, right, open, batch.size);
      std::vector<std::uint32_t> next;
      for_each_row(open, [&](std::uint32_t row) {
        so_far[row] = so_far[row] && truth_at(link, row);
        if (so_far[row] != Truth::False) next.push_back(row);
      });
      open = Selection(std::move(next));
      left = std::move(right);
    }
    TruthColumn result(batch.size);
    for_each_row(rows, [&](std::uint32_t row) { result.set(row, so_far[row]); });
    return result.take();
  }

  std::vector<Comparison> operators_;
};

}  // namespace

std::optional<ComparisonShape> comparison_shape(const BoundExpression& expression) {
  const auto* comparison = dynamic_cast<const ComparisonNode*>(&expression);
  if (!comparison || comparison->operators().size() != 1) return std::nullopt;
  return ComparisonShape{&comparison->left(), &comparison->right(), comparison->operators()[0]};
}

BoundExpressionPtr make_comparison(std::vector<BoundExpressionPtr> operands,
                                   std::vector<ast::ComparisonOperator> operators) {
  return std::make_unique<ComparisonNode>(std::move(operands), std::move(operators));
}

}  // namespace normgraph::query
