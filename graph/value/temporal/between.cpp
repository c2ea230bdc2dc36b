#include "graph/value/temporal/between.hpp"

#include <fmt/core.h>

#include <tuple>

#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parts.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

/// Both ends made comparable: local date-times on one clock, and that clock's zone if there is one.
struct Ends {
  LocalDateTime from, to;
  std::optional<Zone> zone;
  DateTime from_instant, to_instant;  // with a zone only
  bool both_dated = false;
};

LocalDateTime local_of(const Value& value, Date date) {
  return combine(date, time_part(value).value_or(LocalTime{}));
}

DateTime instant_of(const Value& value, const LocalDateTime& local, Zone zone) {
  return value.type() == Type::DateTime ? value.as_date_time() : date_time_of(local, zone);
}

Ends ends_of(const Value& from, const Value& to) {
  for (const Value* v : {&from, &to}) {
    if (!is_instant(v->type())) {
      throw_bad_type(fmt::format("there is no duration to or from a {}", type_name(v->type())));
    }
  }
  const auto from_date = date_part(from), to_date = date_part(to);
  Ends ends;
  ends.both_dated = from_date && to_date;
  const Date any_date = from_date ? *from_date : to_date.value_or(Date{});
  ends.from = local_of(from, any_date);
  ends.to = local_of(to, to_date ? *to_date : any_date);
  const auto from_zone = zone_part(from), to_zone = zone_part(to);
  if (!from_zone && !to_zone) return ends;
  ends.zone = from_zone ? from_zone : to_zone;
  ends.from_instant = instant_of(from, ends.from, *ends.zone);
  ends.to_instant = instant_of(to, ends.to, to_zone ? *to_zone : *ends.zone);
  // Calendar units are counted on the clock of the start.
  ends.to_instant.zone = *ends.zone;
  ends.from = local_date_time_of(ends.from_instant);
  ends.to = local_date_time_of(ends.to_instant);
  return ends;
}

/// The days from `a` to `b` that are full by the clock: less one where the clock of `b` is not
/// there yet. Towards zero in both directions.
std::int64_t whole_days(const LocalDateTime& a, const LocalDateTime& b) {
  std::int64_t days = date_of(b).days - date_of(a).days;
  if (days > 0 && local_time_of(b) < local_time_of(a)) --days;
  if (days < 0 && local_time_of(b) > local_time_of(a)) ++days;
  return days;
}

std::int64_t whole_months(const LocalDateTime& a, const LocalDateTime& b) {
  const CivilDate from = civil_of(date_of(a).days);
  const CivilDate to = civil_of(date_of(a).days + whole_days(a, b));
  // A day counts as a 32nd of a month, so that the division cuts incomplete months towards zero.
  const std::int64_t from_position = (from.year * 12 + from.month) * 32 + from.day;
  const std::int64_t to_position = (to.year * 12 + to.month) * 32 + to.day;
  return (to_position - from_position) / 32;
}

/// `a` moved on the calendar.
LocalDateTime moved(const LocalDateTime& a, std::int64_t months, std::int64_t days) {
  return combine({add_months(date_of(a).days, months) + days}, local_time_of(a));
}

/// From `start` (on the clock of the ends) to the end, as seconds and a positive fraction.
Duration clock_between(const Ends& ends, const LocalDateTime& start) {
  Duration result;
  if (ends.zone) {
    // The start itself may stand in a repeated hour: then its own instant says which it was.
    const bool unmoved = start == ends.from;
    const std::int64_t instant =
        unmoved ? ends.from_instant.seconds
                : normgraph::instant_of(*ends.zone, start.seconds,
                                        offset_at(*ends.zone, ends.from_instant.seconds));
    result.seconds = ends.to_instant.seconds - instant;
    result.nanoseconds = ends.to_instant.nanoseconds - start.nanoseconds;
  } else {
    result.seconds = ends.to.seconds - start.seconds;
    result.nanoseconds = ends.to.nanoseconds - start.nanoseconds;
  }
  if (result.nanoseconds < 0) {
    result.nanoseconds += nanoseconds_per_second;
    --result.seconds;
  }
  return result;
}

}  // namespace

Duration duration_between(const Value& from, const Value& to) {
  const Ends ends = ends_of(from, to);
  if (!ends.both_dated) return clock_between(ends, ends.from);
  const std::int64_t months = whole_months(ends.from, ends.to);
  const LocalDateTime after_months = moved(ends.from, months, 0);
  const std::int64_t days = whole_days(after_months, ends.to);
  Duration result = clock_between(ends, moved(after_months, 0, days));
  result.months = months;
  result.days = days;
  return result;
}

Duration duration_in_months(const Value& from, const Value& to) {
  const Ends ends = ends_of(from, to);
  Duration result;
  if (ends.both_dated) result.months = whole_months(ends.from, ends.to);
  return result;
}

Duration duration_in_days(const Value& from, const Value& to) {
  const Ends ends = ends_of(from, to);
  Duration result;
  if (ends.both_dated) result.days = whole_days(ends.from, ends.to);
  return result;
}

Duration duration_in_seconds(const Value& from, const Value& to) {
  const Ends ends = ends_of(from, to);
  return clock_between(ends, ends.from);
}

}  // namespace normgraph
