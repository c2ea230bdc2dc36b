#pragma once

#include <string>

#include "graph/value/temporal.hpp"

// The canonical texts of temporal values (ISO 8601), which parse.hpp reads back.

namespace normgraph {

/// "2015-07-21"; years beyond 9999 with a sign.
std::string to_text(Date d);
/// "21:40", "21:40:32", "21:40:32.142".
std::string to_text(LocalTime t);
/// "21:40:32.142+01:00", "21:40Z".
std::string to_text(Time t);
/// "2015-07-21T21:40:32.142".
std::string to_text(LocalDateTime t);
/// "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]".
std::string to_text(const DateTime& t);
/// "P12Y5M-14DT16H13M10.5S"; "PT0S" for nothing.
std::string to_text(const Duration& d);

}  // namespace normgraph
