#pragma once

#include <optional>

#include "graph/value/temporal.hpp"
#include "graph/value/temporal/cursor.hpp"

namespace normgraph {

/// A date at the beginning of a text; the rest is left. For the parsers of parse.hpp.
std::optional<Date> take_date(Cursor& text);
/// A time of day at the beginning of a text.
std::optional<LocalTime> take_local_time(Cursor& text);

}  // namespace normgraph
