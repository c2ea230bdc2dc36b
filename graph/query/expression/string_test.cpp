#include <string_view>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"

namespace normgraph::query {
namespace {

using Op = ast::BinaryOperator;

bool test(Op op, std::string_view text, std::string_view part) {
  switch (op) {
    case Op::StartsWith:
      return text.starts_with(part);
    case Op::EndsWith:
      return text.ends_with(part);
    default:
      return text.find(part) != text.npos;
  }
}

/// A row's text without a copy; null for null and for values that are not strings.
class TextReader {
 public:
  explicit TextReader(const Vector& vector) : vector_(vector) {}
  bool read(std::size_t row, std::string_view& text) const {
    if (vector_.is_null(row)) return false;
    if (vector_.kind() == Vector::Kind::String) {
      text = vector_.strings()[vector_.at(row)];
      return true;
    }
    if (vector_.kind() != Vector::Kind::Generic) return false;
    const Value& value = vector_.values()[vector_.at(row)];
    if (value.type() != Type::String) return false;
    text = value.as_string();
    return true;
  }

 private:
  const Vector& vector_;
};

/// STARTS WITH, ENDS WITH, CONTAINS: null unless both sides are strings.
class StringTest final : public Operation {
 public:
  StringTest(Op op, BoundExpressionPtr text, BoundExpressionPtr part)
      : Operation(operands_of(std::move(text), std::move(part))), op_(op) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated a(operand(0), batch, rows, context);
    const Evaluated b(operand(1), batch, rows, context);
    const TextReader texts(*a), parts(*b);
    TruthColumn result(batch.size);
    for_each_row(rows, [&](std::uint32_t row) {
      std::string_view text, part;
      if (texts.read(row, text) && parts.read(row, part)) {
        result.set(row, test(op_, text, part));
      } else {
        result.set_null(row);
      }
    });
    return result.take();
  }
  std::string text() const override {
    const char* name = op_ == Op::StartsWith ? " STARTS WITH "
                       : op_ == Op::EndsWith ? " ENDS WITH "
                                             : " CONTAINS ";
    return operand(0).text() + name + operand(1).text();
  }
  Op op() const { return op_; }
  const BoundExpression& left() const { return operand(0); }
  const BoundExpression& right() const { return operand(1); }

 private:
  Op op_;
};

}  // namespace

std::optional<StringTestShape> string_test_shape(const BoundExpression& expression) {
  const auto* test = dynamic_cast<const StringTest*>(&expression);
  if (!test) return std::nullopt;
  return StringTestShape{&test->left(), &test->right(), test->op()};
}

BoundExpressionPtr make_string_test(ast::BinaryOperator op, BoundExpressionPtr text,
                                    BoundExpressionPtr part) {
  return std::make_unique<StringTest>(op, std::move(text), std::move(part));
}

}  // namespace normgraph::query
