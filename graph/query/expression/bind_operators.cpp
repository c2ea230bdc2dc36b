#include <algorithm>
#include <charconv>

#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/static_type.hpp"

namespace normgraph::query {
namespace {

using Op = ast::BinaryOperator;

/// The text of the literal that only a minus makes an integer of 64 bits: 2^63 in any base.
bool is_least_integer(const ast::Expression& expression) {
  const auto* literal = std::get_if<ast::Literal>(&expression.node);
  if (!literal) return false;
  const auto* overflow = std::get_if<ast::IntegerOverflow>(&literal->value);
  if (!overflow) return false;
  std::string digits = overflow->text;
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0' &&
      !std::isdigit(static_cast<unsigned char>(digits[1]))) {
    base = (digits[1] | 0x20) == 'x' ? 16 : 8;
    digits.erase(0, 2);
  }
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return error == std::errc() && end == digits.data() + digits.size() &&
         value == std::uint64_t{1} << 63;
}

Junction junction_of(Op op) {
  return op == Op::And ? Junction::And : op == Op::Or ? Junction::Or : Junction::Xor;
}

const char* junction_name(Op op) { return op == Op::And ? "AND" : op == Op::Or ? "OR" : "XOR"; }

}  // namespace

BoundExpressionPtr Binder::bind_truth_operand(const ast::Expression& expression, const char* op) {
  auto bound = bind(expression);  // a pattern may stand where the whole may be one
  if (!may_be_boolean(bound->type)) {
    throw static_type_error(std::string(op) + " takes true, false or null, not " +
                            std::string(describe(bound->type)))
        .at(expression.span);
  }
  return bound;
}

BoundExpressionPtr Binder::bind_minus(const ast::Expression& operand) {
  if (is_least_integer(operand)) return bound_constant(Value::integer(INT64_MIN));
  auto bound = bind_value(operand);
  if (!may_be_number(bound->type) && bound->type != StaticType::Temporal) {
    throw static_type_error("- takes a number or a duration, not " +
                            std::string(describe(bound->type)))
        .at(operand.span);
  }
  if (const Value* literal = literal_of(*bound)) {
    if (literal->type() == Type::Integer && literal->as_integer() != INT64_MIN) {
      return bound_constant(Value::integer(-literal->as_integer()));
    }
    if (literal->type() == Type::Float) return bound_constant(Value::real(-literal->as_float()));
  }
  const StaticType type = bound->type;
  auto result = make_negation(std::move(bound));
  result->type = type;
  return result;
}

BoundExpressionPtr Binder::bind_form(const ast::Unary& unary) {
  switch (unary.op) {
    case ast::UnaryOperator::Not:
      return make_not(bind_truth_operand(*unary.operand, "NOT"));
    case ast::UnaryOperator::Minus:
      return bind_minus(*unary.operand);
    case ast::UnaryOperator::Plus: {
      auto bound = bind_value(*unary.operand);
      if (may_be_number(bound->type) || bound->type == StaticType::Temporal) return bound;
      throw static_type_error("+ takes a number, not " + std::string(describe(bound->type)))
          .at(unary.operand->span);
    }
    case ast::UnaryOperator::IsNull:
      return make_null_test(bind_value(*unary.operand), true);
    case ast::UnaryOperator::IsNotNull:
      return make_null_test(bind_value(*unary.operand), false);
  }
  return nullptr;
}

/// `a AND b AND c` is one node: the parser's left-deep chain is taken apart without recursion.
BoundExpressionPtr Binder::bind_junction(const ast::Binary& binary) {
  std::vector<const ast::Expression*> parts = {binary.right.get()};
  const ast::Expression* left = binary.left.get();
  for (;;) {
    const auto* inner = std::get_if<ast::Binary>(&left->node);
    if (!inner || inner->op != binary.op) break;
    parts.push_back(inner->right.get());
    left = inner->left.get();
  }
  parts.push_back(left);
  std::vector<BoundExpressionPtr> operands;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    operands.push_back(bind_truth_operand(**part, junction_name(binary.op)));
  }
  return make_junction(junction_of(binary.op), std::move(operands));
}

BoundExpressionPtr Binder::bind_arithmetic(const ast::Binary& binary) {
  auto left = bind_value(*binary.left);
  auto right = bind_value(*binary.right);
  makes_large_values_ = makes_large_values_ || binary.op == Op::Add;
  const StaticType type = arithmetic_type(binary.op, left->type, right->type);
  StaticType element = StaticType::Any;
  if (type == StaticType::List && is_any_list(left->type) && is_any_list(right->type) &&
      left->element == right->element) {
    element = left->element;
  }
  auto result = make_arithmetic(binary.op, std::move(left), std::move(right));
  result->type = type;
  result->element = element;
  return result;
}

BoundExpressionPtr Binder::bind_form(const ast::Binary& binary) {
  switch (binary.op) {
    case Op::And:
    case Op::Or:
    case Op::Xor:
      return bind_junction(binary);
    case Op::In: {
      auto item = bind_value(*binary.left);
      return make_membership(std::move(item), bind_list(*binary.right, "IN"));
    }
    case Op::StartsWith:
    case Op::EndsWith:
    case Op::Contains: {
      auto text = bind_value(*binary.left);
      return make_string_test(binary.op, std::move(text), bind_value(*binary.right));
    }
    case Op::Matches: {
      auto text = bind_value(*binary.left);
      return make_match(std::move(text), bind_value(*binary.right));
    }
    default:
      return bind_arithmetic(binary);
  }
}

BoundExpressionPtr Binder::bind_form(const ast::Comparison& comparison) {
  std::vector<BoundExpressionPtr> operands;
  std::vector<ast::ComparisonOperator> operators;
  operands.push_back(bind_value(*comparison.first));
  for (const auto& [op, operand] : comparison.rest) {
    operators.push_back(op);
    operands.push_back(bind_value(*operand));
  }
  return make_comparison(std::move(operands), std::move(operators));
}

BoundExpressionPtr Binder::bind_form(const ast::LabelTest& test) {
  auto subject = bind_value(*test.subject);
  if (!may_be_element(subject->type)) {
    throw static_type_error("labels are asked of a node or a relationship, not of " +
                            std::string(describe(subject->type)))
        .at(test.subject->span);
  }
  return make_label_test(std::move(subject), *test.labels);
}

}  // namespace normgraph::query
