#include <algorithm>
#include <utility>

#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/static_type.hpp"
#include "graph/query/expression/syntax_tree.hpp"

namespace normgraph::query {
namespace {

/// Bound trees are evaluated recursively; this keeps far from the end of the stack.
constexpr std::size_t max_depth = 1000;

/// What may stand beside an aggregate when it is a grouping key.
bool is_simple(const ast::Expression& expression) {
  if (const auto* property = std::get_if<ast::Property>(&expression.node)) {
    return is_simple(*property->object);
  }
  return std::holds_alternative<ast::Variable>(expression.node);
}

bool is_fixed(const ast::Expression& expression) {
  return std::holds_alternative<ast::Literal>(expression.node) ||
         std::holds_alternative<ast::Parameter>(expression.node);
}

Error ambiguous_aggregation() {
  return Error(ErrorKind::Semantic, "NG2006", "SyntaxError", "AmbiguousAggregationExpression",
               "beside an aggregate only constants and grouping keys that are a variable or a "
               "property can stand")
      .hint("compute this part in a WITH before, and use its name here");
}

}  // namespace

BoundExpressionPtr Binder::bind(const ast::Expression& expression) {
  if (++depth_ > max_depth) {
    throw Error(ErrorKind::Limit, "NG6010", "LimitError", "ExpressionTooDeep",
                "the expression is nested more than " + std::to_string(max_depth) + " deep")
        .at(expression.span);
  }
  const std::size_t reads_before = std::exchange(lowest_read_, no_read);
  const bool impure_before = std::exchange(impure_, false);
  const Span span_before = std::exchange(span_, expression.span);
  BoundExpressionPtr bound;
  try {
    bound = bind_node(expression);
  } catch (Error& error) {
    throw std::move(error).at(expression.span);
  }
  if (bound->span.length == 0) bound->span = expression.span;
  const bool reads_outside = lowest_read_ <= locals_.size();
  bound->constant = !reads_outside && !impure_;
  if (bound->constant && !literal_of(*bound) && !is_fixed(expression)) {
    bound = make_once(std::move(bound));
  }
  lowest_read_ = reads_outside ? std::min(lowest_read_, reads_before) : reads_before;
  impure_ = impure_ || impure_before;
  span_ = span_before;
  --depth_;
  return bound;
}

BoundExpressionPtr Binder::bind_root(const ast::Expression& expression) {
  auto bound = bind(expression);
  return makes_large_values_ && !literal_of(*bound) ? make_accounted(std::move(bound))
                                                    : std::move(bound);
}

BoundExpressionPtr Binder::bind_node(const ast::Expression& expression) {
  if (context_.computed && !in_aggregate_) {
    if (auto computed = bind_computed(expression)) return computed;
  }
  return std::visit([&](const auto& node) { return bind_form(node); }, expression.node);
}

BoundExpressionPtr Binder::bind_computed(const ast::Expression& expression) {
  if (is_fixed(expression) || (!locals_.empty() && reads_local(expression))) return nullptr;
  for (const ComputedExpression& computed : *context_.computed) {
    if (!same_expression(*computed.expression, expression)) continue;
    if (context_.grouped && !is_simple(expression) && !contains_aggregate(expression)) {
      throw ambiguous_aggregation().at(expression.span);
    }
    lowest_read_ = 0;
    return bound_slot(computed.symbol);
  }
  return nullptr;
}

/// Whether a variable is itself a grouping key or a projected item, as in ORDER BY.
bool Binder::is_computed(Slot slot) const {
  if (!context_.computed) return false;
  return std::any_of(context_.computed->begin(), context_.computed->end(),
                     [&](const ComputedExpression& each) { return each.symbol.slot == slot; });
}

bool Binder::reads_local(const ast::Expression& expression) const {
  if (const auto* variable = std::get_if<ast::Variable>(&expression.node)) {
    return std::find(locals_.begin(), locals_.end(), variable->name) != locals_.end();
  }
  bool found = false;
  for_each_operand(expression, [&](const ast::ExpressionPtr& operand) {
    if (operand && !found) found = reads_local(*operand);
  });
  return found;
}

BoundExpressionPtr Binder::bind_value(const ast::Expression& expression) {
  const bool before = std::exchange(context_.predicate_position, false);
  auto bound = bind(expression);
  context_.predicate_position = before;
  return bound;
}

BoundExpressionPtr Binder::bind_optional(const ast::ExpressionPtr& expression) {
  return expression ? bind_value(*expression) : nullptr;
}

BoundExpressionPtr Binder::bind_condition(const ast::Expression& expression, const char* where) {
  const bool before = std::exchange(context_.predicate_position, true);
  auto bound = bind(expression);
  context_.predicate_position = before;
  if (!may_be_boolean(bound->type)) {
    throw static_type_error(std::string(where) + " takes true, false or null, not " +
                            std::string(describe(bound->type)))
        .at(expression.span);
  }
  return bound;
}

BoundExpressionPtr Binder::bind_form(const ast::Literal& literal) {
  return std::visit(
      [&](const auto& value) -> BoundExpressionPtr {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, ast::Null>) {
          return bound_constant(Value());
        } else if constexpr (std::is_same_v<T, bool>) {
          return bound_constant(Value::boolean(value));
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return bound_constant(Value::integer(value));
        } else if constexpr (std::is_same_v<T, double>) {
          return bound_constant(Value::real(value));
        } else if constexpr (std::is_same_v<T, std::string>) {
          return bound_constant(Value::string(value));
        } else {
          throw Error(ErrorKind::Semantic, "NG2007", "SyntaxError", "IntegerOverflow",
                      "the integer " + value.text + " does not fit into 64 bits")
              .hint("integers run from -9223372036854775808 to 9223372036854775807; " + value.text +
                    ".0 is a float");
        }
      },
      literal.value);
}

BoundExpressionPtr Binder::bind_form(const ast::Parameter& parameter) {
  return make_parameter(parameter.name);
}

BoundExpressionPtr Binder::bind_form(const ast::Variable& variable) {
  const Symbol* symbol = context_.scope ? context_.scope->find(variable.name) : nullptr;
  if (!symbol) {
    Error error = undefined_variable(variable.name);
    std::vector<std::string> names;
    if (context_.scope) {
      for (const Symbol& each : context_.scope->symbols()) names.push_back(each.name);
    }
    const auto near = nearest_names(variable.name, names, 1);
    if (!near.empty()) error.hints.push_back("did you mean `" + near[0] + "`?");
    throw error;
  }
  const auto local = std::find(locals_.rbegin(), locals_.rend(), variable.name);
  if (local == locals_.rend() && context_.grouped && !is_computed(symbol->slot)) {
    throw ambiguous_aggregation();
  }
  const auto depth = static_cast<std::size_t>(locals_.rend() - local);  // 0: no local
  lowest_read_ = std::min(lowest_read_, depth);
  return bound_slot(*symbol);
}

BoundExpressionPtr bind_expression(const ast::Expression& expression,
                                   const ExpressionContext& context) {
  return Binder(context).bind_root(expression);
}

BoundExpressionPtr bind_predicate(const ast::Expression& expression,
                                  const ExpressionContext& context) {
  ExpressionContext in_predicate = context;
  in_predicate.predicate_position = true;
  auto bound = Binder(in_predicate).bind_root(expression);
  if (!may_be_boolean(bound->type)) {
    throw static_type_error("a condition is true, false or null, but this is " +
                            std::string(describe(bound->type)))
        .at(expression.span);
  }
  return bound;
}

}  // namespace normgraph::query
