#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

/// Binds one expression: walks its tree once, raising compile-time errors, and makes the bound
/// nodes. Internal to graph/query/expression; others call bind_expression.
class Binder {
 public:
  explicit Binder(const ExpressionContext& context) : context_(context) {}
  BoundExpressionPtr bind(const ast::Expression& expression);
  /// As bind, for an expression that operators evaluate.
  BoundExpressionPtr bind_root(const ast::Expression& expression);

 private:
  /// No variable was read.
  static constexpr std::size_t no_read = SIZE_MAX;

  // bind.cpp
  BoundExpressionPtr bind_node(const ast::Expression& expression);
  BoundExpressionPtr bind_value(const ast::Expression& expression);  // in no predicate position
  BoundExpressionPtr bind_optional(const ast::ExpressionPtr& expression);
  BoundExpressionPtr bind_condition(const ast::Expression& expression, const char* where);
  BoundExpressionPtr bind_computed(const ast::Expression& expression);
  BoundExpressionPtr bind_form(const ast::Literal& literal);
  BoundExpressionPtr bind_form(const ast::Parameter& parameter);
  BoundExpressionPtr bind_form(const ast::Variable& variable);
  bool reads_local(const ast::Expression& expression) const;
  bool is_computed(Slot slot) const;

  // bind_operators.cpp
  BoundExpressionPtr bind_form(const ast::Unary& unary);
  BoundExpressionPtr bind_form(const ast::Binary& binary);
  BoundExpressionPtr bind_form(const ast::Comparison& comparison);
  BoundExpressionPtr bind_form(const ast::LabelTest& test);
  BoundExpressionPtr bind_junction(const ast::Binary& binary);
  BoundExpressionPtr bind_arithmetic(const ast::Binary& binary);
  BoundExpressionPtr bind_minus(const ast::Expression& operand);
  BoundExpressionPtr bind_truth_operand(const ast::Expression& expression, const char* op);

  // bind_access.cpp
  BoundExpressionPtr bind_form(const ast::Property& property);
  BoundExpressionPtr bind_form(const ast::Subscript& subscript);
  BoundExpressionPtr bind_form(const ast::Slice& slice);
  BoundExpressionPtr bind_form(const ast::ListLiteral& list);
  BoundExpressionPtr bind_form(const ast::MapLiteral& map);
  BoundExpressionPtr bind_form(const ast::Case& choice);

  // bind_call.cpp
  BoundExpressionPtr bind_form(const ast::FunctionCall& call);
  BoundExpressionPtr bind_aggregate(const ast::FunctionCall& call);
  BoundExpressionPtr bind_exists(const ast::FunctionCall& call);
  BoundExpressionPtr bind_function(const ast::FunctionCall& call);
  std::vector<BoundExpressionPtr> bind_all(const std::vector<ast::ExpressionPtr>& expressions);

  // bind_iteration.cpp
  BoundExpressionPtr bind_form(const ast::ListComprehension& comprehension);
  BoundExpressionPtr bind_form(const ast::Quantifier& quantifier);
  BoundExpressionPtr bind_form(const ast::Reduce& reduce);
  BoundExpressionPtr bind_list(const ast::Expression& expression, const char* where);
  Symbol new_local(const ast::Name& name, StaticType type);
  /// Runs `bind` with the locals in scope, where aggregates may not stand.
  template <class Bind>
  void with_locals(const std::vector<Symbol>& locals, Bind bind);

  // bind_subquery.cpp
  BoundExpressionPtr bind_form(const ast::PatternComprehension& comprehension);
  BoundExpressionPtr bind_form(const ast::PatternPredicate& predicate);
  BoundExpressionPtr bind_form(const ast::Subquery& subquery);
  BoundExpressionPtr bind_form(const ast::ShortestPathExpression& path);
  template <class Form>
  BoundExpressionPtr bind_subplan(const Form& form, StaticType type);
  Scope subquery_scope() const;

  ExpressionContext context_;
  std::vector<std::string> locals_;  // variables of comprehensions and their like, outermost first
  std::size_t lowest_read_ = no_read;  // least depth of a variable read: 0 outer, 1 first local, …
  bool impure_ = false;                // something that is not the same for every row was bound
  bool makes_large_values_ = false;    // lists or strings, whose memory is booked
  bool in_aggregate_ = false;
  bool in_iteration_ = false;
  std::size_t depth_ = 0;
  Span span_;  // of the node being bound
};

}  // namespace normgraph::query
