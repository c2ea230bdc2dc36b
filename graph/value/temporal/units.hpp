#pragma once

#include <cstdint>

#include "graph/value/temporal.hpp"
#include "graph/value/temporal/civil.hpp"

// Lengths of clock units, and taking local date-times apart and together.

namespace normgraph {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int32_t nanoseconds_per_second = 1'000'000'000;
constexpr std::int64_t nanoseconds_per_day = seconds_per_day * nanoseconds_per_second;
/// A month on average: a 400-year cycle of the calendar has 4,800 of them.
constexpr std::int64_t seconds_per_month = 2'629'746;

inline Date date_of(LocalDateTime t) { return {floor_div(t.seconds, seconds_per_day)}; }
inline LocalTime local_time_of(LocalDateTime t) {
  return {floor_mod(t.seconds, seconds_per_day) * nanoseconds_per_second + t.nanoseconds};
}
inline LocalDateTime combine(Date d, LocalTime t) {
  return {d.days * seconds_per_day + t.nanoseconds / nanoseconds_per_second,
          static_cast<std::int32_t>(t.nanoseconds % nanoseconds_per_second)};
}

}  // namespace normgraph
