// The second round of a pattern: what its elements must fulfil, when all its variables are known.

#include <algorithm>

#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/pattern_binder.hpp"

namespace normgraph::query::bind {

void PatternBinder::bind_node_conditions(const NodeSource& source) {
  const PatternNode& node = pattern_.nodes[source.node];
  const ast::NodePattern& text = *source.text;
  if (text.labels) {
    context_.note_labels(text.labels.get(), false);
    bind_label_conditions(node.symbol, *text.labels, pattern_.conditions);
  }
  if (text.properties)
    bind_property_conditions(node.symbol, *text.properties, scope_, context_, pattern_.conditions);
  if (text.where) bind_conditions(*text.where, scope_, context_, pattern_.conditions);
  if (!node.bound) return;
  const auto touches = [&](const PatternStep& step) {
    return step.left == source.node || step.right == source.node;
  };
  if (std::any_of(pattern_.steps.begin(), pattern_.steps.end(), touches)) return;
  // A bound node that stands alone: an expansion would drop its nulls, so a condition must.
  ast::Expression not_null;
  not_null.node = ast::Unary{ast::UnaryOperator::IsNotNull,
                             make_variable(text.variable->text, text.variable->span)};
  not_null.span = text.span;
  bind_conditions(not_null, scope_, context_, pattern_.conditions);
}

void PatternBinder::bind_step_conditions(const StepSource& source) {
  const ast::RelationshipPattern& text = *source.text;
  PatternStep& step = pattern_.steps[source.step];
  context_.note_labels(text.types.get(), true);
  if (!alternatives(text.types.get(), step.types)) step.types.clear();
  std::sort(step.types.begin(), step.types.end());
  step.types.erase(std::unique(step.types.begin(), step.types.end()), step.types.end());
  if (step.kind == PatternStep::Kind::One)
    bind_one(text, step);
  else
    bind_each(text, step);
}

void PatternBinder::bind_one(const ast::RelationshipPattern& text, PatternStep& step) {
  Symbol symbol = step.symbol;
  symbol.type = StaticType::Relationship;
  if (text.types && step.types.empty())
    bind_label_conditions(symbol, *text.types, pattern_.conditions);
  if (text.properties)
    bind_property_conditions(symbol, *text.properties, scope_, context_, pattern_.conditions);
  if (text.where) bind_conditions(*text.where, scope_, context_, pattern_.conditions);
  if (step.bound) step.left_ends = left_ends(text);
}

/// Every relationship of a variable-length path must fulfil what the pattern says; inside its WHERE
/// the name stands for one of them.
void PatternBinder::bind_each(const ast::RelationshipPattern& text, PatternStep& step) {
  Symbol each;
  each.slot = step.each;
  each.type = StaticType::Relationship;
  each.name = text.variable ? text.variable->text : step.symbol.name;
  Conditions conditions;
  if (text.types && step.types.empty()) bind_label_conditions(each, *text.types, conditions);
  if (text.properties)
    bind_property_conditions(each, *text.properties, scope_, context_, conditions);
  std::vector<BoundExpressionPtr> operands;
  for (Condition& condition : conditions) operands.push_back(std::move(condition.expression));
  if (text.where) {
    Scope inner = scope_;
    inner.add(each);
    operands.push_back(context_.predicate(*text.where, inner));
  }
  if (operands.size() == 1)
    step.each_condition = std::move(operands.front());
  else if (!operands.empty())
    step.each_condition = bound_and(std::move(operands));
  if (!step.each_condition) return;
  step.reads = slots_of(*step.each_condition);
  step.reads.erase(std::remove(step.reads.begin(), step.reads.end(), step.each), step.reads.end());
}

/// `[startNode(r)]` for --> and `[endNode(r)]` for <--; for -- both, but once for a self-loop.
BoundExpressionPtr PatternBinder::left_ends(const ast::RelationshipPattern& text) const {
  const ast::Name& name = *text.variable;
  const auto end = [&](const char* function) {
    return make_call(function, make_variable(name.text, name.span), name.span);
  };
  const auto list = [&](std::initializer_list<const char*> functions) {
    ast::ListLiteral items;
    for (const char* function : functions) items.items.push_back(end(function));
    auto result = std::make_unique<ast::Expression>();
    result->node = std::move(items);
    result->span = name.span;
    return result;
  };
  if (text.direction == ast::Direction::Right)
    return context_.expression(*list({"startNode"}), scope_);
  if (text.direction == ast::Direction::Left)
    return context_.expression(*list({"endNode"}), scope_);
  ast::Comparison same;
  same.first = end("startNode");
  same.rest.emplace_back(ast::ComparisonOperator::Equal, end("endNode"));
  auto condition = std::make_unique<ast::Expression>();
  condition->node = std::move(same);
  condition->span = name.span;
  ast::Case choice;
  choice.alternatives.emplace_back(std::move(condition), list({"startNode"}));
  choice.otherwise = list({"startNode", "endNode"});
  ast::Expression result;
  result.node = std::move(choice);
  result.span = name.span;
  return context_.expression(result, scope_);
}

}  // namespace normgraph::query::bind
