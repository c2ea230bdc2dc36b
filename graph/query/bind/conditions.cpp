#include "graph/query/bind/conditions.hpp"

#include <algorithm>

#include "graph/query/bind/binder.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

Condition condition_of(BoundExpressionPtr expression) {
  Condition condition;
  condition.slots = slots_of(*expression);
  condition.expression = std::move(expression);
  return condition;
}

/// The slots of the outer scope, on which an EXISTS may depend.
std::vector<Slot> scope_slots(const Scope& scope) {
  std::vector<Slot> slots;
  for (const Symbol& symbol : scope.symbols()) slots.push_back(symbol.slot);
  return slots;
}

void add_exists(BoundQuery query, bool negated, const Scope& scope, BindingContext& context,
                Conditions& conditions) {
  Condition condition;
  condition.slots = scope_slots(scope);
  condition.exists = std::make_unique<ExistsCondition>();
  condition.exists->negated = negated;
  condition.exists->row = context.new_slot();
  condition.exists->query = std::make_unique<BoundQuery>(std::move(query));
  conditions.push_back(std::move(condition));
}

/// EXISTS { … } and patterns as whole conditions; false for all else.
bool bind_exists(const ast::Expression& e, bool negated, const Scope& scope,
                 BindingContext& context, Conditions& conditions) {
  if (const auto* unary = std::get_if<ast::Unary>(&e.node);
      unary && unary->op == ast::UnaryOperator::Not)
    return bind_exists(*unary->operand, !negated, scope, context, conditions);
  if (const auto* subquery = std::get_if<ast::Subquery>(&e.node);
      subquery && subquery->kind == ast::SubqueryKind::Exists) {
    add_exists(bind_query(*subquery->query, scope, QueryUse::Reading, context), negated, scope,
               context, conditions);
    return true;
  }
  if (const auto* pattern = std::get_if<ast::PatternPredicate>(&e.node)) {
    add_exists(bind_pattern_predicate(*pattern->pattern, scope, context), negated, scope, context,
               conditions);
    return true;
  }
  return false;
}

/// `n:A:B` on a node becomes a condition for each label.
bool bind_label_test(const ast::Expression& e, const Scope& scope, BindingContext& context,
                     Conditions& conditions) {
  const auto* test = std::get_if<ast::LabelTest>(&e.node);
  const std::string* name = test ? variable_name(*test->subject) : nullptr;
  const Symbol* symbol = name ? scope.find(*name) : nullptr;
  if (!symbol || symbol->type != StaticType::Node) return false;
  context.note_labels(test->labels.get(), false);
  bind_label_conditions(*symbol, *test->labels, conditions);
  return true;
}

ast::ComparisonOperator turned_round(ast::ComparisonOperator comparison) {
  using Op = ast::ComparisonOperator;
  switch (comparison) {
    case Op::Less:
      return Op::Greater;
    case Op::LessOrEqual:
      return Op::GreaterOrEqual;
    case Op::Greater:
      return Op::Less;
    case Op::GreaterOrEqual:
      return Op::LessOrEqual;
    default:
      return comparison;
  }
}

/// `side` is `node.key`: then `value` may be looked up in an index.
void add_seek(const ast::Expression& side, ast::ComparisonOperator comparison,
              BoundExpressionPtr value, const Scope& scope, Condition& condition,
              std::optional<std::size_t> any_of = {}) {
  const auto* property = std::get_if<ast::Property>(&side.node);
  const std::string* name = property ? variable_name(*property->object) : nullptr;
  const Symbol* symbol = name ? scope.find(*name) : nullptr;
  if (!symbol || symbol->type != StaticType::Node) return;
  SeekCondition seek;
  seek.node = symbol->slot;
  seek.key = property->key.text;
  seek.comparison = comparison;
  seek.any_of = any_of;
  seek.value = std::move(value);
  seek.value_slots = slots_of(*seek.value);
  const auto& slots = seek.value_slots;
  if (std::find(slots.begin(), slots.end(), symbol->slot) == slots.end())
    condition.seeks.push_back(std::move(seek));
}

