#include "graph/query/expression/binder.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/static_type.hpp"

namespace normgraph::query {
namespace {

bool is_scalar(StaticType type) {
  return type == StaticType::Boolean || type == StaticType::Integer || type == StaticType::Float ||
         type == StaticType::String;
}

/// The suite tells a value without properties (TypeError) from a variable of the wrong kind.
Error no_properties(StaticType type) {
  const std::string message = std::string(describe(type)) + " has no properties";
  if (!is_scalar(type)) return static_type_error(message);
  return Error(ErrorKind::Type, "NG2008", "TypeError", "InvalidArgumentType", message);
}

}  // namespace

BoundExpressionPtr Binder::bind_form(const ast::Property& property) {
  auto object = bind_value(*property.object);
  if (!may_be_map(object->type)) throw no_properties(object->type).at(property.object->span);
  if (property.key.text == "days")
    if (auto dates = take_arguments(*object, "duration.inDays"); !dates.empty())
      return make_days_between(std::move(dates[0]), std::move(dates[1]));
  return make_property(std::move(object), property.key.text);
}

BoundExpressionPtr Binder::bind_form(const ast::Subscript& subscript) {
  auto object = bind_value(*subscript.object);
  auto index = bind_value(*subscript.index);
  if (is_scalar(object->type) || object->type == StaticType::Path) {
    throw Error(ErrorKind::Type, "NG2008", "TypeError", "InvalidArgumentType",
                "[ ] takes a list, a map, a node or a relationship, not " +
                    std::string(describe(object->type)))
        .at(subscript.object->span);
  }
  const StaticType element = is_any_list(object->type) ? object->element : StaticType::Any;
  if (auto text = take_arguments(*object, "split"); !text.empty())
    return make_part_of_split(std::move(text), std::move(index));
  auto result = make_subscript(std::move(object), std::move(index));
  result->type = element;
  return result;
}

BoundExpressionPtr Binder::bind_form(const ast::Slice& slice) {
  auto object = bind_list(*slice.object, "[..]");
  auto from = bind_optional(slice.from);
  auto to = bind_optional(slice.to);
  return make_slice(std::move(object), std::move(from), std::move(to));
}

BoundExpressionPtr Binder::bind_form(const ast::ListLiteral& list) {
  return make_list(bind_all(list.items));
}

BoundExpressionPtr Binder::bind_form(const ast::MapLiteral& map) {
  std::vector<std::string> keys;
  std::vector<BoundExpressionPtr> items;
  for (const auto& [key, value] : map.entries) {
    keys.push_back(key.text);
    items.push_back(bind_value(*value));
  }
  return make_map(std::move(keys), std::move(items));
}

BoundExpressionPtr Binder::bind_form(const ast::Case& choice) {
  auto subject = bind_optional(choice.subject);
  CaseAlternatives alternatives;
  for (const auto& [when, then] : choice.alternatives) {
    auto condition = subject ? bind_value(*when) : bind_condition(*when, "CASE WHEN");
    alternatives.emplace_back(std::move(condition), bind_value(*then));
  }
  auto otherwise = bind_optional(choice.otherwise);
  return make_case(std::move(subject), std::move(alternatives), std::move(otherwise));
}

}  // namespace normgraph::query
