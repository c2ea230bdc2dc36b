#pragma once

// Operators and their precedence. The rules read an expression as a flat chain of operands and
// operators; `resolve` makes the tree of it by the one table of precedences in operators.cpp.
// (A rule for each of the ten levels would read the same language ten calls deep.)

#include <memory>
#include <utility>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

struct Operator {
  enum class Form : std::uint8_t { Prefix, Binary, Comparison };
  Form form = Form::Binary;
  ast::UnaryOperator unary{};            // Prefix
  ast::BinaryOperator binary{};          // Binary
  ast::ComparisonOperator comparison{};  // Comparison
};

/// `IS NULL`, `IS NOT NULL`, `IS A|B`, `IS NOT A`.
struct IsPredicate {
  bool negated = false;
  ast::LabelExpressionPtr labels;  // null: NULL was meant
  Span span;
};

struct ChainItem {
  enum class Kind : std::uint8_t { Operand, Operator, Predicate };
  Kind kind = Kind::Operand;
  ast::ExpressionPtr operand;
  Operator op;
  IsPredicate predicate;
  Span span;
};

/// Operands and operators in the order of the text.
struct Chain {
  std::vector<ChainItem> items;
  std::size_t operands = 0;
  ExpressionRules rules;  // that held where it stands
};

bool scan_prefix_operator(State& state, Iterator& p, ChainItem& item);
bool scan_infix_operator(State& state, Iterator& p, ChainItem& item);

/// The tree of a chain.
ast::ExpressionPtr resolve(State& state, Chain& chain);

template <typename Node>
ast::ExpressionPtr make_expression(Node node, Span span) {
  auto expression = std::make_unique<ast::Expression>();
  expression->node = std::move(node);
  expression->span = span;
  return expression;
}

inline Span join(Span first, Span last) {
  return {first.offset, last.offset + last.length - first.offset};
}

}  // namespace normgraph::syntax
