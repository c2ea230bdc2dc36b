// RETURN and WITH: columns, implicit grouping, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
//
// After a projection only its columns are in scope. ORDER BY and WHERE of a plain projection see
// the old variables as well; with aggregates or DISTINCT the old rows are gone, so they see the
// columns, and expressions that are columns word for word.

#include <algorithm>

#include "graph/query/bind/clause_binder.hpp"
#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

/// The trees that `*` stands for, which live as long as the projection is bound.
struct Items {
  std::vector<ProjectedItem> items;
  std::vector<ast::ExpressionPtr> made;
};

void expand_star(const ast::Projection& projection, const Scope& scope, Items& out) {
  std::vector<std::string> names;
  for (const Symbol& symbol : scope.symbols()) names.push_back(symbol.name);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    out.made.push_back(make_variable(name, projection.span));
    ProjectedItem item;
    item.expression = out.made.back().get();
    item.name = name;
    item.span = projection.span;
    out.items.push_back(std::move(item));
  }
}

ProjectedItem named_item(const ast::ProjectionItem& item, bool is_return) {
  ProjectedItem out;
  out.expression = item.expression.get();
  out.span = item.expression->span;
  if (item.alias) {
    out.name = item.alias->text;
  } else if (const std::string* variable = variable_name(*item.expression)) {
    out.name = *variable;
  } else if (is_return) {
    out.name = item.text;
  } else {
    throw binding_error("NoExpressionAlias", "an expression in WITH needs a name", out.span)
        .hint("name it: … AS name");
  }
  out.aggregated = contains_aggregate(*item.expression);
  return out;
}

void check_names(const std::vector<ProjectedItem>& items) {
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (items[i].name == items[k].name)
        throw binding_error("ColumnNameConflict", "two columns are called `" + items[i].name + "`",
                            items[i].span)
            .hint("name one of them otherwise with AS");
}

Items all_items(const ast::Projection& projection, const Scope& scope, bool is_return) {
  Items out;
  if (projection.star) {
    if (is_return && scope.symbols().empty())
      throw binding_error("NoVariablesInScope", "there are no variables that `*` could stand for",
                          projection.span)
          .hint("name something in the pattern: MATCH (n) RETURN *");
    expand_star(projection, scope, out);
  }
  for (const auto& item : projection.items) out.items.push_back(named_item(item, is_return));
  check_names(out.items);
  return out;
}

/// `count(x)` and its like, with nothing around it.
bool is_bare_aggregate(const ast::Expression& e) {
  const auto* call = std::get_if<ast::FunctionCall>(&e.node);
  if (!call || !contains_aggregate(e)) return false;
  return std::none_of(call->arguments.begin(), call->arguments.end(),
                      [](const auto& argument) { return contains_aggregate(*argument); });
}

std::vector<ComputedExpression> computed_of(const std::vector<ProjectedItem>& items,
                                            const ProjectionClause& out, bool keys_only) {
  std::vector<ComputedExpression> computed;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!keys_only || !items[i].aggregated)
      computed.push_back({items[i].expression, out.items[i].symbol});
  return computed;
}

}  // namespace

void ClauseBinder::bind_clause(const ast::With& with, std::vector<Clause>& clauses) {
  clauses.push_back({bind_projection(with.projection, with.where.get(), false)});
}

void ClauseBinder::bind_clause(const ast::Return& result, std::vector<Clause>& clauses) {
  ProjectionClause out = bind_projection(result.projection, nullptr, true);
  for (const auto& item : out.items) {
    columns_.push_back({item.symbol.name, item.symbol.slot});
    column_symbols_.push_back(item.symbol);
  }
  clauses.push_back({std::move(out)});
}

ProjectionClause ClauseBinder::bind_projection(const ast::Projection& projection,
                                               const ast::Expression* where, bool is_return) {
  const Items expanded = all_items(projection, scope_, is_return);
  ProjectionClause out;
  out.is_return = is_return;
  out.distinct = projection.distinct;
  out.aggregated = std::any_of(expanded.items.begin(), expanded.items.end(),
                               [](const ProjectedItem& item) { return item.aggregated; });
  bind_keys(expanded.items, out);
  if (out.aggregated) bind_aggregated(expanded.items, out);
  Scope after;
  for (const auto& item : out.items) after.add(item.symbol);
  const bool replaced = out.aggregated || out.distinct;
  Scope seen = after;
  if (!replaced) {
    seen = scope_;
    for (const auto& item : out.items) seen.add(item.symbol);
  }
  bind_order(projection, expanded.items, out, seen, replaced);
  bind_limits(projection, out);
  if (where) bind_conditions(*where, seen, context_, out.where);
  scope_ = std::move(after);
  return out;
}

