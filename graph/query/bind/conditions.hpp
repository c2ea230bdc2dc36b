#pragma once

#include <string>

#include "graph/query/bind/binding_context.hpp"

namespace normgraph::query::bind {

/// The operands of a WHERE, each as its own condition, so that each can be asked as early as its
/// variables are known.
void bind_conditions(const ast::Expression& where, const Scope& scope, BindingContext& context,
                     Conditions& conditions);

/// What a pattern says of its element: labels (of a node) and a property map.
void bind_label_conditions(const Symbol& subject, const ast::LabelExpression& labels,
                           Conditions& conditions);
void bind_property_conditions(const Symbol& subject, const ast::Expression& properties,
                              const Scope& scope, BindingContext& context, Conditions& conditions);

}  // namespace normgraph::query::bind
