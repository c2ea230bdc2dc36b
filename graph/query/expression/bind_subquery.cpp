#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"

namespace normgraph::query {

/// What a subquery sees: after grouping only the grouping keys that are variables, in their new
/// slots, and the variables of comprehensions around it.
Scope Binder::subquery_scope() const {
  if (!context_.computed || in_aggregate_) return context_.scope ? *context_.scope : Scope();
  Scope scope;
  if (!context_.grouped) scope = *context_.scope;
  for (const ComputedExpression& computed : *context_.computed) {
    const auto* variable = std::get_if<ast::Variable>(&computed.expression->node);
    if (!variable) continue;
    Symbol symbol = computed.symbol;
    symbol.name = variable->name;
    scope.add(std::move(symbol));
  }
  for (const std::string& local : locals_) scope.add(*context_.scope->find(local));
  return scope;
}

template <class Form>
BoundExpressionPtr Binder::bind_subplan(const Form& form, StaticType type) {
  if (!context_.subqueries) throw unexpected_syntax("a pattern or a subquery cannot stand here");
  // What it reads of outer variables is its own affair: never folded, evaluated for each row.
  impure_ = true;
  lowest_read_ = 0;
  return make_subplan_value(context_.subqueries->bind(form, subquery_scope()), type);
}

BoundExpressionPtr Binder::bind_form(const ast::PatternComprehension& comprehension) {
  return bind_subplan(comprehension, StaticType::List);
}

BoundExpressionPtr Binder::bind_form(const ast::PatternPredicate& predicate) {
  if (!context_.predicate_position) {
    throw unexpected_syntax("a pattern can stand only where a condition is wanted, as in WHERE")
        .hint("EXISTS { … } gives a truth value, COUNT { … } a number, [ (a)-->(b) | b ] a list");
  }
  return bind_subplan(predicate, StaticType::Boolean);
}

BoundExpressionPtr Binder::bind_form(const ast::Subquery& subquery) {
  switch (subquery.kind) {
    case ast::SubqueryKind::Exists:
      return bind_subplan(subquery, StaticType::Boolean);
    case ast::SubqueryKind::Count:
      return bind_subplan(subquery, StaticType::Integer);
    case ast::SubqueryKind::Collect:
      break;
  }
  return bind_subplan(subquery, StaticType::List);
}

BoundExpressionPtr Binder::bind_form(const ast::ShortestPathExpression& path) {
  return bind_subplan(path, StaticType::Any);
}

// bind_call.cpp: exists((a)-->(b)).
template BoundExpressionPtr Binder::bind_subplan(const ast::PatternPredicate&, StaticType);

}  // namespace normgraph::query
