#include "graph/query/expression/syntax_tree.hpp"

#include <algorithm>
#include <cctype>

#include "grammar/print.hpp"
#include "graph/query/expression.hpp"
#include "graph/query/expression/aggregates.hpp"

namespace normgraph::query {
namespace {

bool same_operands(const ast::Expression& a, const ast::Expression& b) {
  std::vector<const ast::Expression*> left, right;
  for_each_operand(a, [&](const ast::ExpressionPtr& operand) { left.push_back(operand.get()); });
  for_each_operand(b, [&](const ast::ExpressionPtr& operand) { right.push_back(operand.get()); });
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const ast::Expression* x, const ast::Expression* y) {
                      if (!x || !y) return x == y;
                      return same_expression(*x, *y);
                    });
}

bool same_ignoring_case(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// ---- what a node says beside its operands
bool same_node(const ast::Parameter& a, const ast::Parameter& b) { return a.name == b.name; }
bool same_node(const ast::Variable& a, const ast::Variable& b) { return a.name == b.name; }
bool same_node(const ast::Property& a, const ast::Property& b) { return a.key.text == b.key.text; }
bool same_node(const ast::Subscript&, const ast::Subscript&) { return true; }
bool same_node(const ast::Slice&, const ast::Slice&) { return true; }
bool same_node(const ast::ListLiteral&, const ast::ListLiteral&) { return true; }
bool same_node(const ast::Unary& a, const ast::Unary& b) { return a.op == b.op; }
bool same_node(const ast::Binary& a, const ast::Binary& b) { return a.op == b.op; }
bool same_node(const ast::Case& a, const ast::Case& b) {
  return !a.subject == !b.subject && !a.otherwise == !b.otherwise;
}
bool same_node(const ast::MapLiteral& a, const ast::MapLiteral& b) {
  return std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const auto& x, const auto& y) { return x.first.text == y.first.text; });
}
bool same_node(const ast::Comparison& a, const ast::Comparison& b) {
  return std::equal(a.rest.begin(), a.rest.end(), b.rest.begin(), b.rest.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first; });
}
bool same_node(const ast::FunctionCall& a, const ast::FunctionCall& b) {
  return same_ignoring_case(a.name.text, b.name.text) && a.distinct == b.distinct &&
         a.star == b.star;
}
bool same_node(const ast::ListComprehension& a, const ast::ListComprehension& b) {
  return a.variable.text == b.variable.text;
}
bool same_node(const ast::Quantifier& a, const ast::Quantifier& b) {
  return a.kind == b.kind && a.variable.text == b.variable.text;
}
bool same_node(const ast::Reduce& a, const ast::Reduce& b) {
  return a.variable.text == b.variable.text && a.accumulator.text == b.accumulator.text;
}
bool same_node(const ast::Literal& a, const ast::Literal& b) {
  if (a.value.index() != b.value.index()) return false;
  return std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        const auto& other = std::get<T>(b.value);
        if constexpr (std::is_same_v<T, ast::Null>) {
          return true;
        } else if constexpr (std::is_same_v<T, ast::IntegerOverflow>) {
          return value.text == other.text;
        } else {
          return value == other;
        }
      },
      a.value);
}

}  // namespace

bool same_expression(const ast::Expression& a, const ast::Expression& b) {
  if (a.node.index() != b.node.index()) return false;
  return std::visit(
      [&](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        const auto& other = std::get<Node>(b.node);
        if constexpr (requires { same_node(node, other); }) {
          return same_node(node, other) && same_operands(a, b);
        } else {
          // Patterns, queries and label expressions have a canonical text.
          return print(a) == print(b);
        }
      },
      a.node);
}

bool contains_aggregate(const ast::Expression& expression) {
  const auto* call = std::get_if<ast::FunctionCall>(&expression.node);
  if (call && (call->star || find_aggregate(call->name.text))) return true;
  bool found = false;
  for_each_operand(expression, [&](const ast::ExpressionPtr& operand) {
    if (operand && !found) found = contains_aggregate(*operand);
  });
  return found;
}

}  // namespace normgraph::query
