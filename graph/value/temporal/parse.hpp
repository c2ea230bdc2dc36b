#pragma once

#include <string_view>

#include "graph/value/temporal.hpp"

// Reading temporal values in the forms of ISO 8601 that the language takes: basic (`20150721`) and
// extended (`2015-07-21`), with reduced precision. All throw Error (NG3110) for other texts.

namespace normgraph {

/// Calendar `2015-07-21`, `2015-07`, `2015`; week `2015-W30-2`, `2015-W30`; quarter `2015-Q2-60`,
/// `2015-Q2`; ordinal `2015-202`; all also without hyphens. Years of other than four digits have a
/// sign, and what follows them a hyphen: `+12015-07-21`.
Date parse_date(std::string_view text);
/// `21:40:32.142`, `214032`, `21:40`, `2140`, `21`.
LocalTime parse_local_time(std::string_view text);
/// A local time and an offset: `Z`, `+01:00`, `+0100`, `+01`, `+01:00:30`; without one it is Z.
Time parse_time(std::string_view text);
/// A date, and `T` with a local time behind it; without one it is midnight.
LocalDateTime parse_local_date_time(std::string_view text);
/// A local date-time with an offset, a zone in brackets (`[Europe/Stockholm]`), or both; without
/// either it is Z. An offset that the zone does not have at that time is an error.
DateTime parse_date_time(std::string_view text);
/// An offset as in `Z`, `+01:00`, or the name of a zone, `Europe/Stockholm`.
Zone parse_zone(std::string_view text);
/// Units `P1Y2M3W4DT5H6M7.8S`, each with a sign and a fraction if wanted; or the form of a date
/// and time, `P2012-02-02T14:37:21.545`.
Duration parse_duration(std::string_view text);

}  // namespace normgraph
