#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "graph/query/expression/errors.hpp"
#include "graph/query/functions.hpp"

// What functions do with their arguments: take them as a type, or say what is wrong with them.

namespace normgraph::query {

using Arguments = std::span<const Value>;

inline const std::string& text_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::String) throw argument_value_error(function, value, "a string");
  return value.as_string();
}
inline std::int64_t integer_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::Integer) throw argument_value_error(function, value, "an integer");
  return value.as_integer();
}
inline double number_argument(std::string_view function, const Value& value) {
  if (!value.is_number()) throw argument_value_error(function, value, "a number");
  return value.as_number();
}
inline const List& list_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::List) throw argument_value_error(function, value, "a list");
  return value.as_list();
}
/// A count of things: an integer that is not negative.
inline std::size_t count_argument(std::string_view function, const Value& value) {
  const std::int64_t count = integer_argument(function, value);
  if (count < 0) {
    throw argument_range_error(std::string(function) + "() takes no negative number, but " +
                               std::to_string(count) + " is given");
  }
  return static_cast<std::size_t>(count);
}

}  // namespace normgraph::query
