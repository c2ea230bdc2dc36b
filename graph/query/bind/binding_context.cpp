#include "graph/query/bind/binding_context.hpp"

#include <algorithm>

#include "grammar/error.hpp"

namespace normgraph::query::bind {

Slot BindingContext::new_slot(const std::string& name) {
  const Slot slot = slots.next();
  name_slot(slot, name.empty() ? "_" + std::to_string(slot) : name);
  return slot;
}

void BindingContext::name_slot(Slot slot, const std::string& name) {
  if (slot_names.size() <= slot) slot_names.resize(slot + 1);
  slot_names[slot] = name;
}

Symbol BindingContext::new_symbol(const std::string& name, StaticType type) {
  Symbol symbol;
  symbol.name = name;
  symbol.slot = new_slot(name);
  symbol.type = type;
  return symbol;
}

Symbol BindingContext::new_anonymous(StaticType type) {
  Symbol symbol;
  symbol.slot = new_slot();
  symbol.name = slot_names[symbol.slot];
  symbol.type = type;
  return symbol;
}

void BindingContext::note_label(const std::string& name) {
  if (!view || view->find_label(name) != no_label || created.labels.count(name)) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < view->label_count(); ++i)
    known.push_back(view->label_name(static_cast<LabelId>(i)));
  warn("label", name, known);
}

void BindingContext::note_type(const std::string& name) {
  if (!view || view->find_type(name) != no_type || created.types.count(name)) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < view->type_count(); ++i)
    known.push_back(view->type_name(static_cast<TypeId>(i)));
  warn("relationship type", name, known);
}

void BindingContext::note_key(const std::string& name) {
  if (!view || view->find_key(name) != no_key || created.open || created.keys.count(name)) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < view->key_count(); ++i)
    known.push_back(view->key_name(static_cast<KeyId>(i)));
  warn("property", name, known);
}

void BindingContext::note_labels(const ast::LabelExpression* labels, bool of_relationship) {
  if (!labels) return;
  if (labels->kind == ast::LabelExpression::Kind::Name) {
    if (of_relationship)
      note_type(labels->name.text);
    else
      note_label(labels->name.text);
  }
  for (const auto& operand : labels->operands) note_labels(operand.get(), of_relationship);
}

void BindingContext::warn(const char* kind, const std::string& name,
                          const std::vector<std::string>& known) {
  std::string text = std::string("no ") + kind + " `" + name + "` in the graph";
  const auto near = nearest_names(name, known, 1);
  if (!near.empty()) text += "; did you mean `" + near.front() + "`?";
  if (std::find(warnings.begin(), warnings.end(), text) == warnings.end())
    warnings.push_back(std::move(text));
}

ExpressionContext BindingContext::context_of(const Scope& scope) {
  ExpressionContext context;
  context.scope = &scope;
  context.slots = &slots;
  context.subqueries = subqueries;
  context.draws_numbers = &draws_numbers;
  return context;
}

BoundExpressionPtr BindingContext::expression(const ast::Expression& e, const Scope& scope) {
  note_keys(e, scope);
  return bind_expression(e, context_of(scope));
}

BoundExpressionPtr BindingContext::predicate(const ast::Expression& e, const Scope& scope) {
  ExpressionContext context = context_of(scope);
  context.predicate_position = true;
  note_keys(e, scope);
  return bind_predicate(e, context);
}

void BindingContext::note_keys(const ast::Expression& e, const Scope& scope) {
  if (const auto* property = std::get_if<ast::Property>(&e.node)) {
    const std::string* name = variable_name(*property->object);
    const Symbol* symbol = name ? scope.find(*name) : nullptr;
    if (symbol && (symbol->type == StaticType::Node || symbol->type == StaticType::Relationship))
      note_key(property->key.text);
  }
  for_each_operand(e, [&](const ast::Expression& operand) { note_keys(operand, scope); });
}

std::vector<Slot> slots_of(const BoundExpression& expression) {
  std::vector<Slot> result;
  expression.visit_slots([&](Slot slot) {
    if (std::find(result.begin(), result.end(), slot) == result.end()) result.push_back(slot);
  });
  return result;
}

}  // namespace normgraph::query::bind
