#pragma once

#include <cstdint>

#include "graph/value/compare.hpp"
#include "graph/value/temporal.hpp"

// Periods: the days in which something is or was said to happen (language.md §2).

namespace normgraph {

Period period_of_day(Date day);

/// The days that count in comparisons: the bounds as written, each moved outwards by one unit of
/// its precision where it is approximate or uncertain.
struct DayBounds {
  std::int64_t first = Period::open_start, last = Period::open_end;
};
DayBounds widened(const Period& period);

/// Whether every day of `a` is before every day of `b`; unknown when it depends on the days.
Truth is_before(const Period& a, const Period& b);

/// The total order: first day, last day, flags. Zero is `=`.
int compare_periods(const Period& a, const Period& b);
/// Agrees with compare_periods; a period of one day has the hash of that date.
std::size_t hash_period(const Period& period);

}  // namespace normgraph