/// A guess where it is not written out.
std::size_t length_of(const ast::Expression& list) {
  constexpr std::size_t unknown = 10;
  const auto* literal = std::get_if<ast::ListLiteral>(&list.node);
  return literal ? literal->items.size() : unknown;
}

void bind_condition(const ast::Expression& e, const Scope& scope, BindingContext& context,
                    Conditions& conditions) {
  if (bind_exists(e, false, scope, context, conditions)) return;
  if (bind_label_test(e, scope, context, conditions)) return;
  Condition condition = condition_of(context.predicate(e, scope));
  if (const auto* comparison = std::get_if<ast::Comparison>(&e.node)) {
    const ast::Expression* left = comparison->first.get();
    for (const auto& [op, right] : comparison->rest) {
      const bool chained_equal =
          op == ast::ComparisonOperator::Equal && comparison->rest.size() > 1;
      if (op != ast::ComparisonOperator::NotEqual && !chained_equal) {
        add_seek(*left, op, context.expression(*right, scope), scope, condition);
        add_seek(*right, turned_round(op), context.expression(*left, scope), scope, condition);
      }
      left = right.get();
    }
  }
  const auto* binary = std::get_if<ast::Binary>(&e.node);
  if (binary && binary->op == ast::BinaryOperator::In)
    add_seek(*binary->left, ast::ComparisonOperator::Equal,
             context.expression(*binary->right, scope), scope, condition,
             length_of(*binary->right));
  if (binary && binary->op == ast::BinaryOperator::StartsWith) {
    using Op = ast::ComparisonOperator;
    add_seek(*binary->left, Op::GreaterOrEqual, context.expression(*binary->right, scope), scope,
             condition);
    add_seek(*binary->left, Op::Less, bound_prefix_end(context.expression(*binary->right, scope)),
             scope, condition);
  }
  conditions.push_back(std::move(condition));
}

}  // namespace

void bind_conditions(const ast::Expression& where, const Scope& scope, BindingContext& context,
                     Conditions& conditions) {
  for (const ast::Expression* operand : conjuncts(where))
    bind_condition(*operand, scope, context, conditions);
}

void bind_label_conditions(const Symbol& subject, const ast::LabelExpression& labels,
                           Conditions& conditions) {
  if (labels.kind == ast::LabelExpression::Kind::And) {
    for (const auto& operand : labels.operands)
      bind_label_conditions(subject, *operand, conditions);
    return;
  }
  Condition condition = condition_of(bound_label_test(subject, labels));
  if (labels.kind == ast::LabelExpression::Kind::Name && subject.type == StaticType::Node) {
    condition.label_of = subject.slot;
    condition.label = labels.name.text;
  }
  conditions.push_back(std::move(condition));
}

void bind_property_conditions(const Symbol& subject, const ast::Expression& properties,
                              const Scope& scope, BindingContext& context, Conditions& conditions) {
  const auto* map = std::get_if<ast::MapLiteral>(&properties.node);
  if (!map)
    throw binding_error("InvalidParameterUse",
                        "a parameter cannot give all properties of a pattern that is matched",
                        properties.span)
        .hint("name the properties: {key: $parameter.key}");
  for (const auto& [key, value] : map->entries) {
    context.note_key(key.text);
    Condition condition =
        condition_of(bound_property_equals(subject, key.text, context.expression(*value, scope)));
    if (subject.type == StaticType::Node) {
      SeekCondition seek;
      seek.node = subject.slot;
      seek.key = key.text;
      seek.value = context.expression(*value, scope);
      seek.value_slots = slots_of(*seek.value);
      const auto& slots = seek.value_slots;
      if (std::find(slots.begin(), slots.end(), subject.slot) == slots.end())
        condition.seeks.push_back(std::move(seek));
    }
    conditions.push_back(std::move(condition));
  }
}

}  // namespace normgraph::query::bind
