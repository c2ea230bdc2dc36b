#pragma once

#include <optional>

#include "graph/value/value.hpp"

// Moving temporal values by durations, and the operators + - * / on temporal values.

namespace normgraph {

// Months are added first (the day is cut to the month's length), then days, then the clock part. A
// date takes whole days of the clock part; times wrap around midnight and ignore months and days; a
// date-time adds months and days on the local clock and the rest on the real time line. Results
// outside the years ±999,999,999 throw Error (NG3112).
Date add(Date d, const Duration& duration);
LocalTime add(LocalTime t, const Duration& duration);
Time add(Time t, const Duration& duration);
LocalDateTime add(LocalDateTime t, const Duration& duration);
DateTime add(const DateTime& t, const Duration& duration);

/// The operators of the language, where an operand is temporal or a period: instants, periods and
/// durations plus or minus durations; a duration times or divided by a number. Nothing when the
/// operands are no such pair (nulls included): then the operator is somebody else's, or an error.
std::optional<Value> temporal_add(const Value& a, const Value& b);
std::optional<Value> temporal_subtract(const Value& a, const Value& b);
std::optional<Value> temporal_multiply(const Value& a, const Value& b);
std::optional<Value> temporal_divide(const Value& a, const Value& b);

}  // namespace normgraph
