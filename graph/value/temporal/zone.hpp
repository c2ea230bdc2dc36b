#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/value/temporal.hpp"

// Offsets from UTC and named time zones with their history, from the system's time zone database.

namespace normgraph {

/// ±18:00, the largest offset that a time may have.
constexpr std::int32_t max_offset = 18 * 3600;

/// Requires |offset| <= max_offset.
Zone fixed_zone(std::int32_t offset);
inline bool is_named(Zone zone) { return zone.value >= 1 << 20; }

/// A zone of the database, such as "Europe/Stockholm"; blanks may stand for underscores. Nothing
/// when there is none of that name. The answer holds in this process only: store names, not values.
std::optional<Zone> find_zone(std::string_view name);
/// Requires a named zone.
std::string_view zone_name(Zone zone);

/// The offset in seconds in force at an instant (seconds since the epoch).
std::int32_t offset_at(Zone zone, std::int64_t instant);

/// The instant of a local time in a zone. A time that the clocks skip is moved forward by the
/// length of the gap; of a time that the clocks show twice the first is meant, unless
/// `preferred_offset` is the second's.
std::int64_t instant_of(Zone zone, std::int64_t local_seconds,
                        std::optional<std::int32_t> preferred_offset = {});
/// Whether clocks of the zone ever showed this local time with this offset.
bool is_valid_offset(Zone zone, std::int64_t local_seconds, std::int32_t offset);

/// "Z", "+01:00", "+00:53:28".
std::string offset_text(std::int32_t offset);

LocalDateTime local_date_time_of(const DateTime& t);
DateTime date_time_of(const LocalDateTime& local, Zone zone,
                      std::optional<std::int32_t> preferred_offset = {});

}  // namespace normgraph
