#include <gtest/gtest.h>

#include <random>

#include "graph/value/temporal/civil.hpp"

namespace normgraph {
namespace {

/// Counts days one by one: slow, but nothing in it can be wrong.
struct NaiveDay {
  CivilDate civil{1600, 1, 1};
  int weekday = 6;  // 1600-01-01 was a Saturday
  int ordinal = 1;

  void next() {
    weekday = weekday % 7 + 1;
    ++ordinal;
    const bool leap = civil.year % 400 == 0 || (civil.year % 4 == 0 && civil.year % 100 != 0);
    const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (++civil.day <= lengths[civil.month - 1]) return;
    civil.day = 1;
    if (++civil.month <= 12) return;
    civil.month = 1;
    ++civil.year;
    ordinal = 1;
  }
};

TEST(Civil, AgreesWithCountingDays) {
  NaiveDay day;
  std::int64_t days = days_of(1600, 1, 1);
  EXPECT_EQ(days_of(1970, 1, 1), 0);
  for (; day.civil.year < 2401; day.next(), ++days) {
    ASSERT_EQ(days_of(day.civil), days);
    ASSERT_EQ(civil_of(days), day.civil);
    ASSERT_EQ(weekday_of(days), day.weekday);
    ASSERT_EQ(ordinal_day_of(days), day.ordinal);
    const WeekDate week = week_date_of(days);
    ASSERT_EQ(days_of(week), days);
    ASSERT_EQ(week.day, day.weekday);
    ASSERT_TRUE(week.week >= 1 && week.week <= weeks_in_year(week.year));
  }
}

TEST(Civil, KnowsTheEdgesOfWeekYears) {
  // From the examples of ISO 8601.
  const WeekDate a = week_date_of(days_of(2005, 1, 1));
  EXPECT_EQ(a.year, 2004);
  EXPECT_EQ(a.week, 53);
  const WeekDate b = week_date_of(days_of(2008, 12, 30));
  EXPECT_EQ(b.year, 2009);
  EXPECT_EQ(b.week, 1);
  EXPECT_EQ(weeks_in_year(2004), 53);
  EXPECT_EQ(weeks_in_year(2005), 52);
}

TEST(Civil, HoldsOverAllYears) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> any(days_of(min_year, 1, 1),
                                                  days_of(max_year, 12, 31));
  for (int i = 0; i < 100000; ++i) {
    const std::int64_t days = any(random);
    ASSERT_EQ(days_of(civil_of(days)), days);
    ASSERT_EQ(days_of(week_date_of(days)), days);
  }
  EXPECT_TRUE(is_in_range(days_of(min_year, 1, 1)));
  EXPECT_FALSE(is_in_range(days_of(min_year, 1, 1) - 1));
  EXPECT_FALSE(is_in_range(days_of(max_year, 12, 31) + 1));
}

TEST(Civil, CutsTheDayWhenAMonthIsShorter) {
  EXPECT_EQ(add_months(days_of(2024, 1, 31), 1), days_of(2024, 2, 29));
  EXPECT_EQ(add_months(days_of(2023, 1, 31), 1), days_of(2023, 2, 28));
  EXPECT_EQ(add_months(days_of(2024, 2, 29), -12), days_of(2023, 2, 28));
  EXPECT_EQ(add_months(days_of(-1, 12, 31), 2), days_of(0, 2, 29));
}

TEST(Civil, DividesTowardsMinusInfinity) {
  EXPECT_EQ(floor_div(-7, 2), -4);
  EXPECT_EQ(floor_mod(-7, 2), 1);
  EXPECT_EQ(floor_div(7, -2), -4);
  EXPECT_EQ(floor_mod(7, 2), 1);
}

}  // namespace
}  // namespace normgraph
