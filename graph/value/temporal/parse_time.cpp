#include <string>

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/parse_date.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

/// Hours, and minutes and seconds where they are written; all with colons or all without.
struct ClockParts {
  std::int64_t hours = 0, minutes = 0, seconds = 0;
  bool has_seconds = false;
};

std::optional<ClockParts> take_clock(Cursor& text) {
  ClockParts parts;
  const auto hours = text.number(2);
  if (!hours) return std::nullopt;
  parts.hours = *hours;
  const bool extended = text.peek() == ':';
  const auto more = [&] { return extended ? text.take(':') : text.digits_ahead() > 0; };
  if (!more()) return parts;
  const auto minutes = text.number(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  parts.minutes = *minutes;
  if (!more()) return parts;
  const auto seconds = text.number(2);
  if (!seconds || *seconds > 59) return std::nullopt;
  parts.seconds = *seconds;
  parts.has_seconds = true;
  return parts;
}

std::int64_t seconds_of(const ClockParts& parts) {
  return parts.hours * 3600 + parts.minutes * 60 + parts.seconds;
}

/// "Z", "+01:00"; nothing when there is none. A bad one is left, and so an error of who called.
std::optional<std::int32_t> take_offset(Cursor& text) {
  if (text.take('Z')) return 0;
  const char sign = text.peek();
  if (sign != '+' && sign != '-') return std::nullopt;
  Cursor ahead(text.rest().substr(1));
  const auto parts = take_clock(ahead);
  if (!parts || seconds_of(*parts) > max_offset) return std::nullopt;
  text = ahead;
  const auto size = static_cast<std::int32_t>(seconds_of(*parts));
  return sign == '-' ? -size : size;
}

/// "[Europe/Stockholm]" as the name in it.
std::optional<std::string_view> take_zone_name(Cursor& text) {
  const std::string_view rest = text.rest();
  const std::size_t end = rest.find(']');
  if (text.peek() != '[' || end == std::string_view::npos) return std::nullopt;
  text.advance(end + 1);
  return rest.substr(1, end - 1);
}

std::optional<LocalDateTime> take_local_date_time(Cursor& text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (!text.take('T')) return combine(*date, {});
  const auto time = take_local_time(text);
  return time ? std::optional(combine(*date, *time)) : std::nullopt;
}

/// The zone of a date-time from its offset and zone name, both optional.
Zone zone_of(const LocalDateTime& local, std::optional<std::int32_t> offset,
             std::optional<std::string_view> name) {
  if (!name) return fixed_zone(offset.value_or(0));
  const Zone zone = parse_zone(*name);
  if (offset && !is_valid_offset(zone, local.seconds, *offset)) {
    throw_bad_component("the time zone " + std::string(*name) + " does not have the offset " +
                        offset_text(*offset) + " at that time");
  }
  return zone;
}

}  // namespace

std::optional<LocalTime> take_local_time(Cursor& text) {
  const auto parts = take_clock(text);
  if (!parts || parts->hours > 23) return std::nullopt;
  const auto fraction = parts->has_seconds ? text.fraction() : std::optional<std::int32_t>(0);
  if (!fraction) return std::nullopt;
  return LocalTime{seconds_of(*parts) * nanoseconds_per_second + *fraction};
}

LocalTime parse_local_time(std::string_view text) {
  Cursor cursor(text);
  const auto time = take_local_time(cursor);
  if (!time || !cursor.at_end()) throw_bad_text("local time", text, "21:40:32.142");
  return *time;
}

Time parse_time(std::string_view text) {
  Cursor cursor(text);
  const auto time = take_local_time(cursor);
  const std::int32_t offset = time ? take_offset(cursor).value_or(0) : 0;
  if (!time || !cursor.at_end()) throw_bad_text("time", text, "21:40:32.142+01:00");
  return {time->nanoseconds, offset};
}

LocalDateTime parse_local_date_time(std::string_view text) {
  Cursor cursor(text);
  const auto local = take_local_date_time(cursor);
  if (!local || !cursor.at_end()) {
    throw_bad_text("local datetime", text, "2015-07-21T21:40:32.142");
  }
  return *local;
}

DateTime parse_date_time(std::string_view text) {
  Cursor cursor(text);
  const auto local = take_local_date_time(cursor);
  const auto offset = local ? take_offset(cursor) : std::nullopt;
  const auto name = local ? take_zone_name(cursor) : std::nullopt;
  if (!local || !cursor.at_end()) {
    throw_bad_text("datetime", text, "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]");
  }
  return date_time_of(*local, zone_of(*local, offset, name), offset);
}

Zone parse_zone(std::string_view text) {
  Cursor cursor(text);
  if (const auto offset = take_offset(cursor); offset && cursor.at_end()) {
    return fixed_zone(*offset);
  }
  if (const auto zone = find_zone(text)) return *zone;
  throw_bad_text("time zone", text, "Europe/Stockholm");
}

}  // namespace normgraph
