#pragma once

#include <cstdint>
#include <string_view>

#include "graph/value/value.hpp"

namespace normgraph {

/// `date.truncate(unit, value, fields)` and its relatives: `value` (any temporal type that has the
/// parts) cut to the beginning of the unit, as a value of type `target`, then with the components
/// of `fields` set; fractions of a second are added below what is left, and `timezone` labels the
/// result. Units: millennium, century, decade, year, weekYear, quarter, month, week, day, hour,
/// minute, second, millisecond, microsecond; for times from day on, for dates up to day.
/// `now` as in make_time. Throws Error (NG3111, NG3113).
Value truncate(Type target, std::string_view unit, const Value& value, const Map& fields,
               std::int64_t now);

}  // namespace normgraph
