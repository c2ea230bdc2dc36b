#include "graph/value/temporal/truncate.hpp"

#include <fmt/core.h>

#include <array>

#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/fields.hpp"
#include "graph/value/temporal/parts.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

/// From the largest to the smallest.
enum class TruncateTo : std::uint8_t {
  Millennium,
  Century,
  Decade,
  Year,
  WeekYear,
  Quarter,
  Month,
  Week,
  Day,
  Hour,
  Minute,
  Second,
  Millisecond,
  Microsecond,
};

TruncateTo parse_unit(std::string_view name) {
  static constexpr std::array<std::string_view, 14> names = {
      "millennium", "century", "decade", "year",   "weekYear", "quarter",     "month",
      "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<TruncateTo>(i);
  }
  throw_bad_component(fmt::format("'{}' is not a unit to truncate to", name));
}

Date first_of_years(std::int64_t year, std::int64_t count) {
  return {days_of(year - floor_mod(year, count), 1, 1)};
}

Date truncated(Date date, TruncateTo unit) {
  const CivilDate d = civil_of(date.days);
  switch (unit) {
    case TruncateTo::Millennium:
      return first_of_years(d.year, 1000);
    case TruncateTo::Century:
      return first_of_years(d.year, 100);
    case TruncateTo::Decade:
      return first_of_years(d.year, 10);
    case TruncateTo::Year:
      return {days_of(d.year, 1, 1)};
    case TruncateTo::WeekYear:
      return {days_of(WeekDate{week_date_of(date.days).year, 1, 1})};
    case TruncateTo::Quarter:
      return {days_of(d.year, (d.month - 1) / 3 * 3 + 1, 1)};
    case TruncateTo::Month:
      return {days_of(d.year, d.month, 1)};
    case TruncateTo::Week:
      return {date.days - weekday_of(date.days) + 1};
    default:
      return date;
  }
}

LocalTime truncated(LocalTime time, TruncateTo unit) {
  const auto cut = [&](std::int64_t size) {
    return LocalTime{time.nanoseconds - time.nanoseconds % size};
  };
  switch (unit) {
    case TruncateTo::Hour:
      return cut(std::int64_t{3600} * nanoseconds_per_second);
    case TruncateTo::Minute:
      return cut(std::int64_t{60} * nanoseconds_per_second);
    case TruncateTo::Second:
      return cut(nanoseconds_per_second);
    case TruncateTo::Millisecond:
      return cut(1'000'000);
    case TruncateTo::Microsecond:
      return cut(1'000);
    default:
      return {};
  }
}

bool has_date(Type type) {
  return type == Type::Date || type == Type::LocalDateTime || type == Type::DateTime;
}
bool has_time(Type type) { return type != Type::Date; }
bool has_zone(Type type) { return type == Type::Time || type == Type::DateTime; }

/// Fractions of a second are added to what truncating left: they must be smaller than its unit.
void check_fractions(const Fields& fields, TruncateTo unit) {
  const bool below_millis = unit == TruncateTo::Millisecond,
             below_micros = unit == TruncateTo::Microsecond;
  if (!below_millis && !below_micros) return;
  fields.integer("millisecond", 0, 0);
  fields.integer("microsecond", 0, below_millis ? 999 : 0);
  fields.integer("nanosecond", 0, below_millis ? 999'999 : 999);
}

Date target_date(const Value& value, TruncateTo unit, const Fields& fields) {
  const auto date = date_part(value);
  if (!date) throw_bad_type("a value without a date cannot be truncated to one that has a date");
  return date_from_fields(fields, truncated(*date, unit));
}

LocalTime target_time(const Value& value, TruncateTo unit, const Fields& fields, bool date_needed) {
  auto time = time_part(value);
  if (!time && date_needed) time = LocalTime{};  // a date is its midnight
  if (!time) throw_bad_type("a value without a time of day cannot be truncated to a time");
  check_fractions(fields, unit);
  return time_from_fields(fields, truncated(*time, unit), true);
}

}  // namespace

Value truncate(Type target, std::string_view unit_name, const Value& value, const Map& map,
               std::int64_t now) {
  const TruncateTo unit = parse_unit(unit_name);
  if ((target == Type::Date && unit > TruncateTo::Day) ||
      (!has_date(target) && unit < TruncateTo::Day)) {
    throw_bad_component(
        fmt::format("a {} cannot be truncated to a {}", type_name(target), unit_name));
  }
  if (!is_instant(value.type())) {
    throw_bad_type(fmt::format("a {} cannot be truncated", type_name(value.type())));
  }
  const Fields fields(map, type_name(target));
  fields.check_names({.date = has_date(target),
                      .time = has_time(target),
                      .zone = has_zone(target),
                      .epoch = false,
                      .bases = false});
  const Date date = has_date(target) ? target_date(value, unit, fields) : Date{};
  const LocalTime time =
      has_time(target) ? target_time(value, unit, fields, has_date(target)) : LocalTime{};
  const auto given_zone = has_zone(target) ? fields.zone() : std::nullopt;
  const Zone zone = given_zone ? *given_zone : zone_part(value).value_or(fixed_zone(0));
  switch (target) {
    case Type::Date:
      return Value::date(date);
    case Type::LocalTime:
      return Value::local_time(time);
    case Type::Time: {
      const bool own = !given_zone && value.type() == Type::DateTime;
      return Value::time(
          {time.nanoseconds, offset_at(zone, own ? value.as_date_time().seconds : now)});
    }
    case Type::LocalDateTime:
      return Value::local_date_time(combine(date, time));
    default:
      return Value::date_time(date_time_of(combine(date, time), zone));
  }
}

}  // namespace normgraph
