#include "graph/value/temporal/construct.hpp"

#include <fmt/core.h>

#include <string_view>

#include "graph/value/temporal/duration.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/fields.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/parts.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

[[noreturn]] void throw_cannot_make(std::string_view type, const Value& from) {
  throw_bad_type(fmt::format("a {} cannot be made from a {}", type, type_name(from.type())));
}

/// The date of the base value `date` or `datetime`, when there is one.
std::optional<Date> base_date(const Fields& fields) {
  const Value* base = fields.value("date");
  if (!base) base = fields.value("datetime");
  if (!base) return std::nullopt;
  const auto date = date_part(*base);
  if (!date) throw_bad_component("the base value has no date");
  return date;
}

/// The base value that gives the time: `time` or `datetime`.
const Value* time_base(const Fields& fields) {
  const Value* base = fields.value("time");
  return base ? base : fields.value("datetime");
}

std::optional<LocalTime> base_time(const Fields& fields) {
  const Value* base = time_base(fields);
  if (!base) return std::nullopt;
  const auto time = time_part(*base);
  if (!time) throw_bad_component("the base value has no time of day");
  return time;
}

/// A time of day of its own needs an hour; one that goes with a date is midnight without.
LocalTime time_of_day(const Fields& fields) {
  const auto base = base_time(fields);
  if (!base && !fields.has("hour")) throw_bad_component("'hour' must be given");
  return time_from_fields(fields, base);
}

LocalDateTime local_date_time_of_fields(const Fields& fields) {
  return combine(date_from_fields(fields, base_date(fields)),
                 time_from_fields(fields, base_time(fields)));
}

