#include "graph/value/period_functions.hpp"

namespace normgraph {

std::optional<Value> period_first(const Value& value) {
  if (value.type() == Type::Date) return value;
  if (value.type() != Type::Period) return std::nullopt;
  const std::int64_t day = value.as_period().first;
  return day == Period::open_start ? Value() : Value::date({day});
}

std::optional<Value> period_last(const Value& value) {
  if (value.type() == Type::Date) return value;
  if (value.type() != Type::Period) return std::nullopt;
  const std::int64_t day = value.as_period().last;
  return day == Period::open_end ? Value() : Value::date({day});
}

}  // namespace normgraph
