#pragma once

#include <optional>

#include "graph/value/value.hpp"

// What a value of one temporal type offers to another: its date, its time of day, its zone.

namespace normgraph {

/// The (local) date of a Date, LocalDateTime or DateTime; nothing for others.
std::optional<Date> date_part(const Value& value);
/// The local clock of a LocalTime, Time, LocalDateTime or DateTime.
std::optional<LocalTime> time_part(const Value& value);
/// The zone of a DateTime, or the offset of a Time.
std::optional<Zone> zone_part(const Value& value);

bool is_instant(Type type);  // any temporal type but Duration

}  // namespace normgraph