/// The items without aggregates: with aggregation they are the grouping keys. A variable that keeps
/// its name keeps its slot.
void ClauseBinder::bind_keys(const std::vector<ProjectedItem>& items, ProjectionClause& out) {
  for (const ProjectedItem& item : items) {
    ProjectionClause::Item bound;
    bound.symbol.name = item.name;
    if (!item.aggregated) {
      bound.expression = context_.expression(*item.expression, scope_);
      bound.symbol.type = bound.expression->type;
      bound.symbol.element = bound.expression->element;
      const std::string* variable = variable_name(*item.expression);
      const bool kept = variable && *variable == item.name;
      bound.symbol.slot = kept ? scope_.find(*variable)->slot : context_.new_slot(item.name);
      if (out.aggregated)
        out.groups.emplace_back(bound.symbol.slot, std::move(bound.expression));
      else if (kept)
        bound.expression.reset();
    }
    out.items.push_back(std::move(bound));
  }
}

void ClauseBinder::bind_aggregated(const std::vector<ProjectedItem>& items, ProjectionClause& out) {
  const auto keys = computed_of(items, out, true);
  ExpressionContext context = context_.context_of(scope_);
  context.aggregates = &out.calls;
  context.computed = &keys;
  context.grouped = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].aggregated) continue;
    context_.note_keys(*items[i].expression, scope_);
    Symbol& symbol = out.items[i].symbol;
    BoundExpressionPtr expression = bind_expression(*items[i].expression, context);
    symbol.type = expression->type;
    symbol.element = expression->element;
    const std::vector<Slot> slots = slots_of(*expression);
    if (is_bare_aggregate(*items[i].expression) && slots.size() == 1) {
      symbol.slot = slots.front();
      context_.name_slot(symbol.slot, items[i].name);
    } else {
      symbol.slot = context_.new_slot(items[i].name);
      out.items[i].expression = std::move(expression);
    }
  }
  for (const AggregateCall& call : out.calls)
    if (!context_.has_name(call.slot)) context_.name_slot(call.slot, call.text);
}

void ClauseBinder::bind_order(const ast::Projection& projection,
                              const std::vector<ProjectedItem>& items, ProjectionClause& out,
                              const Scope& scope, bool replaced) {
  auto computed = computed_of(items, out, false);
  // Beside an aggregate the names of columns may stand as well as what they name.
  std::vector<ast::ExpressionPtr> names;
  for (const auto& item : out.items) {
    names.push_back(make_variable(item.symbol.name, projection.span));
    computed.push_back({names.back().get(), item.symbol});
  }
  for (const auto& sort : projection.order) {
    std::vector<AggregateCall> aggregates;
    ExpressionContext context = context_.context_of(scope);
    if (replaced) context.computed = &computed;
    if (out.aggregated) {
      context.aggregates = &aggregates;
      context.grouped = contains_aggregate(*sort.expression);
    }
    context_.note_keys(*sort.expression, scope);
    SortKey key;
    key.expression = bind_expression(*sort.expression, context);
    key.descending = sort.descending;
    if (!aggregates.empty())
      throw binding_error("InvalidAggregation",
                          "ORDER BY can only use the aggregates that are returned",
                          sort.expression->span)
          .hint("add it to the columns, and order by its name");
    out.order.push_back(std::move(key));
  }
}

void ClauseBinder::bind_limits(const ast::Projection& projection, ProjectionClause& out) {
  if (projection.skip) out.skip = bind_count(*projection.skip, "SKIP");
  if (projection.limit) out.limit = bind_count(*projection.limit, "LIMIT");
  if (out.order.empty() || !projection.limit) return;
  if (!projection.skip) {
    out.top = bind_count(*projection.limit, "LIMIT");
    return;
  }
  out.top = bound_sum(context_.expression(*projection.skip, Scope()),
                      context_.expression(*projection.limit, Scope()));
}

/// SKIP and LIMIT take a whole number that does not depend on rows.
BoundExpressionPtr ClauseBinder::bind_count(const ast::Expression& count, const char* what) {
  if (const ast::Expression* variable = first_free_variable(count))
    throw binding_error("NonConstantExpression", std::string(what) + " cannot depend on the rows",
                        variable->span)
        .hint("use a number or a parameter");
  BoundExpressionPtr bound = context_.expression(count, Scope());
  const StaticType type = bound->type;
  if (type != StaticType::Any && type != StaticType::Integer)
    throw binding_error("InvalidArgumentType", std::string(what) + " takes a whole number",
                        count.span);
  const auto* unary = std::get_if<ast::Unary>(&count.node);
  const auto* literal = std::get_if<ast::Literal>(&count.node);
  if (unary && unary->op == ast::UnaryOperator::Minus)
    literal = std::get_if<ast::Literal>(&unary->operand->node);
  const auto* number = literal ? std::get_if<std::int64_t>(&literal->value) : nullptr;
  if (number && (unary ? *number > 0 : *number < 0))
    throw binding_error("NegativeIntegerArgument",
                        std::string(what) + " takes a number that is not negative", count.span);
  return bound;
}

}  // namespace normgraph::query::bind
