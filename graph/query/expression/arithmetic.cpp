#include "graph/value/temporal/arithmetic.hpp"

#include <cmath>
#include <cstdint>
#include <optional>

#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/static_type.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {
namespace {

using Op = ast::BinaryOperator;

std::int64_t calculate_integers(Op op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  switch (op) {
    case Op::Add:
      if (__builtin_add_overflow(a, b, &result)) throw integer_overflow("+");
      return result;
    case Op::Subtract:
      if (__builtin_sub_overflow(a, b, &result)) throw integer_overflow("-");
      return result;
    case Op::Multiply:
      if (__builtin_mul_overflow(a, b, &result)) throw integer_overflow("*");
      return result;
    case Op::Divide:
      if (b == 0) throw division_by_zero();
      if (b == -1 && a == INT64_MIN) throw integer_overflow("/");
      return a / b;
    default:  // Modulo
      if (b == 0) throw division_by_zero();
      return b == -1 ? 0 : a % b;
  }
}

double calculate_floats(Op op, double a, double b) {
  switch (op) {
    case Op::Add:
      return a + b;
    case Op::Subtract:
      return a - b;
    case Op::Multiply:
      return a * b;
    case Op::Divide:
      return a / b;
    case Op::Modulo:
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

/// Two numbers of one type; a constant side has step 0.
template <class T>
struct Sides {
  std::span<const T> left, right;
  std::size_t left_step, right_step;
};

template <class T>
Sides<T> sides(std::span<const T> left, std::span<const T> right, const Vector& a,
               const Vector& b) {
  return {left, right, a.is_constant() ? 0u : 1u, b.is_constant() ? 0u : 1u};
}

void set_nulls(const Vector& a, const Vector& b, const Selection& rows, Vector& result) {
  if (!a.has_nulls() && !b.has_nulls()) return;
  for_each_row(rows, [&](std::uint32_t row) {
    if (a.is_null(row) || b.is_null(row)) result.set_null(row);
  });
}

/// Checked, so only rows that count and are not null may be touched.
Vector integer_column(Op op, const Vector& a, const Vector& b, const Selection& rows,
                      std::size_t size) {
  Vector result = Vector::of(std::vector<std::int64_t>(size));
  set_nulls(a, b, rows, result);
  const auto in = sides(a.integers(), b.integers(), a, b);
  const auto out = result.integers();
  const bool nulls = result.has_nulls();
  for_each_row(rows, [&](std::uint32_t row) {
    if (nulls && result.is_null(row)) return;
    out[row] = calculate_integers(op, in.left[row * in.left_step], in.right[row * in.right_step]);
  });
  return result;
}

std::vector<double> as_floats(const Vector& vector) {
  if (vector.kind() == Vector::Kind::Float) {
    return {vector.floats().begin(), vector.floats().end()};
  }
  std::vector<double> result(vector.stored());
  const auto integers = vector.integers();
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<double>(integers[i]);
  return result;
}

Vector float_column(Op op, const Vector& a, const Vector& b, const Selection& rows,
                    std::size_t size) {
  Vector result = Vector::of(std::vector<double>(size));
  set_nulls(a, b, rows, result);
  const std::vector<double> left = as_floats(a), right = as_floats(b);
  const auto in = sides<double>(left, right, a, b);
  const auto out = result.floats();
  for_each_row(rows, [&](std::uint32_t row) {
    out[row] = calculate_floats(op, in.left[row * in.left_step], in.right[row * in.right_step]);
  });
  return result;
}

bool is_number_kind(const Vector& vector) {
  return vector.kind() == Vector::Kind::Integer || vector.kind() == Vector::Kind::Float;
}

/// Books what a joined list or string takes.
void book(const Value& value, Context& context) {
  if (value.type() == Type::List) {
    context.book(static_cast<std::int64_t>(value.as_list().size() * sizeof(Value)), "a list");
  } else if (value.type() == Type::String) {
    context.book(static_cast<std::int64_t>(value.as_string().size()), "a string");
  }
}

Vector value_column(Op op, const Vector& a, const Vector& b, const Selection& rows,
                    std::size_t size, Context& context) {
  std::vector<Value> values(size);
  ValueReader left(a), right(b);
  for_each_row(rows, [&](std::uint32_t row) {
    const Value& x = left[row];
    if (x.is_null()) return;
    const Value& y = right[row];
    if (y.is_null()) return;
    values[row] = calculate(op, x, y);
    book(values[row], context);
  });
  return narrow(std::move(values));
}

class Arithmetic final : public Operation {
 public:
  Arithmetic(Op op, BoundExpressionPtr left, BoundExpressionPtr right)
      : Operation(operands_of(std::move(left), std::move(right))), op_(op) {}
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated a(operand(0), batch, rows, context);
    const Evaluated b(operand(1), batch, rows, context);
    return located(span, [&] {
      if (!is_number_kind(*a) || !is_number_kind(*b)) {
        return value_column(op_, *a, *b, rows, batch.size, context);
      }
      const bool integers =
          a->kind() == Vector::Kind::Integer && b->kind() == Vector::Kind::Integer;
      return integers && op_ != Op::Power ? integer_column(op_, *a, *b, rows, batch.size)
                                          : float_column(op_, *a, *b, rows, batch.size);
    });
  }
  std::string text() const override {
    return "(" + operand(0).text() + " " + arithmetic_sign(op_) + " " + operand(1).text() + ")";
  }

 private:
  Op op_;
};

Value negated(const Value& value) {
  switch (value.type()) {
    case Type::Null:
      return value;
    case Type::Integer:
      return Value::integer(calculate_integers(Op::Subtract, 0, value.as_integer()));
    case Type::Float:
      return Value::real(-value.as_float());
    case Type::Duration:
      return calculate(Op::Multiply, value, Value::integer(-1));
    default:
      throw operand_type_error("- takes a number or a duration, not a value of type " +
                               std::string(type_name(value.type())));
  }
}

class Negation final : public Operation {
 public:
  explicit Negation(BoundExpressionPtr operand) : Operation(operands_of(std::move(operand))) {}
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated a(operand(0), batch, rows, context);
    return located(span, [&] {
      if (a->kind() == Vector::Kind::Integer) {
        const Vector zero = Vector::constant(Value::integer(0), batch.size);
        return integer_column(Op::Subtract, zero, *a, rows, batch.size);
      }
      std::vector<Value> values(batch.size);
      ValueReader reader(*a);
      for_each_row(rows, [&](std::uint32_t row) { values[row] = negated(reader[row]); });
      return narrow(std::move(values));
    });
  }
  std::string text() const override { return "-" + operand(0).text(); }
};

Error unfit_operands(Op op, const Value& left, const Value& right) {
  return operand_type_error(std::string(arithmetic_sign(op)) + " does not take a value of type " +
                            std::string(type_name(left.type())) + " and one of type " +
                            std::string(type_name(right.type())));
}

std::optional<Value> calculate_temporal(Op op, const Value& left, const Value& right) {
  switch (op) {
    case Op::Add:
      return temporal_add(left, right);
    case Op::Subtract:
      return temporal_subtract(left, right);
    case Op::Multiply:
      return temporal_multiply(left, right);
    case Op::Divide:
      return temporal_divide(left, right);
    default:
      return std::nullopt;
  }
}

Value joined_list(const Value& left, const Value& right) {
  List result;
  const auto add = [&result](const Value& side) {
    if (side.type() == Type::List) {
      result.insert(result.end(), side.as_list().begin(), side.as_list().end());
    } else {
      result.push_back(side);
    }
  };
  add(left);
  add(right);
  if (result.size() > max_list_items) {
    throw value_too_large("a list would have more than " + std::to_string(max_list_items) +
                          " items");
  }
  return Value::list(std::move(result));
}

/// Text beside text: numbers, booleans and temporal values are written as toString() writes them.
Value joined_text(const Value& left, const Value& right) {
  std::string text = to_text(left) + to_text(right);
  if (text.size() > max_string_bytes) {
    throw value_too_large("a string would have more than " + std::to_string(max_string_bytes) +
                          " bytes");
  }
  return Value::string(std::move(text));
}

bool joins_text(const Value& value) {
  switch (value.type()) {
    case Type::List:
    case Type::Map:
    case Type::Node:
    case Type::Relationship:
    case Type::Path:
      return false;
    default:
      return true;
  }
}

}  // namespace

