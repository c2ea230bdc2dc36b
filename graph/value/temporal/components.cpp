#include "graph/value/temporal/components.hpp"

#include <string>

#include "graph/value/period_functions.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parts.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

using Component = std::optional<std::int64_t>;

std::int64_t quarter_of(const CivilDate& date) { return (date.month + 2) / 3; }
std::int64_t day_of_quarter(Date date) {
  const CivilDate d = civil_of(date.days);
  return date.days - days_of(d.year, static_cast<int>(quarter_of(d)) * 3 - 2, 1) + 1;
}

Component component_of(Date date, std::string_view key) {
  const DateComponent component = date_component(key);
  return component ? Component(component(date)) : std::nullopt;
}

Component time_component(LocalTime time, std::string_view key) {
  const std::int64_t seconds = time.nanoseconds / nanoseconds_per_second;
  const std::int64_t fraction = time.nanoseconds % nanoseconds_per_second;
  if (key == "hour") return seconds / 3600;
  if (key == "minute") return seconds / 60 % 60;
  if (key == "second") return seconds % 60;
  if (key == "millisecond") return fraction / 1'000'000;
  if (key == "microsecond") return fraction / 1'000;
  if (key == "nanosecond") return fraction;
  return std::nullopt;
}

std::optional<Value> zone_component(Zone zone, std::int32_t offset, std::string_view key) {
  if (key == "timezone") {
    return Value::string(is_named(zone) ? std::string(zone_name(zone)) : offset_text(offset));
  }
  if (key == "offset") return Value::string(offset_text(offset));
  if (key == "offsetMinutes") return Value::integer(offset / 60);
  if (key == "offsetSeconds") return Value::integer(offset);
  return std::nullopt;
}

Component epoch_component(const DateTime& t, std::string_view key) {
  if (key == "epochSeconds") return t.seconds;
  if (key != "epochMillis") return std::nullopt;
  std::int64_t millis = 0;
  if (__builtin_mul_overflow(t.seconds, std::int64_t{1000}, &millis)) {
    throw_out_of_range("number of milliseconds");
  }
  return millis + t.nanoseconds / 1'000'000;
}

std::optional<Value> instant_component(const Value& value, std::string_view key) {
  Component found;
  if (const auto date = date_part(value)) found = component_of(*date, key);
  if (const auto time = time_part(value); time && !found) found = time_component(*time, key);
  if (value.type() == Type::DateTime && !found) found = epoch_component(value.as_date_time(), key);
  if (found) return Value::integer(*found);
  if (value.type() == Type::Time) {
    const std::int32_t offset = value.as_time().offset;
    return zone_component(fixed_zone(offset), offset, key);
  }
  if (value.type() != Type::DateTime) return std::nullopt;
  const DateTime t = value.as_date_time();
  return zone_component(t.zone, offset_at(t.zone, t.seconds), key);
}

/// The clock part in smaller units, of which a second has `per_second`.
std::int64_t clock_amount(const Duration& d, std::int64_t per_second) {
  std::int64_t amount = 0;
  if (__builtin_mul_overflow(d.seconds, per_second, &amount) ||
      __builtin_add_overflow(amount, d.nanoseconds / (nanoseconds_per_second / per_second),
                             &amount)) {
    throw_out_of_range("number of nanoseconds");
  }
  return amount;
}

Component duration_component(const Duration& d, std::string_view key) {
  if (key == "years") return d.months / 12;
  if (key == "quarters") return d.months / 3;
  if (key == "months") return d.months;
  if (key == "weeks") return d.days / 7;
  if (key == "days") return d.days;
  if (key == "hours") return d.seconds / 3600;
  if (key == "minutes") return d.seconds / 60;
  if (key == "seconds") return d.seconds;
  if (key == "milliseconds") return clock_amount(d, 1'000);
  if (key == "microseconds") return clock_amount(d, 1'000'000);
  if (key == "nanoseconds") return clock_amount(d, 1'000'000'000);
  if (key == "quartersOfYear") return d.months % 12 / 3;
  if (key == "monthsOfYear") return d.months % 12;
  if (key == "monthsOfQuarter") return d.months % 3;
  if (key == "daysOfWeek") return d.days % 7;
  if (key == "minutesOfHour") return d.seconds / 60 % 60;
  if (key == "secondsOfMinute") return d.seconds % 60;
  if (key == "millisecondsOfSecond") return d.nanoseconds / 1'000'000;
  if (key == "microsecondsOfSecond") return d.nanoseconds / 1'000;
  if (key == "nanosecondsOfSecond") return d.nanoseconds;
  return std::nullopt;
}

std::optional<Value> period_component(const Value& value, std::string_view key) {
  const Period& p = value.as_period();
  if (key == "first") return period_first(value);
  if (key == "last") return period_last(value);
  if (key == "approximate") return Value::boolean(p.approximate || p.last_approximate);
  if (key == "uncertain") return Value::boolean(p.uncertain || p.last_uncertain);
  return std::nullopt;
}

std::optional<Value> stage_component(Stage stage, std::string_view key) {
  if (key == "code") return Value::string(to_text(stage));
  if (key == "scheme") return Value::string(scheme_text(stage.scheme));
  if (key == "phase") return Value::string(stage_phase(stage));
  return std::nullopt;
}

}  // namespace

DateComponent date_component(std::string_view key) {
  if (key == "year") return [](Date date) -> std::int64_t { return civil_of(date.days).year; };
  if (key == "quarter") return [](Date date) { return quarter_of(civil_of(date.days)); };
  if (key == "month") return [](Date date) -> std::int64_t { return civil_of(date.days).month; };
  if (key == "week") return [](Date date) -> std::int64_t { return week_date_of(date.days).week; };
  if (key == "weekYear")
    return [](Date date) -> std::int64_t { return week_date_of(date.days).year; };
  if (key == "day") return [](Date date) -> std::int64_t { return civil_of(date.days).day; };
  if (key == "ordinalDay")
    return [](Date date) -> std::int64_t { return ordinal_day_of(date.days); };
  if (key == "weekDay" || key == "dayOfWeek")
    return [](Date date) -> std::int64_t { return weekday_of(date.days); };
  if (key == "dayOfQuarter" || key == "quarterDay") return day_of_quarter;
  return nullptr;
}

std::optional<Value> temporal_component(const Value& value, std::string_view key) {
  switch (value.type()) {
    case Type::Duration: {
      const Component found = duration_component(value.as_duration(), key);
      return found ? std::optional(Value::integer(*found)) : std::nullopt;
    }
    case Type::Period:
      return period_component(value, key);
    case Type::Stage:
      return stage_component(value.as_stage(), key);
    default:
      return is_instant(value.type()) ? instant_component(value, key) : std::nullopt;
  }
}

}  // namespace normgraph
