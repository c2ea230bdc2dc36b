#include "graph/value/temporal/fields.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/units.hpp"

namespace normgraph {
namespace {

constexpr std::array<std::string_view, 8> date_names = {
    "year", "month", "day", "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"};
constexpr std::array<std::string_view, 6> time_names = {"hour",        "minute",      "second",
                                                        "millisecond", "microsecond", "nanosecond"};

template <std::size_t Count>
bool contains(const std::array<std::string_view, Count>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <std::size_t Count>
bool has_any(const Fields& fields, const std::array<std::string_view, Count>& names) {
  return std::any_of(names.begin(), names.end(), [&](auto name) { return fields.has(name); });
}

[[noreturn]] void throw_missing(const Fields& fields, std::string_view name) {
  throw_bad_component(fmt::format("'{}' must be given for a {}", name, fields.type()));
}

}  // namespace

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t least,
                                            std::int64_t most) const {
  const Value* found = find(map_, name);
  if (!found) return std::nullopt;
  if (found->type() != Type::Integer) {
    throw_bad_component(fmt::format("'{}' must be an integer", name));
  }
  if (found->as_integer() < least || found->as_integer() > most) {
    throw_bad_component(
        fmt::format("'{}' must be from {} to {}, not {}", name, least, most, found->as_integer()));
  }
  return found->as_integer();
}

std::optional<Zone> Fields::zone() const {
  const Value* found = find(map_, "timezone");
  if (!found) return std::nullopt;
  if (found->type() != Type::String) throw_bad_component("'timezone' must be a string");
  return parse_zone(found->as_string());
}

bool Fields::has_date_fields() const {
  return has_any(*this, date_names) || has("date") || has("datetime");
}

bool Fields::has_time_fields() const {
  return has_any(*this, time_names) || has("time") || has("datetime");
}

void Fields::check_names(Allowed allowed) const {
  for (const auto& [name, value] : map_) {
    const bool known = (allowed.date && contains(date_names, name)) ||
                       (allowed.time && contains(time_names, name)) ||
                       (allowed.bases && allowed.date && name == "date") ||
                       (allowed.bases && allowed.time && name == "time") ||
                       (allowed.bases && allowed.date && allowed.time && name == "datetime") ||
                       (allowed.zone && name == "timezone") ||
                       (allowed.epoch && (name == "epochSeconds" || name == "epochMillis"));
    if (!known) throw_bad_component(fmt::format("a {} has no component '{}'", type_, name));
  }
}

namespace {

/// Components of two systems of dates cannot be mixed.
void forbid(const Fields& fields, std::string_view system,
            std::initializer_list<std::string_view> others) {
  for (const auto name : others) {
    if (fields.has(name)) {
      throw_bad_component(fmt::format("'{}' cannot be combined with '{}'", name, system));
    }
  }
}

std::int64_t year_field(const Fields& fields, std::optional<std::int64_t> base_year) {
  const auto year = fields.integer("year", min_year, max_year);
  if (!year && !base_year) throw_missing(fields, "year");
  return year ? *year : *base_year;
}

Date week_date(const Fields& fields, std::optional<Date> base) {
  forbid(fields, "week", {"month", "day", "ordinalDay", "quarter", "dayOfQuarter"});
  const auto base_week = base ? std::optional(week_date_of(base->days)) : std::nullopt;
  const std::int64_t year =
      year_field(fields, base_week ? std::optional(base_week->year) : std::nullopt);
  if (!base && !fields.has("week")) throw_missing(fields, "week");
  const std::int64_t last_week = weeks_in_year(year);
  const std::int64_t week =
      fields.integer("week", 1, last_week)
          .value_or(base_week ? std::min<std::int64_t>(base_week->week, last_week) : 1);
  const std::int64_t day =
      fields.integer("dayOfWeek", 1, 7).value_or(base_week ? base_week->day : 1);
  return {days_of(WeekDate{year, static_cast<int>(week), static_cast<int>(day)})};
}

Date ordinal_date(const Fields& fields, std::optional<Date> base) {
  forbid(fields, "ordinalDay", {"month", "day", "quarter", "dayOfQuarter"});
  const std::int64_t year =
      year_field(fields, base ? std::optional(civil_of(base->days).year) : std::nullopt);
  return {days_of(year, 1, 1) + *fields.integer("ordinalDay", 1, days_in_year(year)) - 1};
}

Date quarter_date(const Fields& fields, std::optional<Date> base) {
  forbid(fields, "quarter", {"month", "day"});
  const CivilDate base_date = base ? civil_of(base->days) : CivilDate{};
  const std::int64_t year = year_field(fields, base ? std::optional(base_date.year) : std::nullopt);
  if (!base && !fields.has("quarter")) throw_missing(fields, "quarter");
  const int base_quarter = base ? (base_date.month + 2) / 3 : 1;
  const int quarter = static_cast<int>(fields.integer("quarter", 1, 4).value_or(base_quarter));
  const std::int64_t first = days_of(year, quarter * 3 - 2, 1);
  if (fields.has("dayOfQuarter") || !base) {
    const std::int64_t length = add_months(first, 3) - first;
    return {first + fields.integer("dayOfQuarter", 1, length).value_or(1) - 1};
  }
  // The same month and day of another quarter.
  const int month = quarter * 3 - 2 + (base_date.month - 1) % 3;
  return {days_of(year, month, std::min(base_date.day, days_in_month(year, month)))};
}

Date calendar_date(const Fields& fields, std::optional<Date> base) {
  const auto base_date = base ? std::optional(civil_of(base->days)) : std::nullopt;
  const std::int64_t year =
      year_field(fields, base_date ? std::optional(base_date->year) : std::nullopt);
  if (!base && fields.has("day") && !fields.has("month")) throw_missing(fields, "month");
  const int month =
      static_cast<int>(fields.integer("month", 1, 12).value_or(base_date ? base_date->month : 1));
  const int length = days_in_month(year, month);
  const auto day = fields.integer("day", 1, length);
  const int base_day = base_date ? std::min(base_date->day, length) : 1;
  return {days_of(year, month, day ? static_cast<int>(*day) : base_day)};
}

/// Milliseconds, microseconds and nanoseconds given: each counts in what the larger leaves.
std::optional<std::int64_t> fraction_field(const Fields& fields) {
  if (!fields.has("millisecond") && !fields.has("microsecond") && !fields.has("nanosecond")) {
    return std::nullopt;
  }
  const bool millis = fields.has("millisecond"), micros = fields.has("microsecond");
  const std::int64_t most_micros = millis ? 999 : 999'999;
  const std::int64_t most_nanos = micros ? 999 : (millis ? 999'999 : 999'999'999);
  return fields.integer("millisecond", 0, 999).value_or(0) * 1'000'000 +
         fields.integer("microsecond", 0, most_micros).value_or(0) * 1'000 +
         fields.integer("nanosecond", 0, most_nanos).value_or(0);
}

}  // namespace

Date date_from_fields(const Fields& fields, std::optional<Date> base) {
  Date date;
  if (fields.has("week") || fields.has("dayOfWeek")) {
    date = week_date(fields, base);
  } else if (fields.has("ordinalDay")) {
    date = ordinal_date(fields, base);
  } else if (fields.has("quarter") || fields.has("dayOfQuarter")) {
    date = quarter_date(fields, base);
  } else {
    date = calendar_date(fields, base);
  }
  if (!is_in_range(date.days)) throw_out_of_range("date");
  return date;
}

LocalTime time_from_fields(const Fields& fields, std::optional<LocalTime> base, bool add_fraction) {
  const std::int64_t base_seconds = base ? base->nanoseconds / nanoseconds_per_second : 0;
  const std::int64_t base_fraction = base ? base->nanoseconds % nanoseconds_per_second : 0;
  const auto given_fraction = fraction_field(fields);
  if (!base) {
    const bool second_needed = given_fraction.has_value();
    const bool minute_needed = second_needed || fields.has("second");
    const bool hour_needed = minute_needed || fields.has("minute");
    if (second_needed && !fields.has("second")) throw_missing(fields, "second");
    if (minute_needed && !fields.has("minute")) throw_missing(fields, "minute");
    if (hour_needed && !fields.has("hour")) throw_missing(fields, "hour");
  }
  const std::int64_t hour = fields.integer("hour", 0, 23).value_or(base_seconds / 3600);
  const std::int64_t minute = fields.integer("minute", 0, 59).value_or(base_seconds / 60 % 60);
  const std::int64_t second = fields.integer("second", 0, 59).value_or(base_seconds % 60);
  std::int64_t fraction = given_fraction.value_or(base_fraction);
  if (given_fraction && add_fraction) fraction += base_fraction;
  if (fraction >= nanoseconds_per_second) {
    throw_bad_component("the fractions of a second add up to a second or more");
  }
  return {(hour * 3600 + minute * 60 + second) * nanoseconds_per_second + fraction};
}

}  // namespace normgraph