Value calculate(ast::BinaryOperator op, const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) {
    if (op != Op::Power && left.type() == Type::Integer && right.type() == Type::Integer) {
      return Value::integer(calculate_integers(op, left.as_integer(), right.as_integer()));
    }
    return Value::real(calculate_floats(op, left.as_number(), right.as_number()));
  }
  if (op == Op::Add) {
    if (left.type() == Type::List || right.type() == Type::List) return joined_list(left, right);
    const bool text = left.type() == Type::String || right.type() == Type::String;
    if (text && joins_text(left) && joins_text(right)) return joined_text(left, right);
  }
  if (auto result = calculate_temporal(op, left, right)) return std::move(*result);
  throw unfit_operands(op, left, right);
}

BoundExpressionPtr make_arithmetic(ast::BinaryOperator op, BoundExpressionPtr left,
                                   BoundExpressionPtr right) {
  return std::make_unique<Arithmetic>(op, std::move(left), std::move(right));
}

BoundExpressionPtr bound_sum(BoundExpressionPtr left, BoundExpressionPtr right) {
  const bool constant = left->constant && right->constant;
  auto sum = make_arithmetic(ast::BinaryOperator::Add, std::move(left), std::move(right));
  sum->constant = constant;
  return sum;
}

BoundExpressionPtr make_negation(BoundExpressionPtr operand) {
  return std::make_unique<Negation>(std::move(operand));
}

}  // namespace normgraph::query
