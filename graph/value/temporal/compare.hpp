#pragma once

#include "graph/value/temporal.hpp"

// Total orders of the temporal types that have no <=> of their own: <0, 0, >0. Zero is `=`.

namespace normgraph {

/// By the moment in UTC; of equal moments by offset, so 12:00Z is not equal to 13:00+01:00.
int compare_times(const Time& a, const Time& b);
/// By the instant; of equal instants fixed offsets before named zones, those by name.
int compare_date_times(const DateTime& a, const DateTime& b);
/// By length, a month being 2,629,746 seconds on average and a day 86,400; then by months and days.
int compare_durations(const Duration& a, const Duration& b);

}  // namespace normgraph