/// `epochSeconds` or `epochMillis`, perhaps with nanoseconds below them.
DateTime date_time_of_epoch_fields(const Fields& fields) {
  if (fields.has_date_fields()) {
    throw_bad_component("the components of a date cannot be combined with those of an epoch");
  }
  const bool millis = fields.has("epochMillis");
  const Value nothing = Value::integer(0);
  const Value* nanoseconds = fields.value("nanosecond");
  if (!millis) {
    return date_time_from_epoch(*fields.value("epochSeconds"),
                                nanoseconds ? *nanoseconds : nothing);
  }
  DateTime t = date_time_from_epoch_millis(*fields.value("epochMillis"));
  t.nanoseconds += static_cast<std::int32_t>(fields.integer("nanosecond", 0, 999'999).value_or(0));
  return t;
}

DateTime date_time_of_fields(const Fields& fields) {
  fields.check_names({.date = true, .time = true, .zone = true, .epoch = true});
  const std::optional<Zone> zone = fields.zone();
  if (fields.has("epochSeconds") || fields.has("epochMillis")) {
    DateTime t = date_time_of_epoch_fields(fields);
    if (zone) t.zone = *zone;
    return t;
  }
  const LocalDateTime local = local_date_time_of_fields(fields);
  const Value* base = time_base(fields);
  const std::optional<Zone> base_zone = base ? zone_part(*base) : std::nullopt;
  if (!base_zone) return date_time_of(local, zone.value_or(fixed_zone(0)));
  // Of a repeated hour the base value says which one it was.
  const auto offset = base->type() == Type::DateTime
                          ? std::optional(offset_at(*base_zone, base->as_date_time().seconds))
                          : std::nullopt;
  DateTime t = date_time_of(local, *base_zone, offset);
  if (zone) t.zone = *zone;
  return t;
}

Time time_of_fields(const Fields& fields, std::int64_t now) {
  fields.check_names({.time = true, .zone = true});
  const LocalTime time = time_of_day(fields);
  const Value* base = fields.value("time");
  std::optional<std::int32_t> base_offset;
  if (base && base->type() == Type::Time) base_offset = base->as_time().offset;
  if (base && base->type() == Type::DateTime) {
    base_offset = offset_at(base->as_date_time().zone, base->as_date_time().seconds);
  }
  const std::optional<Zone> zone = fields.zone();
  if (!zone) return {time.nanoseconds, base_offset.value_or(0)};
  const std::int32_t offset = offset_at(*zone, now);
  if (!base_offset) return {time.nanoseconds, offset};
  const std::int64_t shift = std::int64_t{offset - *base_offset} * nanoseconds_per_second;
  return {floor_mod(time.nanoseconds + shift, nanoseconds_per_day), offset};
}

void check_instant_range(std::int64_t seconds) {
  if (!is_in_range(floor_div(seconds, seconds_per_day))) throw_out_of_range("datetime");
}

}  // namespace

Date make_date(const Value& from) {
  if (from.type() == Type::String) return parse_date(from.as_string());
  if (from.type() == Type::Map) {
    const Fields fields(from.as_map(), "date");
    fields.check_names({.date = true});
    return date_from_fields(fields, base_date(fields));
  }
  if (const auto date = date_part(from)) return *date;
  throw_cannot_make("date", from);
}

LocalTime make_local_time(const Value& from) {
  if (from.type() == Type::String) return parse_local_time(from.as_string());
  if (from.type() == Type::Map) {
    const Fields fields(from.as_map(), "local time");
    fields.check_names({.time = true});
    return time_of_day(fields);
  }
  if (const auto time = time_part(from)) return *time;
  throw_cannot_make("local time", from);
}

Time make_time(const Value& from, std::int64_t now) {
  if (from.type() == Type::String) return parse_time(from.as_string());
  if (from.type() == Type::Map) return time_of_fields(Fields(from.as_map(), "time"), now);
  if (from.type() == Type::Time) return from.as_time();
  if (from.type() == Type::DateTime) {
    const DateTime t = from.as_date_time();
    return {time_part(from)->nanoseconds, offset_at(t.zone, t.seconds)};
  }
  if (const auto time = time_part(from)) return {time->nanoseconds, 0};
  throw_cannot_make("time", from);
}

LocalDateTime make_local_date_time(const Value& from) {
  if (from.type() == Type::String) return parse_local_date_time(from.as_string());
  if (from.type() == Type::Map) {
    const Fields fields(from.as_map(), "local datetime");
    fields.check_names({.date = true, .time = true});
    return local_date_time_of_fields(fields);
  }
  if (const auto date = date_part(from)) {
    return combine(*date, time_part(from).value_or(LocalTime{}));
  }
  throw_cannot_make("local datetime", from);
}

DateTime make_date_time(const Value& from) {
  if (from.type() == Type::String) return parse_date_time(from.as_string());
  if (from.type() == Type::Map) return date_time_of_fields(Fields(from.as_map(), "datetime"));
  if (from.type() == Type::DateTime) return from.as_date_time();
  if (date_part(from)) return date_time_of(make_local_date_time(from), fixed_zone(0));
  throw_cannot_make("datetime", from);
}

Duration make_duration(const Value& from) {
  if (from.type() == Type::String) return parse_duration(from.as_string());
  if (from.type() == Type::Map) return duration_from_map(from.as_map());
  if (from.type() == Type::Duration) return from.as_duration();
  throw_cannot_make("duration", from);
}

DateTime date_time_from_epoch(const Value& seconds, const Value& nanoseconds) {
  if (seconds.type() != Type::Integer || nanoseconds.type() != Type::Integer) {
    throw_bad_component("seconds and nanoseconds since the epoch must be integers");
  }
  if (nanoseconds.as_integer() < 0 || nanoseconds.as_integer() >= nanoseconds_per_second) {
    throw_bad_component("nanoseconds must be from 0 to 999999999");
  }
  check_instant_range(seconds.as_integer());
  return {seconds.as_integer(), static_cast<std::int32_t>(nanoseconds.as_integer()), fixed_zone(0)};
}

DateTime date_time_from_epoch_millis(const Value& milliseconds) {
  if (milliseconds.type() != Type::Integer) {
    throw_bad_component("milliseconds since the epoch must be an integer");
  }
  const std::int64_t count = milliseconds.as_integer();
  const std::int64_t seconds = floor_div(count, 1000);
  check_instant_range(seconds);
  return {seconds, static_cast<std::int32_t>(floor_mod(count, 1000) * 1'000'000), fixed_zone(0)};
}

}  // namespace normgraph
