#pragma once

#include <type_traits>
#include <variant>

#include "grammar/ast.hpp"

namespace normgraph::query {

/// Calls `visit(const ast::ExpressionPtr&)` for each direct operand of an expression, in the order
/// of the text, absent ones (null) included. Patterns and queries inside it are not entered.
template <class Visit>
void for_each_operand(const ast::Expression& expression, Visit visit) {
  std::visit(
      [&](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        if constexpr (std::is_same_v<Node, ast::Property>) {
          visit(node.object);
        } else if constexpr (std::is_same_v<Node, ast::Subscript>) {
          visit(node.object), visit(node.index);
        } else if constexpr (std::is_same_v<Node, ast::Slice>) {
          visit(node.object), visit(node.from), visit(node.to);
        } else if constexpr (std::is_same_v<Node, ast::ListLiteral>) {
          for (const auto& item : node.items) visit(item);
        } else if constexpr (std::is_same_v<Node, ast::MapLiteral>) {
          for (const auto& [key, value] : node.entries) visit(value);
        } else if constexpr (std::is_same_v<Node, ast::Unary>) {
          visit(node.operand);
        } else if constexpr (std::is_same_v<Node, ast::Binary>) {
          visit(node.left), visit(node.right);
        } else if constexpr (std::is_same_v<Node, ast::Comparison>) {
          visit(node.first);
          for (const auto& [op, operand] : node.rest) visit(operand);
        } else if constexpr (std::is_same_v<Node, ast::LabelTest>) {
          visit(node.subject);
        } else if constexpr (std::is_same_v<Node, ast::FunctionCall>) {
          for (const auto& argument : node.arguments) visit(argument);
        } else if constexpr (std::is_same_v<Node, ast::Case>) {
          visit(node.subject);
          for (const auto& [when, then] : node.alternatives) visit(when), visit(then);
          visit(node.otherwise);
        } else if constexpr (std::is_same_v<Node, ast::ListComprehension>) {
          visit(node.list), visit(node.where), visit(node.projection);
        } else if constexpr (std::is_same_v<Node, ast::Quantifier>) {
          visit(node.list), visit(node.where);
        } else if constexpr (std::is_same_v<Node, ast::Reduce>) {
          visit(node.initial), visit(node.list), visit(node.step);
        }
      },
      expression.node);
}

}  // namespace normgraph::query
