#pragma once

#include "graph/value/value.hpp"

// Durations between two instants of any temporal types. When only one has a date, the other gets
// that date; when neither the clock decides; a date is its midnight; when only one has a zone, the
// other gets that zone. All throw Error (NG3113) for other types.

namespace normgraph {

/// Whole months first, then whole days, then the rest.
Duration duration_between(const Value& from, const Value& to);
/// Whole months only; zero when one has no date.
Duration duration_in_months(const Value& from, const Value& to);
/// Whole days only; zero when one has no date.
Duration duration_in_days(const Value& from, const Value& to);
/// Seconds and their fractions only, on the real time line where there are zones.
Duration duration_in_seconds(const Value& from, const Value& to);

}  // namespace normgraph
