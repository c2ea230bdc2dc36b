#include "graph/value/temporal/arithmetic.hpp"

#include "graph/value/period.hpp"
#include "graph/value/temporal/duration.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

/// Beyond these a result lies outside the calendar whatever it is added to.
constexpr std::int64_t month_limit = 12 * 2 * max_year, day_limit = 800'000'000'000;

/// Months and days on the calendar.
std::int64_t add_calendar(std::int64_t days, std::int64_t more_months, std::int64_t more_days) {
  if (more_months > month_limit || more_months < -month_limit || more_days > day_limit ||
      more_days < -day_limit) {
    throw_out_of_range("date");
  }
  const std::int64_t result = add_months(days, more_months) + more_days;
  if (!is_in_range(result)) throw_out_of_range("date");
  return result;
}

/// Seconds since the epoch, plus seconds and nanoseconds, in range.
LocalDateTime add_clock(std::int64_t seconds, std::int32_t nanoseconds, const Duration& d) {
  WideInteger total = WideInteger{seconds} + d.seconds;
  std::int32_t fraction = nanoseconds + d.nanoseconds;  // both below 10^9
  if (fraction >= nanoseconds_per_second) {
    fraction -= nanoseconds_per_second;
    ++total;
  }
  constexpr WideInteger limit = WideInteger{day_limit} * seconds_per_day;
  if (total > limit || total < -limit) throw_out_of_range("date");
  const LocalDateTime result{static_cast<std::int64_t>(total), fraction};
  if (!is_in_range(date_of(result).days)) throw_out_of_range("date");
  return result;
}

}  // namespace

Date add(Date d, const Duration& duration) {
  // Cut towards zero: minus half a day is no day.
  std::int64_t seconds = duration.seconds;
  if (seconds < 0 && duration.nanoseconds > 0) ++seconds;
  const std::int64_t day = add_calendar(d.days, duration.months, duration.days);
  return {add_calendar(day, 0, seconds / seconds_per_day)};
}

LocalTime add(LocalTime t, const Duration& duration) {
  const std::int64_t seconds = floor_mod(duration.seconds, seconds_per_day);
  return {floor_mod(t.nanoseconds + seconds * nanoseconds_per_second + duration.nanoseconds,
                    nanoseconds_per_day)};
}

Time add(Time t, const Duration& duration) {
  return {add(LocalTime{t.nanoseconds}, duration).nanoseconds, t.offset};
}

LocalDateTime add(LocalDateTime t, const Duration& duration) {
  const Date day{add_calendar(date_of(t).days, duration.months, duration.days)};
  const LocalDateTime moved = combine(day, local_time_of(t));
  return add_clock(moved.seconds, moved.nanoseconds, duration);
}

DateTime add(const DateTime& t, const Duration& duration) {
  std::int64_t instant = t.seconds;
  if (duration.months != 0 || duration.days != 0) {
    const std::int32_t offset = offset_at(t.zone, t.seconds);
    const LocalDateTime local{t.seconds + offset, t.nanoseconds};
    const Date day{add_calendar(date_of(local).days, duration.months, duration.days)};
    instant = instant_of(t.zone, combine(day, local_time_of(local)).seconds, offset);
  }
  const LocalDateTime moved = add_clock(instant, t.nanoseconds, duration);
  return {moved.seconds, moved.nanoseconds, t.zone};
}

std::optional<Value> temporal_add(const Value& a, const Value& b) {
  if (b.type() != Type::Duration) {
    return a.type() == Type::Duration ? temporal_add(b, a) : std::nullopt;
  }
  const Duration& d = b.as_duration();
  switch (a.type()) {
    case Type::Date:
      return Value::date(add(a.as_date(), d));
    case Type::Time:
      return Value::time(add(a.as_time(), d));
    case Type::LocalTime:
      return Value::local_time(add(a.as_local_time(), d));
    case Type::DateTime:
      return Value::date_time(add(a.as_date_time(), d));
    case Type::LocalDateTime:
      return Value::local_date_time(add(a.as_local_date_time(), d));
    case Type::Duration:
      return Value::duration(add(a.as_duration(), d));
    case Type::Period:
      return Value::period(add(a.as_period(), d));
    default:
      return std::nullopt;
  }
}

std::optional<Value> temporal_subtract(const Value& a, const Value& b) {
  if (b.type() != Type::Duration) return std::nullopt;
  if (a.type() == Type::Duration) {
    return Value::duration(subtract(a.as_duration(), b.as_duration()));
  }
  return temporal_add(a, Value::duration(negated(b.as_duration())));
}

std::optional<Value> temporal_multiply(const Value& a, const Value& b) {
  if (a.type() == Type::Duration && b.is_number()) {
    return Value::duration(multiply(a.as_duration(), b));
  }
  if (b.type() == Type::Duration && a.is_number()) {
    return Value::duration(multiply(b.as_duration(), a));
  }
  return std::nullopt;
}

std::optional<Value> temporal_divide(const Value& a, const Value& b) {
  if (a.type() != Type::Duration || !b.is_number()) return std::nullopt;
  return Value::duration(divide(a.as_duration(), b));
}

}  // namespace normgraph
