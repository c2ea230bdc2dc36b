#pragma once

// Random trees, for checking that every tree that can be built prints as text that reads back.

#include <cstdint>
#include <random>
#include <string>

#include "grammar/ast.hpp"

namespace normgraph {

class RandomAst {
 public:
  explicit RandomAst(std::uint32_t seed) : random_(seed) {}

  ast::Statement statement();
  ast::ExpressionPtr expression(int depth);

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }

  std::string word();
  std::string text();
  ast::Name name();
  ast::ExpressionPtr make(ast::Expression expression);
  ast::ExpressionPtr condition(int depth);
  ast::ExpressionPtr literal();
  ast::ExpressionPtr operation(int depth);
  ast::ExpressionPtr call(int depth);
  ast::ExpressionPtr iteration(int depth);
  ast::ExpressionPtr subquery(int depth);
  ast::LabelExpressionPtr labels(int depth);
  ast::NodePattern node(int depth);
  ast::RelationshipPattern relationship(int depth);
  ast::PathPattern path(int depth, bool quantified);
  ast::Pattern pattern(int depth);
  ast::Projection projection(int depth);
  ast::Clause reading(int depth);
  ast::Clause updating(int depth);
  ast::SetItem set_item(int depth);
  ast::ClaimOptions claim(int depth);
  ast::Query query(int depth);

  std::mt19937 random_;
};

}  // namespace normgraph
