#include <charconv>
#include <cmath>
#include <optional>

#include "graph/query/functions/arguments.hpp"
#include "graph/query/functions/unicode.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {
namespace {

/// What one value becomes: a value (null for a text that says nothing), or nothing where the type
/// cannot be converted at all.
using Conversion = std::optional<Value> (*)(const Value&);

/// A decimal number; from_chars knows no leading plus.
std::optional<double> read_number(std::string_view text) {
  text = trim_left(trim_right(text));
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return std::nullopt;
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

Value truncated(double number) {
  if (std::isnan(number)) return {};
  if (number >= 0x1p63 || number < -0x1p63) throw integer_overflow("toInteger()");
  return Value::integer(static_cast<std::int64_t>(number));
}

Value integer_of_text(std::string_view text) {
  std::string_view digits = trim_left(trim_right(text));
  if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), integer);
  if (!digits.empty() && end == digits.data() + digits.size()) {
    if (error == std::errc::result_out_of_range) throw integer_overflow("toInteger()");
    if (error == std::errc()) return Value::integer(integer);
  }
  const auto number = read_number(text);
  return number ? truncated(*number) : Value();
}

std::optional<Value> to_integer(const Value& value) {
  switch (value.type()) {
    case Type::Integer:
      return value;
    case Type::Float:
      return truncated(value.as_float());
    case Type::Boolean:
      return Value::integer(value.as_boolean() ? 1 : 0);
    case Type::String:
      return integer_of_text(value.as_string());
    default:
      return std::nullopt;
  }
}

std::optional<Value> to_float(const Value& value) {
  if (value.is_number()) return Value::real(value.as_number());
  if (value.type() != Type::String) return std::nullopt;
  const auto number = read_number(value.as_string());
  return number ? Value::real(*number) : Value();
}

std::optional<Value> to_boolean(const Value& value) {
  if (value.type() == Type::Boolean) return value;
  if (value.type() == Type::Integer) return Value::boolean(value.as_integer() != 0);
  if (value.type() != Type::String) return std::nullopt;
  const std::string text = to_lower(trim_left(trim_right(value.as_string())));
  if (text == "true") return Value::boolean(true);
  return text == "false" ? Value::boolean(false) : Value();
}

std::optional<Value> to_text_value(const Value& value) {
  switch (value.type()) {
    case Type::List:
    case Type::Map:
    case Type::Node:
    case Type::Relationship:
    case Type::Path:
      return std::nullopt;
    default:
      return to_string_value(value);
  }
}

// ---- the three forms of each conversion: an error, null, or a list ------------------------------
struct Names {
  const char* function;
  const char* wanted;
};
constexpr Names integer_names = {"toInteger", "a number, a boolean or a string"};
constexpr Names float_names = {"toFloat", "a number or a string"};
constexpr Names boolean_names = {"toBoolean", "a boolean, an integer or a string"};
constexpr Names text_names = {"toString", "a boolean, a number, a string or a temporal value"};

template <Conversion convert, const Names& names>
Value strict(Arguments arguments, Context&) {
  if (auto result = convert(arguments[0])) return std::move(*result);
  throw argument_value_error(names.function, arguments[0], names.wanted);
}

template <Conversion convert>
Value or_null(Arguments arguments, Context&) {
  try {
    return convert(arguments[0]).value_or(Value());
  } catch (const Error&) {  // a number that does not fit
    return {};
  }
}

template <Conversion convert, const Names& names>
Value of_list(Arguments arguments, Context& context) {
  const List& list = list_argument(std::string(names.function) + "List", arguments[0]);
  List result;
  result.reserve(list.size());
  for (const Value& item : list) {
    result.push_back(item.is_null() ? Value() : or_null<convert>(Arguments(&item, 1), context));
  }
  return Value::list(std::move(result));
}

/// Bound as an expression of its own, which evaluates no more arguments than it needs.
Value coalesce(Arguments arguments, Context&) {
  for (const Value& argument : arguments) {
    if (!argument.is_null()) return argument;
  }
  return {};
}

std::string type_text(const Value& value) {
  if (value.is_null()) return "NULL";
  if (value.type() != Type::List) return std::string(type_name(value.type())) + " NOT NULL";
  std::vector<std::string> types;
  for (const Value& item : value.as_list()) {
    std::string text = type_text(item);
    if (std::find(types.begin(), types.end(), text) == types.end())
      types.push_back(std::move(text));
  }
  std::sort(types.begin(), types.end());
  std::string inner;
  for (const std::string& text : types) inner += (inner.empty() ? "" : " | ") + text;
  return "LIST<" + (inner.empty() ? "NOTHING" : inner) + "> NOT NULL";
}

Value value_type(Arguments arguments, Context&) { return Value::string(type_text(arguments[0])); }

constexpr FunctionInfo conversion(std::string_view name, StaticType result, ScalarFunction scalar,
                                  StaticType element = StaticType::Any) {
  return {.name = name,
          .min_arguments = 1,
          .max_arguments = 1,
          .result = result,
          .scalar = scalar,
          .element = element};
}

const FunctionInfo conversion_table[] = {
    conversion("toInteger", StaticType::Integer, strict<to_integer, integer_names>),
    conversion("toFloat", StaticType::Float, strict<to_float, float_names>),
    conversion("toBoolean", StaticType::Boolean, strict<to_boolean, boolean_names>),
    conversion("toString", StaticType::String, strict<to_text_value, text_names>),
    conversion("toIntegerOrNull", StaticType::Integer, or_null<to_integer>),
    conversion("toFloatOrNull", StaticType::Float, or_null<to_float>),
    conversion("toBooleanOrNull", StaticType::Boolean, or_null<to_boolean>),
    conversion("toStringOrNull", StaticType::String, or_null<to_text_value>),
    conversion("toIntegerList", StaticType::List, of_list<to_integer, integer_names>),
    conversion("toFloatList", StaticType::List, of_list<to_float, float_names>),
    conversion("toBooleanList", StaticType::List, of_list<to_boolean, boolean_names>),
    conversion("toStringList", StaticType::List, of_list<to_text_value, text_names>),
    {.name = "coalesce",
     .min_arguments = 1,
     .max_arguments = 255,
     .null_in_null_out = false,
     .scalar = coalesce},
    {.name = "valueType",
     .min_arguments = 1,
     .max_arguments = 1,
     .null_in_null_out = false,
     .result = StaticType::String,
     .scalar = value_type},
};

}  // namespace

std::span<const FunctionInfo> conversion_functions() { return conversion_table; }

}  // namespace normgraph::query
