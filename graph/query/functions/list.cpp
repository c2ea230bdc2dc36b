#include <algorithm>
#include <unordered_set>

#include "graph/query/expression/rows.hpp"
#include "graph/query/functions/arguments.hpp"
#include "graph/query/functions/unicode.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period_functions.hpp"

namespace normgraph::query {
namespace {

Value head(Arguments arguments, Context&) {
  const List& list = list_argument("head", arguments[0]);
  return list.empty() ? Value() : list.front();
}
/// Of a list, or of a period: its last day.
Value last(Arguments arguments, Context&) {
  if (auto day = period_last(arguments[0])) return std::move(*day);
  const List& list = list_argument("last", arguments[0]);
  return list.empty() ? Value() : list.back();
}
Value tail(Arguments arguments, Context&) {
  const List& list = list_argument("tail", arguments[0]);
  return Value::list(list.empty() ? List() : List(list.begin() + 1, list.end()));
}

Value reverse(Arguments arguments, Context&) {
  if (arguments[0].type() == Type::String) return Value::string(reversed(arguments[0].as_string()));
  if (arguments[0].type() != Type::List) {
    throw argument_value_error("reverse", arguments[0], "a string or a list");
  }
  const List& list = arguments[0].as_list();
  return Value::list(List(list.rbegin(), list.rend()));
}

Value count_of(std::size_t count) { return Value::integer(static_cast<std::int64_t>(count)); }

Value size(Arguments arguments, Context&) {
  if (arguments[0].type() == Type::String) {
    return count_of(character_count(arguments[0].as_string()));
  }
  if (arguments[0].type() != Type::List) {
    throw argument_value_error("size", arguments[0], "a list or a string");
  }
  return count_of(arguments[0].as_list().size());
}

/// Counts the characters of string columns in place.
Vector size_of_column(std::span<const Vector* const> arguments, const Selection& rows,
                      Context& context) {
  const Vector& column = *arguments[0];
  Vector result(Vector::Kind::Integer, column.size());
  for_each_row(rows, [&](std::uint32_t row) {
    if (column.is_null(row)) return;
    if (column.kind() == Vector::Kind::String) {
      const std::size_t count = character_count(column.strings()[column.at(row)]);
      result.integers()[row] = static_cast<std::int64_t>(count);
    } else {
      const Value value = column.value(row);
      result.integers()[row] = size(Arguments(&value, 1), context).as_integer();
    }
    result.clear_null(row);
  });
  return result;
}

Value is_empty(Arguments arguments, Context&) {
  switch (arguments[0].type()) {
    case Type::String:
      return Value::boolean(arguments[0].as_string().empty());
    case Type::List:
      return Value::boolean(arguments[0].as_list().empty());
    case Type::Map:
      return Value::boolean(arguments[0].as_map().empty());
    default:
      throw argument_value_error("isEmpty", arguments[0], "a string, a list or a map");
  }
}

std::int64_t range_argument(const Value& value) {
  if (value.type() != Type::Integer) throw argument_type_error("range", value, "integers");
  return value.as_integer();
}

/// Both ends included.
Value range(Arguments arguments, Context& context) {
  const std::int64_t first = range_argument(arguments[0]), last = range_argument(arguments[1]);
  const std::int64_t step = arguments.size() > 2 ? range_argument(arguments[2]) : 1;
  if (step == 0) throw argument_range_error("the step of range() cannot be 0");
  if (step > 0 ? first > last : first < last) return Value::list({});
  // Distances are unsigned, for they can be larger than any integer.
  const std::uint64_t distance =
      step > 0 ? static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first)
               : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(last);
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step)
                                        : std::uint64_t{0} - static_cast<std::uint64_t>(step);
  const std::uint64_t count = distance / stride + 1;
  if (count > max_list_items || count == 0) {
    throw value_too_large("range() would make more than " + std::to_string(max_list_items) +
                          " numbers");
  }
  context.book(static_cast<std::int64_t>(count * sizeof(Value)), "range()");
  List list;
  list.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (i % 1'000'000 == 999'999) context.check("range()");
    list.push_back(Value::integer(first + static_cast<std::int64_t>(i) * step));
  }
  return Value::list(std::move(list));
}

/// One level: the elements of elements that are lists, the others as they are.
Value flatten(Arguments arguments, Context& context) {
  List flat;
  for (const Value& element : list_argument("coll.flatten", arguments[0])) {
    if (element.type() == Type::List)
      flat.insert(flat.end(), element.as_list().begin(), element.as_list().end());
    else
      flat.push_back(element);
  }
  context.book(static_cast<std::int64_t>(flat.size() * sizeof(Value)), "coll.flatten()");
  return Value::list(std::move(flat));
}

/// Each value once, where it stands first.
Value distinct(Arguments arguments, Context&) {
  const auto same = [](const Value& a, const Value& b) { return equivalent(a, b); };
  const auto hash_of = [](const Value& value) { return hash(value); };
  std::unordered_set<Value, decltype(hash_of), decltype(same)> seen(8, hash_of, same);
  List once;
  for (const Value& element : list_argument("coll.distinct", arguments[0]))
    if (seen.insert(element).second) once.push_back(element);
  return Value::list(std::move(once));
}

/// In the order of ORDER BY.
Value sort(Arguments arguments, Context&) {
  List sorted = list_argument("coll.sort", arguments[0]);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Value& a, const Value& b) { return order(a, b) < 0; });
  return Value::list(std::move(sorted));
}

constexpr std::uint32_t sized = type_bit(StaticType::String) | type_bit(StaticType::List) |
                                type_bit(StaticType::NodeList) |
                                type_bit(StaticType::RelationshipList);

const FunctionInfo list_table[] = {
    {.name = "head", .min_arguments = 1, .max_arguments = 1, .scalar = head},
    {.name = "last", .min_arguments = 1, .max_arguments = 1, .scalar = last},
    {.name = "tail",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::List,
     .scalar = tail},
    {.name = "reverse", .min_arguments = 1, .max_arguments = 1, .scalar = reverse},
    {.name = "size",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = size,
     .vectorised = size_of_column,
     .first_argument = sized},
    {.name = "isEmpty",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Boolean,
     .scalar = is_empty},
    {.name = "range",
     .min_arguments = 2,
     .max_arguments = 3,
     .result = StaticType::List,
     .scalar = range,
     .element = StaticType::Integer},
    {.name = "coll.flatten",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::List,
     .scalar = flatten},
    {.name = "coll.distinct",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::List,
     .scalar = distinct},
    {.name = "coll.sort",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::List,
     .scalar = sort},
};

}  // namespace

std::span<const FunctionInfo> list_functions() { return list_table; }

}  // namespace normgraph::query
