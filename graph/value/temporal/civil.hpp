#pragma once

#include <cstdint>

// The calendar: proleptic Gregorian dates and days since 1970-01-01, in 64 bits, because years run
// to ±999,999,999. Everything here is arithmetic; it knows no text and no zones.

namespace normgraph {

constexpr std::int64_t min_year = -999'999'999, max_year = 999'999'999;

struct CivilDate {
  std::int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
  friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

/// A year of ISO 8601 weeks, the week (1 to 53) and the day in it (Monday is 1).
struct WeekDate {
  std::int64_t year = 1970;
  int week = 1;
  int day = 1;
};

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}
/// The remainder with the sign of `b`.
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  const std::int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

constexpr bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
constexpr int days_in_year(std::int64_t year) { return is_leap_year(year) ? 366 : 365; }
int days_in_month(std::int64_t year, int month);

/// Requires a date of the calendar.
std::int64_t days_of(std::int64_t year, int month, int day);
inline std::int64_t days_of(const CivilDate& d) { return days_of(d.year, d.month, d.day); }
CivilDate civil_of(std::int64_t days);

/// 1 (Monday) to 7.
int weekday_of(std::int64_t days);
int weeks_in_year(std::int64_t week_year);
WeekDate week_date_of(std::int64_t days);
/// Requires a week of that year.
std::int64_t days_of(const WeekDate& d);
/// 1 to 366.
int ordinal_day_of(std::int64_t days);

/// The same day so many months later; in a shorter month its last day. Saturates nothing: the
/// caller keeps `months` within ±2^40.
std::int64_t add_months(std::int64_t days, std::int64_t months);

/// Whether a day lies within the years that dates may have.
bool is_in_range(std::int64_t days);

}  // namespace normgraph
