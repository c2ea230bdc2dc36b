#include "graph/value/temporal/civil.hpp"

#include <algorithm>

namespace normgraph {

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Both conversions count in years that begin in March, so that the leap day is the last of its
// year, and in eras of 400 years (146,097 days), which repeat exactly.

std::int64_t days_of(std::int64_t year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month_from_march = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr std::int64_t days_to_1970 = 719'468;  // from 0000-03-01
  return era * 146'097 + day_of_era - days_to_1970;
}

CivilDate civil_of(std::int64_t days) {
  const std::int64_t z = days + 719'468;
  const std::int64_t era = floor_div(z, 146'097);
  // Below 146,097: divisions of 32 bits are quicker.
  const auto day_of_era = static_cast<std::uint32_t>(z - era * 146'097);
  const std::uint32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::uint32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month =
      static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int weekday_of(std::int64_t days) {
  return static_cast<int>(floor_mod(days + 3, 7)) + 1;  // 1970-01-01 was a Thursday
}

namespace {

/// The Monday of week 1, which is the week with January 4 in it.
std::int64_t first_week_start(std::int64_t week_year) {
  const std::int64_t january_4 = days_of(week_year, 1, 4);
  return january_4 - (weekday_of(january_4) - 1);
}

}  // namespace

int weeks_in_year(std::int64_t week_year) {
  return static_cast<int>((first_week_start(week_year + 1) - first_week_start(week_year)) / 7);
}

WeekDate week_date_of(std::int64_t days) {
  // The Thursday of a week lies in the year that the week belongs to.
  const int weekday = weekday_of(days);
  const std::int64_t year = civil_of(days - weekday + 4).year;
  return {year, static_cast<int>((days - first_week_start(year)) / 7) + 1, weekday};
}

std::int64_t days_of(const WeekDate& d) {
  return first_week_start(d.year) + (d.week - 1) * 7 + d.day - 1;
}

int ordinal_day_of(std::int64_t days) {
  return static_cast<int>(days - days_of(civil_of(days).year, 1, 1)) + 1;
}

std::int64_t add_months(std::int64_t days, std::int64_t months) {
  if (months == 0) return days;
  const CivilDate d = civil_of(days);
  const std::int64_t month_count = d.year * 12 + (d.month - 1) + months;
  const std::int64_t year = floor_div(month_count, 12);
  const int month = static_cast<int>(floor_mod(month_count, 12)) + 1;
  return days_of(year, month, std::min(d.day, days_in_month(year, month)));
}

bool is_in_range(std::int64_t days) {
  static const std::int64_t first = days_of(min_year, 1, 1), last = days_of(max_year, 12, 31);
  return days >= first && days <= last;
}

}  // namespace normgraph
