#include <array>
#include <string>

#include "grammar/x3/references.hpp"
#include "grammar/x3/tokens.hpp"

namespace normgraph::syntax {
namespace {

int number_at(Iterator p, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i) value = value * 10 + (p[i] - '0');
  return value;
}

bool digits_at(const State& state, Iterator p, int count) {
  if (state.end - p < count) return false;
  for (int i = 0; i < count; ++i) {
    if (!is_digit(p[i])) return false;
  }
  return true;
}

int days_in_month(int year, int month) {
  constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

[[noreturn]] void no_such_date(const State& state, Iterator first, Iterator last,
                               const char* part) {
  state.reject("NG1018", "UnexpectedSyntax",
               "there is no such " + std::string(part) + ": " + std::string(first, last), first,
               last, "a date is written 2026-08-02, a quarter 2026-Q3, a half-year 2026-H2");
}

/// `-05`, `-05-08`, `-Q3`, `-H2`, or nothing, behind the year.
void scan_rest_of_date(const State& state, Iterator first, Iterator& p) {
  if (state.end - p < 2 || *p != '-') return;
  const char kind = static_cast<char>(p[1] & ~0x20);
  if (kind == 'Q' || kind == 'H') {
    const char most = kind == 'Q' ? '4' : '2';
    const bool valid = state.end - p >= 3 && p[2] >= '1' && p[2] <= most;
    if (!valid)
      no_such_date(state, first, state.end - p >= 3 ? p + 3 : p + 2,
                   kind == 'Q' ? "quarter" : "half-year");
    p += 3;
    return;
  }
  if (!digits_at(state, p + 1, 2)) return;
  const int month = number_at(p + 1, 2);
  const bool is_season = month >= 21 && month <= 41;  // ISO 8601-2: seasons, quarters, half-years
  if (!is_season && (month < 1 || month > 12)) no_such_date(state, first, p + 3, "month");
  p += 3;
  if (is_season || state.end - p < 3 || *p != '-' || !digits_at(state, p + 1, 2)) return;
  const int day = number_at(p + 1, 2);
  if (day < 1 || day > days_in_month(number_at(first, 4), month))
    no_such_date(state, first, p + 3, "day");
  p += 3;
}

/// One date of any precision with its flags; p stays where none stands.
bool scan_date(const State& state, Iterator& p) {
  if (!digits_at(state, p, 4)) return false;
  Iterator q = p + 4;
  scan_rest_of_date(state, p, q);
  while (q != state.end && (*q == '~' || *q == '?' || *q == '%')) ++q;
  if (continues_name(q, state.end)) return false;
  p = q;
  return true;
}

bool dots_at(const State& state, Iterator p) {
  return state.end - p >= 2 && p[0] == '.' && p[1] == '.';
}

/// A date, `..`, or nothing (unknown), on one side of a slash.
bool scan_side(const State& state, Iterator& p) {
  if (dots_at(state, p)) {
    p += 2;
    return true;
  }
  return scan_date(state, p);
}

/// `[2025-10..2026-03]`
bool scan_choice(const State& state, Iterator& p) {
  Iterator q = state.skip(p + 1);
  const bool from = scan_date(state, q);
  q = state.skip(q);
  if (!dots_at(state, q)) return false;
  q = state.skip(q + 2);
  const bool to = scan_date(state, q);
  q = state.skip(q);
  if ((!from && !to) || q == state.end || *q != ']') return false;
  p = q + 1;
  return true;
}

bool scan_interval(const State& state, Iterator& p) {
  Iterator q = p;
  const bool from = scan_side(state, q);
  const bool slash =
      q != state.end && *q == '/' && (q + 1 == state.end || (q[1] != '/' && q[1] != '*'));
  if (!slash) {
    // `..` alone is no period
    if (!from || dots_at(state, p)) return false;
    p = q;
    return true;
  }
  ++q;
  const bool to = scan_side(state, q);
  if (!from && !to) return false;
  p = q;
  return true;
}

struct Unit {
  std::string_view word;
  char letter;
  int times;
};
constexpr std::array units = {Unit{"DAY", 'D', 1},     Unit{"DAYS", 'D', 1},
                              Unit{"WEEK", 'W', 1},    Unit{"WEEKS", 'W', 1},
                              Unit{"MONTH", 'M', 1},   Unit{"MONTHS", 'M', 1},
                              Unit{"QUARTER", 'M', 3}, Unit{"QUARTERS", 'M', 3},
                              Unit{"YEAR", 'Y', 1},    Unit{"YEARS", 'Y', 1}};

/// `P6M`, `P1Y6M`: letters and digits, one part at least.
bool scan_iso_duration(const State& state, Iterator& p) {
  if (p == state.end || (*p != 'P' && *p != 'p')) return false;
  Iterator q = p + 1;
  bool any = false;
  while (digits_at(state, q, 1)) {
    while (digits_at(state, q, 1)) ++q;
    if (q == state.end || std::string_view("YMWDymwd").find(*q) == std::string_view::npos)
      return false;
    ++q;
    any = true;
  }
  if (!any || continues_name(q, state.end)) return false;
  p = q;
  return true;
}

/// `6 months`: appends "6M".
bool scan_counted_unit(const State& state, Iterator& p, std::string& text) {
  Iterator q = p;
  while (q != state.end && is_digit(*q)) ++q;
  if (q == p || q - p > 9) return false;
  const int count = std::stoi(std::string(p, q));
  const Iterator word = state.skip(q);
  const Iterator stop = scan_name(word, state.end);
  for (const Unit& unit : units) {
    if (!equals_word({word, static_cast<std::size_t>(stop - word)}, unit.word)) continue;
    text += std::to_string(static_cast<std::int64_t>(count) * unit.times) + unit.letter;
    p = stop;
    return true;
  }
  state.reject("NG1001", "UnexpectedSyntax", "a duration is written 6 months or P6M", p,
               stop == word ? q : stop, "the units are days, weeks, months, quarters and years");
}

}  // namespace

bool scan_period(State& state, Iterator& p, ast::PeriodLiteral& literal) {
  if (p == state.end) return false;
  Iterator q = p;
  ast::Parameter parameter;
  if (scan_parameter(state, q, parameter)) {
    literal.text.assign(p, q);
    literal.span = state.span(p, q);
    p = q;
    return true;
  }
  if (*p == '[' ? !scan_choice(state, q) : !scan_interval(state, q)) return false;
  literal.text.assign(p, q);
  literal.span = state.span(p, q);
  p = q;
  return true;
}

bool scan_duration(State& state, Iterator& p, ast::Duration& duration) {
  const Iterator start = p;
  if (scan_iso_duration(state, p)) {
    duration.text.assign(start, p);
    for (char& c : duration.text) c = c >= 'a' ? static_cast<char>(c - 32) : c;
  } else {
    std::string parts;
    Iterator q = p;
    while (scan_counted_unit(state, q, parts)) {
      p = q;
      q = state.skip(q);
    }
    if (parts.empty()) return false;
    duration.text = "P" + parts;
  }
  duration.span = state.span(start, p);
  return true;
}

}  // namespace normgraph::syntax
