#include "graph/value/period.hpp"

#include <tuple>

#include "graph/value/temporal/arithmetic.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/units.hpp"

namespace normgraph {
namespace {

/// `days` moved by one unit, forwards or backwards. A bound is the first or last day of its unit,
/// so last days are moved as the day behind them.
std::int64_t move_by_unit(std::int64_t days, Period::Form unit, int direction) {
  switch (unit) {
    case Period::Form::Month:
      return add_months(days, direction);
    case Period::Form::Quarter:
      return add_months(days, direction * 3);
    case Period::Form::Half:
      return add_months(days, direction * 6);
    case Period::Form::Year:
      return add_months(days, direction * 12);
    default:
      return days + direction;
  }
}

auto sort_key(const Period& p) {
  const DayBounds days = widened(p);
  return std::tuple(p.first, p.last, p.approximate, p.uncertain, p.last_approximate,
                    p.last_uncertain, p.unknown_start, p.unknown_end, days.first, days.last);
}

}  // namespace

Period period_of_day(Date day) {
  Period result;
  result.first = result.last = day.days;
  return result;
}

DayBounds widened(const Period& p) {
  DayBounds days{p.first, p.last};
  if ((p.approximate || p.uncertain) && p.first != Period::open_start) {
    days.first = move_by_unit(p.first, p.first_unit, -1);
  }
  if ((p.last_approximate || p.last_uncertain) && p.last != Period::open_end) {
    days.last = move_by_unit(p.last + 1, p.last_unit, 1) - 1;
  }
  return days;
}

Truth is_before(const Period& a, const Period& b) {
  const DayBounds x = widened(a), y = widened(b);
  if (x.last < y.first) return Truth::True;
  return x.first >= y.last ? Truth::False : Truth::Null;
}

Truth overlaps(const Period& a, const Period& b) {
  // An unknown end lies somewhere behind the start: the period is certainly one day, possibly more.
  const auto meet = [](std::int64_t a_first, std::int64_t a_last, std::int64_t b_first,
                       std::int64_t b_last) { return a_first <= b_last && b_first <= a_last; };
  if (!meet(a.first, a.last, b.first, b.last)) return Truth::False;
  const std::int64_t a_first = a.unknown_start ? a.last : a.first;
  const std::int64_t a_last = a.unknown_end ? a.first : a.last;
  const std::int64_t b_first = b.unknown_start ? b.last : b.first;
  const std::int64_t b_last = b.unknown_end ? b.first : b.last;
  return meet(a_first, a_last, b_first, b_last) ? Truth::True : Truth::Null;
}

int compare_periods(const Period& a, const Period& b) {
  const auto x = sort_key(a), y = sort_key(b);
  return x < y ? -1 : (y < x ? 1 : 0);
}

namespace {

/// Bounds that are open stay so.
std::int64_t shifted(std::int64_t days, const Duration& d) {
  if (days == Period::open_start || days == Period::open_end) return days;
  return add(Date{days}, d).days;
}

/// The last day of a month, quarter and so on is moved as the day behind it, or February would cut
/// the longer months that follow.
std::int64_t shifted_last(std::int64_t days, Period::Form unit, const Duration& d) {
  if (unit == Period::Form::Day || days == Period::open_end) return shifted(days, d);
  return shifted(days + 1, d) - 1;
}

int months_in(Period::Form unit) {
  switch (unit) {
    case Period::Form::Month:
      return 1;
    case Period::Form::Quarter:
      return 3;
    case Period::Form::Half:
      return 6;
    case Period::Form::Year:
      return 12;
    default:
      return 0;
  }
}

/// The precision that a bound still has when its day begins (or ends) some units.
Period::Form unit_after(Period::Form unit, const Duration& d) {
  const int months = months_in(unit);
  const bool whole_months = d.days == 0 && d.seconds / seconds_per_day == 0;
  if (months == 0 || (whole_months && d.months % months == 0)) return unit;
  return whole_months ? Period::Form::Month : Period::Form::Day;
}

}  // namespace

Period add(const Period& period, const Duration& d) {
  Period result = period;
  const auto first_unit = unit_after(period.first_unit, d);
  const auto last_unit = unit_after(period.last_unit, d);
  if (first_unit != period.first_unit || last_unit != period.last_unit) {
    // A finer unit would make "approximate" mean less than it did: keep the days that it meant.
    const DayBounds days = widened(period);
    result.first = days.first;
    result.last = days.last;
    result.approximate = result.uncertain = false;
    result.last_approximate = result.last_uncertain = false;
    if (period.form != Period::Form::Interval) result.form = Period::Form::OneOf;
  }
  result.first = shifted(result.first, d);
  result.last = shifted_last(result.last, period.last_unit, d);
  result.first_unit = first_unit;
  result.last_unit = last_unit;
  return result;
}

}  // namespace normgraph
