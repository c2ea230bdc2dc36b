#include <fmt/core.h>

#include <optional>

#include "graph/value/period.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/cursor.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/print.hpp"

// The notation of periods: one bound is a date with its precision and qualifier; a period is one
// bound, `[bound..bound]` or `bound/bound`.

namespace normgraph {
namespace {

using Form = Period::Form;

struct Bound {
  std::int64_t first = 0, last = 0;  // days
  Form unit = Form::Day;
  bool approximate = false, uncertain = false;
  bool several_years = false;  // `202X`: not one unit
};

Bound months_bound(std::int64_t year, int first_month, int months, Form unit) {
  const std::int64_t first = days_of(year, first_month, 1);
  return {first, add_months(first, months) - 1, unit, false, false, false};
}

Bound year_bound(std::int64_t year) { return months_bound(year, 1, 12, Form::Year); }

/// "2025", "-0044", "Y12345"; unspecified digits at the end ("202X", "20XX") give all those years.
std::optional<Bound> parse_year(Cursor& text) {
  const bool long_year = text.take('Y');
  const bool negative = text.take('-');
  const std::size_t digits = text.digits_ahead();
  if (long_year) {
    if (digits < 5 || digits > 9) return std::nullopt;
    const std::int64_t year = *text.number(digits);
    return year_bound(negative ? -year : year);
  }
  if (digits < 2 || digits > 4) return std::nullopt;
  std::int64_t year = *text.number(digits);
  std::int64_t span = 1;
  for (std::size_t i = digits; i < 4; ++i) {
    if (!text.take('X')) return std::nullopt;
    year *= 10;
    span *= 10;
  }
  if (span > 1 && negative) return std::nullopt;
  Bound bound = year_bound(negative ? -year : year);
  if (span > 1) {
    bound.last = days_of(year + span - 1, 12, 31);
    bound.several_years = true;
  }
  return bound;
}

/// `digit` of a quarter or half behind its letter.
std::optional<Bound> parse_part_of_year(std::int64_t year, char kind, std::int64_t digit) {
  if (kind == 'Q' && digit >= 1 && digit <= 4) {
    return months_bound(year, static_cast<int>(digit) * 3 - 2, 3, Form::Quarter);
  }
  if (kind == 'H' && digit >= 1 && digit <= 2) {
    return months_bound(year, static_cast<int>(digit) * 6 - 5, 6, Form::Half);
  }
  return std::nullopt;
}

/// Behind "2025-08": nothing, "-02" or "-XX".
std::optional<Bound> parse_day(Cursor& text, std::int64_t year, int month) {
  const Bound whole_month = months_bound(year, month, 1, Form::Month);
  if (text.rest().starts_with("-XX")) {
    text.advance(3);
    return whole_month;
  }
  if (!text.take('-')) return whole_month;
  const auto day = text.number(2);
  if (!day || *day < 1 || *day > days_in_month(year, month)) return std::nullopt;
  const std::int64_t days = days_of(year, month, static_cast<int>(*day));
  return Bound{days, days, Form::Day, false, false, false};
}

/// Behind "2025": nothing, a month with or without day, a quarter or a half.
std::optional<Bound> parse_month(Cursor& text, const Bound& whole_year) {
  const std::int64_t year = civil_of(whole_year.first).year;
  if (text.rest().starts_with("-XX")) {
    text.advance(3);
    if (text.rest().starts_with("-XX")) text.advance(3);
    return whole_year;
  }
  if (!text.take('-')) return whole_year;
  const char kind = text.peek();
  if (kind == 'Q' || kind == 'H') {
    text.advance(1);
    const auto digit = text.number(1);
    return digit ? parse_part_of_year(year, kind, *digit) : std::nullopt;
  }
  const auto number = text.number(2);
  if (!number) return std::nullopt;
  // ISO 8601-2: 33 to 36 are quarters, 40 and 41 are halves.
  if (*number >= 33 && *number <= 36) return parse_part_of_year(year, 'Q', *number - 32);
  if (*number == 40 || *number == 41) return parse_part_of_year(year, 'H', *number - 39);
  if (*number < 1 || *number > 12) return std::nullopt;
  return parse_day(text, year, static_cast<int>(*number));
}

std::optional<Bound> parse_bound(Cursor& text) {
  auto bound = parse_year(text);
  if (bound && !bound->several_years) bound = parse_month(text, *bound);
  if (!bound) return std::nullopt;
  if (text.take('%')) {
    bound->approximate = bound->uncertain = true;
  } else if (text.take('~')) {
    bound->approximate = true;
  } else if (text.take('?')) {
    bound->uncertain = true;
  }
  return bound;
}

void set_first(Period& period, const Bound& bound) {
  period.first = bound.first;
  period.first_unit = bound.unit;
  period.approximate = bound.approximate;
  period.uncertain = bound.uncertain;
}

void set_last(Period& period, const Bound& bound) {
  period.last = bound.last;
  period.last_unit = bound.unit;
  period.last_approximate = bound.approximate;
  period.last_uncertain = bound.uncertain;
}

bool parse_both(Cursor& text, Period& period) {
  const auto bound = parse_bound(text);
  if (!bound) return false;
  set_first(period, *bound);
  set_last(period, *bound);
  period.form = bound->several_years ? Form::OneOf : bound->unit;
  return true;
}

/// Behind "[": `a..b`, `..b`, `a..` or `a`.
bool parse_one_of(Cursor& text, Period& period) {
  period.form = Form::OneOf;
  if (text.peek() != '.') {
    const auto first = parse_bound(text);
    if (!first) return false;
    set_first(period, *first);
    if (text.take(']')) {
      set_last(period, *first);
      return true;
    }
  }
  if (!text.take('.') || !text.take('.')) return false;
  if (text.take(']')) return period.first != Period::open_start;
  const auto last = parse_bound(text);
  if (!last) return false;
  set_last(period, *last);
  return text.take(']');
}

/// `a/b`, where either may be `..` (open) or missing (unknown), but not both missing.
bool parse_interval(Cursor& text, Period& period) {
  period.form = Form::Interval;
  if (text.rest().starts_with("../")) {
    text.advance(2);
  } else if (text.peek() == '/') {
    period.unknown_start = true;
  } else {
    const auto first = parse_bound(text);
    if (!first) return false;
    set_first(period, *first);
  }
  if (!text.take('/')) return false;
  if (text.rest() == "..") {
    text.advance(2);
  } else if (text.at_end()) {
    period.unknown_end = true;
  } else {
    const auto last = parse_bound(text);
    if (!last) return false;
    set_last(period, *last);
  }
  return !period.unknown_start || !period.unknown_end;
}

bool parse_any(Cursor& text, Period& period) {
  if (text.rest().find('/') != std::string_view::npos) return parse_interval(text, period);
  return text.take('[') ? parse_one_of(text, period) : parse_both(text, period);
}

std::string year_text(std::int64_t year) {
  if (year > 9999 || year < -9999) return fmt::format("Y{}", year);
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

std::string bound_text(std::int64_t day, Form unit, bool approximate, bool uncertain) {
  const CivilDate d = civil_of(day);
  std::string text = year_text(d.year);
  switch (unit) {
    case Form::Year:
      break;
    case Form::Half:
      text += fmt::format("-H{}", (d.month + 5) / 6);
      break;
    case Form::Quarter:
      text += fmt::format("-Q{}", (d.month + 2) / 3);
      break;
    case Form::Month:
      text += fmt::format("-{:02}", d.month);
      break;
    default:
      text += fmt::format("-{:02}-{:02}", d.month, d.day);
  }
  if (approximate && uncertain) return text + '%';
  if (approximate) return text + '~';
  return uncertain ? text + '?' : text;
}

std::string first_text(const Period& p) {
  return bound_text(p.first, p.first_unit, p.approximate, p.uncertain);
}

std::string last_text(const Period& p) {
  return bound_text(p.last, p.last_unit, p.last_approximate, p.last_uncertain);
}

}  // namespace

Period parse_period(std::string_view text) {
  Period period;
  Cursor cursor(text);
  if (!parse_any(cursor, period) || !cursor.at_end() || period.first > period.last) {
    throw_bad_text("period", text, "2025-Q3");
  }
  return period;
}

std::string to_text(const Period& p) {
  const bool open_start = p.first == Period::open_start, open_end = p.last == Period::open_end;
  if (p.form == Form::OneOf) {
    return fmt::format("[{}..{}]", open_start ? "" : first_text(p), open_end ? "" : last_text(p));
  }
  if (p.form == Form::Interval) {
    const std::string_view no_start = p.unknown_start ? "" : "..";
    const std::string_view no_end = p.unknown_end ? "" : "..";
    return fmt::format("{}/{}", open_start ? no_start : first_text(p),
                       open_end ? no_end : last_text(p));
  }
  return first_text(p);
}

}  // namespace normgraph
