#include <utility>

#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/static_type.hpp"

namespace normgraph::query {
namespace {

constexpr const char* quantifier_names[] = {"all()", "any()", "none()", "single()"};

StaticType element_of(const BoundExpression& list) {
  if (list.type == StaticType::NodeList) return StaticType::Node;
  if (list.type == StaticType::RelationshipList) return StaticType::Relationship;
  return list.element;
}

}  // namespace

BoundExpressionPtr Binder::bind_list(const ast::Expression& expression, const char* where) {
  auto bound = bind_value(expression);
  if (!may_be_list(bound->type)) {
    throw static_type_error(std::string(where) + " takes a list, not " +
                            std::string(describe(bound->type)))
        .at(expression.span);
  }
  return bound;
}

Symbol Binder::new_local(const ast::Name& name, StaticType type) {
  Symbol symbol;
  symbol.name = name.text;
  symbol.slot = context_.slots->next();
  symbol.type = type;
  return symbol;
}

template <class Bind>
void Binder::with_locals(const std::vector<Symbol>& locals, Bind bind) {
  Scope inner = context_.scope ? *context_.scope : Scope();
  for (const Symbol& local : locals) {
    inner.add(local);
    locals_.push_back(local.name);
  }
  const Scope* scope_before = std::exchange(context_.scope, &inner);
  const bool iteration_before = std::exchange(in_iteration_, true);
  makes_large_values_ = true;
  bind();
  in_iteration_ = iteration_before;
  context_.scope = scope_before;
  locals_.resize(locals_.size() - locals.size());
}

BoundExpressionPtr Binder::bind_form(const ast::ListComprehension& comprehension) {
  auto list = bind_list(*comprehension.list, "a list comprehension");
  const Symbol variable = new_local(comprehension.variable, element_of(*list));
  BoundExpressionPtr where, projection;
  with_locals({variable}, [&] {
    if (comprehension.where) where = bind_condition(*comprehension.where, "WHERE");
    projection = bind_optional(comprehension.projection);
  });
  return make_list_comprehension(variable, std::move(list), std::move(where),
                                 std::move(projection));
}

BoundExpressionPtr Binder::bind_form(const ast::Quantifier& quantifier) {
  const char* name = quantifier_names[static_cast<std::size_t>(quantifier.kind)];
  if (!quantifier.where) {
    throw unexpected_syntax(std::string(name) + " needs a condition")
        .hint("write it as (x IN list WHERE …)");
  }
  auto list = bind_list(*quantifier.list, name);
  const Symbol variable = new_local(quantifier.variable, element_of(*list));
  BoundExpressionPtr where;
  with_locals({variable}, [&] { where = bind_condition(*quantifier.where, "WHERE"); });
  return make_quantifier(quantifier.kind, variable, std::move(list), std::move(where));
}

BoundExpressionPtr Binder::bind_form(const ast::Reduce& reduce) {
  auto initial = bind_value(*reduce.initial);
  auto list = bind_list(*reduce.list, "reduce()");
  // The accumulator's type may change from step to step.
  const Symbol accumulator = new_local(reduce.accumulator, StaticType::Any);
  const Symbol variable = new_local(reduce.variable, element_of(*list));
  BoundExpressionPtr step;
  with_locals({accumulator, variable}, [&] { step = bind_value(*reduce.step); });
  return make_reduce(accumulator, std::move(initial), variable, std::move(list), std::move(step));
}

}  // namespace normgraph::query
