#include <cctype>

#include "graph/query/expression/aggregates.hpp"
#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/static_type.hpp"
#include "graph/query/functions.hpp"

namespace normgraph::query {
namespace {

std::string count_text(std::size_t count) {
  if (count == 0) return "no arguments";
  return std::to_string(count) + (count == 1 ? " argument" : " arguments");
}

std::string wanted_count(const FunctionInfo& function) {
  constexpr std::uint8_t any_number = 255;
  if (function.max_arguments == any_number) {
    return "at least " + count_text(function.min_arguments);
  }
  if (function.min_arguments == function.max_arguments) return count_text(function.min_arguments);
  return std::to_string(function.min_arguments) + " to " + count_text(function.max_arguments);
}

Error not_a_function(const std::string& name) {
  Error error = unknown_function(name);
  const auto near = nearest_names(name, function_names(), 3);
  if (near.empty()) return error;
  std::string hint = "did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) hint += (i > 0 ? " or " : "") + near[i] + "()";
  error.hints.push_back(hint + "?");
  return error;
}

Error no_aggregate_here(std::string detail, std::string message) {
  return Error(ErrorKind::Semantic, "NG2009", "SyntaxError", std::move(detail), std::move(message));
}

StaticType aggregate_type(const AggregateInfo& info, const BoundExpression& argument) {
  const bool keeps_type = info.function == AggregateCall::Function::Min ||
                          info.function == AggregateCall::Function::Max;
  return keeps_type ? argument.type : info.result;
}

void check_first_argument(const FunctionInfo& function, const BoundExpression& argument) {
  if (function.first_argument == 0) return;
  const std::uint32_t allowed =
      function.first_argument | type_bit(StaticType::Any) | type_bit(StaticType::Null);
  if (allowed & type_bit(argument.type)) return;
  throw static_type_error(std::string(function.name) + "() cannot be used with " +
                          std::string(describe(argument.type)))
      .at(argument.span);
}

}  // namespace

std::vector<BoundExpressionPtr> Binder::bind_all(
    const std::vector<ast::ExpressionPtr>& expressions) {
  std::vector<BoundExpressionPtr> bound;
  bound.reserve(expressions.size());
  for (const auto& expression : expressions) bound.push_back(bind_value(*expression));
  return bound;
}

BoundExpressionPtr Binder::bind_form(const ast::FunctionCall& call) {
  if (call.star || find_aggregate(call.name.text)) return bind_aggregate(call);
  if (call.distinct) {
    throw unexpected_syntax("DISTINCT stands only in aggregates, not in " + call.name.text + "()");
  }
  return bind_function(call);
}

BoundExpressionPtr Binder::bind_aggregate(const ast::FunctionCall& call) {
  const AggregateInfo* info = find_aggregate(call.name.text);
  if (call.star && (!info || info->function != AggregateCall::Function::Count)) {
    throw unexpected_syntax("* stands only in count(*)");
  }
  if (in_aggregate_) {
    throw no_aggregate_here("NestedAggregation", "an aggregate cannot stand inside another one");
  }
  if (in_iteration_ || !context_.aggregates) {
    throw no_aggregate_here("InvalidAggregation",
                            std::string(info->name) + "() is an aggregate and cannot stand here")
        .hint("aggregates stand in the items of RETURN and WITH");
  }
  const std::size_t wanted = call.star ? 0 : info->arguments;
  if (call.arguments.size() != wanted) {
    throw wrong_argument_count(info->name, call.arguments.size(), count_text(wanted));
  }
  AggregateCall aggregate;
  aggregate.function = call.star ? AggregateCall::Function::CountStar : info->function;
  aggregate.distinct = call.distinct;
  ExpressionContext inner = context_;
  inner.computed = nullptr;
  inner.grouped = false;
  inner.predicate_position = false;
  Binder binder(inner);
  binder.in_aggregate_ = true;
  std::vector<BoundExpressionPtr> arguments;
  for (const auto& argument : call.arguments) arguments.push_back(binder.bind_root(*argument));
  Symbol answer;
  answer.slot = aggregate.slot = context_.slots->next();
  answer.type = info->result;
  answer.name = std::string(info->name) + "(" + (call.distinct ? "DISTINCT " : "") +
                (call.star ? "*" : text_of(arguments)) + ")";
  aggregate.text = answer.name;
  if (!arguments.empty()) {
    answer.type = aggregate_type(*info, *arguments[0]);
    answer.element = arguments[0]->type;
    aggregate.argument = std::move(arguments[0]);
  }
  if (arguments.size() > 1) aggregate.parameter = std::move(arguments[1]);
  context_.aggregates->push_back(std::move(aggregate));
  lowest_read_ = 0;
  return bound_slot(answer);
}

BoundExpressionPtr Binder::bind_exists(const ast::FunctionCall& call) {
  if (const auto* pattern = std::get_if<ast::PatternPredicate>(&call.arguments[0]->node)) {
    return bind_subplan(*pattern, StaticType::Boolean);
  }
  return make_null_test(bind_value(*call.arguments[0]), false);
}

BoundExpressionPtr Binder::bind_function(const ast::FunctionCall& call) {
  const FunctionInfo* function = find_function(call.name.text);
  if (!function) throw not_a_function(call.name.text).at(call.name.span);
  const std::size_t count = call.arguments.size();
  const bool unlimited = function->max_arguments == 255;
  if (count < function->min_arguments || (!unlimited && count > function->max_arguments)) {
    throw wrong_argument_count(function->name, count, wanted_count(*function));
  }
  if (!function->deterministic) {
    impure_ = true;
    if (context_.draws_numbers) *context_.draws_numbers = true;
    if (in_aggregate_) {
      throw Error(ErrorKind::Semantic, "NG2011", "SyntaxError", "NonConstantExpression",
                  std::string(function->name) + "() cannot stand inside an aggregate");
    }
  }
  if (function->name == "exists") return bind_exists(call);
  auto arguments = bind_all(call.arguments);
  if (function->name == "coalesce") return make_coalesce(std::move(arguments));
  makes_large_values_ = makes_large_values_ || function->result == StaticType::List;
  if (!arguments.empty()) check_first_argument(*function, *arguments[0]);
  auto result = make_call(*function, std::move(arguments));
  result->element = function->element;
  return result;
}

}  // namespace normgraph::query
