#include "graph/value/temporal/parse_date.hpp"

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph {
namespace {

/// Four digits, or a sign and up to nine with a hyphen or nothing behind them.
std::optional<std::int64_t> take_year(Cursor& text) {
  const bool negative = text.peek() == '-';
  if (!negative && text.peek() != '+') return text.number(4);
  text.advance(1);
  const std::size_t digits = text.digits_ahead();
  if (digits == 0 || digits > 9) return std::nullopt;
  const std::int64_t year = *text.number(digits);
  const char next = text.peek();
  if (next != '\0' && next != '-' && next != 'T') return std::nullopt;
  return negative ? -year : year;
}

bool within(std::int64_t value, std::int64_t first, std::int64_t last) {
  return value >= first && value <= last;
}

std::optional<Date> calendar_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (!within(month, 1, 12)) return std::nullopt;
  const int m = static_cast<int>(month);
  if (!within(day, 1, days_in_month(year, m))) return std::nullopt;
  return Date{days_of(year, m, static_cast<int>(day))};
}

std::optional<Date> ordinal_date(std::int64_t year, std::int64_t day) {
  if (!within(day, 1, days_in_year(year))) return std::nullopt;
  return Date{days_of(year, 1, 1) + day - 1};
}

/// Behind "W": `30`, `30-2`, `302`.
std::optional<Date> take_week(Cursor& text, std::int64_t year, bool extended) {
  const auto week = text.number(2);
  if (!week || !within(*week, 1, weeks_in_year(year))) return std::nullopt;
  std::int64_t day = 1;
  if (extended ? text.take('-') : text.digits_ahead() > 0) {
    const auto number = text.number(1);
    if (!number || !within(*number, 1, 7)) return std::nullopt;
    day = *number;
  }
  return Date{days_of(WeekDate{year, static_cast<int>(*week), static_cast<int>(day)})};
}

/// Behind "Q": `2`, `2-60`, `260`.
std::optional<Date> take_quarter(Cursor& text, std::int64_t year, bool extended) {
  const auto quarter = text.number(1);
  if (!quarter || !within(*quarter, 1, 4)) return std::nullopt;
  const std::int64_t first = days_of(year, static_cast<int>(*quarter) * 3 - 2, 1);
  if (!(extended ? text.take('-') : text.digits_ahead() > 0)) return Date{first};
  const auto day = text.number(2);
  if (!day || !within(*day, 1, add_months(first, 3) - first)) return std::nullopt;
  return Date{first + *day - 1};
}

/// Behind "2015-": `07-21`, `07`, `W30…`, `Q2…`, `202`.
std::optional<Date> take_extended(Cursor& text, std::int64_t year) {
  if (text.take('W')) return take_week(text, year, true);
  if (text.take('Q')) return take_quarter(text, year, true);
  if (text.digits_ahead() == 3) return ordinal_date(year, *text.number(3));
  const auto month = text.number(2);
  if (!month) return std::nullopt;
  if (!text.take('-')) return calendar_date(year, *month, 1);
  const auto day = text.number(2);
  return day ? calendar_date(year, *month, *day) : std::nullopt;
}

/// Behind "2015": `0721`, `07`, `W30…`, `Q2…`, `202`, nothing.
std::optional<Date> take_basic(Cursor& text, std::int64_t year) {
  if (text.take('W')) return take_week(text, year, false);
  if (text.take('Q')) return take_quarter(text, year, false);
  switch (text.digits_ahead()) {
    case 0:
      return calendar_date(year, 1, 1);
    case 2:
      return calendar_date(year, *text.number(2), 1);
    case 3:
      return ordinal_date(year, *text.number(3));
    case 4: {
      const auto month = text.number(2), day = text.number(2);
      return calendar_date(year, *month, *day);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Date> take_date(Cursor& text) {
  const auto year = take_year(text);
  if (!year) return std::nullopt;
  const auto date = text.take('-') ? take_extended(text, *year) : take_basic(text, *year);
  return date && is_in_range(date->days) ? date : std::nullopt;
}

Date parse_date(std::string_view text) {
  Cursor cursor(text);
  const auto date = take_date(cursor);
  if (!date || !cursor.at_end()) throw_bad_text("date", text, "2015-07-21");
  return *date;
}

}  // namespace normgraph
