#include "graph/value/period.hpp"

#include <tuple>

#include "graph/value/temporal/civil.hpp"

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

int compare_periods(const Period& a, const Period& b) {
  const auto x = sort_key(a), y = sort_key(b);
  return x < y ? -1 : (y < x ? 1 : 0);
}

}  // namespace normgraph
