#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/value/value.hpp"

namespace normgraph {

/// `value.key` of a temporal value, period or stage; nothing when the type has no such component.
///
/// Dates: year, quarter, month, week, weekYear, day, ordinalDay, weekDay (dayOfWeek), dayOfQuarter
/// (quarterDay). Times: hour, minute, second, millisecond, microsecond, nanosecond; with a zone
/// also timezone, offset, offsetMinutes, offsetSeconds; datetimes also epochSeconds, epochMillis.
/// Durations: whole amounts (years, quarters, months, weeks, days, hours, minutes, seconds,
/// milliseconds, microseconds, nanoseconds) of their group (months; days; clock), and the rests
/// quartersOfYear, monthsOfYear, monthsOfQuarter, daysOfWeek, minutesOfHour, secondsOfMinute,
/// millisecondsOfSecond, microsecondsOfSecond, nanosecondsOfSecond. Periods: first, last (null when
/// open or unknown), approximate, uncertain. Stages: code, scheme, phase.
std::optional<Value> temporal_component(const Value& value, std::string_view key);

/// The component of dates that has this name; null: they have none.
using DateComponent = std::int64_t (*)(Date);
DateComponent date_component(std::string_view key);

}  // namespace normgraph
