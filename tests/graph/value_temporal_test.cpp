#include <gtest/gtest.h>

#include <random>
#include <string>

#include "grammar/error.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/temporal/arithmetic.hpp"
#include "graph/value/temporal/between.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/components.hpp"
#include "graph/value/temporal/construct.hpp"
#include "graph/value/temporal/duration.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/truncate.hpp"
#include "graph/value/text.hpp"
#include "tests/graph/value_support.hpp"

// Construction, components, truncation, arithmetic and differences of temporal values.

namespace normgraph {
namespace {

Value time(const char* s) { return Value::time(parse_time(s)); }
Value local_time(const char* s) { return Value::local_time(parse_local_time(s)); }
Value local_date_time(const char* s) { return Value::local_date_time(parse_local_date_time(s)); }
Value date_time(const char* s) { return Value::date_time(parse_date_time(s)); }
Value duration(const char* s) { return Value::duration(parse_duration(s)); }

std::string made_date(Map m) { return to_text(Value::date(make_date(Value::map(std::move(m))))); }
std::string made_time(Map m) {
  return to_text(Value::time(make_time(Value::map(std::move(m)), 0)));
}
std::string made_date_time(Map m) {
  return to_text(Value::date_time(make_date_time(Value::map(std::move(m)))));
}

TEST(Construct, DatesFromEachSystemOfComponents) {
  EXPECT_EQ(made_date({{"year", integer(2026)}}), "2026-01-01");
  EXPECT_EQ(made_date({{"year", integer(2026)}, {"month", integer(8)}, {"day", integer(2)}}),
            "2026-08-02");
  EXPECT_EQ(made_date({{"year", integer(2026)}, {"week", integer(31)}, {"dayOfWeek", integer(7)}}),
            "2026-08-02");
  EXPECT_EQ(made_date({{"year", integer(2026)}, {"ordinalDay", integer(214)}}), "2026-08-02");
  EXPECT_EQ(
      made_date({{"year", integer(2026)}, {"quarter", integer(3)}, {"dayOfQuarter", integer(33)}}),
      "2026-08-02");
}

TEST(Construct, OverridesTheBaseValue) {
  const Value base = date("2026-08-31");
  EXPECT_EQ(made_date({{"date", base}, {"month", integer(9)}}), "2026-09-30");
  EXPECT_EQ(made_date({{"date", base}, {"quarter", integer(1)}}), "2026-02-28");
  EXPECT_EQ(made_date({{"date", base}, {"week", integer(1)}}), "2025-12-29");
  EXPECT_EQ(made_date({{"date", base}, {"year", integer(28)}}), "0028-08-31");
  EXPECT_EQ(made_date({{"date", date_time("2026-08-31T23:00-05:00")}}), "2026-08-31");
}

TEST(Construct, ConvertsBetweenZonesOnlyWhenTheBaseHasOne) {
  EXPECT_EQ(made_time({{"time", time("12:31:14+01:00")}, {"timezone", string("+05:00")}}),
            "16:31:14+05:00");
  EXPECT_EQ(made_time({{"time", local_time("12:31:14")}, {"timezone", string("+05:00")}}),
            "12:31:14+05:00");
  EXPECT_EQ(made_date_time({{"date", date("2026-08-02")},
                            {"time", time("23:00+01:00")},
                            {"timezone", string("Asia/Tokyo")}}),
            "2026-08-03T07:00+09:00[Asia/Tokyo]");
  EXPECT_EQ(made_date_time({{"datetime", date_time("2017-10-29T02:30+01:00[Europe/Stockholm]")},
                            {"second", integer(1)}}),
            "2017-10-29T02:30:01+01:00[Europe/Stockholm]");
}

TEST(Construct, RefusesImpossibleComponents) {
  EXPECT_THROW(made_date({}), Error);
  EXPECT_THROW(made_date({{"year", integer(2026)}, {"day", integer(1)}}), Error);
  EXPECT_THROW(made_date({{"year", integer(2026)}, {"month", integer(13)}}), Error);
  EXPECT_THROW(made_date({{"year", integer(2025)}, {"month", integer(2)}, {"day", integer(29)}}),
               Error);
  EXPECT_THROW(made_date({{"year", integer(2026)}, {"week", integer(1)}, {"month", integer(1)}}),
               Error);
  EXPECT_THROW(made_date({{"year", Value::real(2026)}}), Error);
  EXPECT_THROW(made_date({{"year", integer(INT64_MAX)}}), Error);
  EXPECT_THROW(made_date({{"hour", integer(1)}}), Error);
  EXPECT_THROW(made_date({{"date", local_time("12:00")}}), Error);
  EXPECT_THROW(made_time({{"minute", integer(1)}}), Error);
  EXPECT_THROW(made_time({{"hour", integer(24)}}), Error);
  EXPECT_THROW(made_time({{"hour", integer(1)}, {"timezone", string("Mars/Base")}}), Error);
  EXPECT_THROW(make_date(integer(1)), Error);
  EXPECT_THROW(date_time_from_epoch(integer(INT64_MAX), integer(0)), Error);
  EXPECT_THROW(date_time_from_epoch(integer(0), integer(-1)), Error);
  EXPECT_THROW(duration_from_map({{"yeers", integer(1)}}), Error);
  EXPECT_THROW(duration_from_map({{"years", integer(INT64_MAX)}}), Error);
  EXPECT_THROW(duration_from_map({{"years", Value::real(1e300)}}), Error);
}

std::string component(const Value& value, const char* key) {
  const auto found = temporal_component(value, key);
  return found ? to_text(*found) : "none";
}

TEST(Components, AreThoseOfTheType) {
  const Value t = date_time("1984-11-11T12:31:14.645876123+01:00[Europe/Stockholm]");
  const std::pair<const char*, const char*> expected[] = {{"year", "1984"},
                                                          {"quarter", "4"},
                                                          {"month", "11"},
                                                          {"week", "45"},
                                                          {"weekYear", "1984"},
                                                          {"day", "11"},
                                                          {"ordinalDay", "316"},
                                                          {"weekDay", "7"},
                                                          {"dayOfWeek", "7"},
                                                          {"dayOfQuarter", "42"},
                                                          {"quarterDay", "42"},
                                                          {"hour", "12"},
                                                          {"minute", "31"},
                                                          {"second", "14"},
                                                          {"millisecond", "645"},
                                                          {"microsecond", "645876"},
                                                          {"nanosecond", "645876123"},
                                                          {"timezone", "Europe/Stockholm"},
                                                          {"offset", "+01:00"},
                                                          {"offsetMinutes", "60"},
                                                          {"offsetSeconds", "3600"},
                                                          {"epochSeconds", "469020674"},
                                                          {"epochMillis", "469020674645"},
                                                          {"months", "none"}};
  for (const auto& [key, value] : expected) EXPECT_EQ(component(t, key), value) << key;
  EXPECT_EQ(component(date("1984-11-11"), "hour"), "none");
  EXPECT_EQ(component(integer(1), "year"), "none");
  EXPECT_THROW(component(date_time("+999999999-01-01"), "epochMillis"), Error);
}

TEST(Components, OfDurationsAreWholeAmountsOfTheirGroup) {
  const Value d = duration("P1Y4M10DT1H1M1.111111111S");
  const std::pair<const char*, const char*> expected[] = {{"years", "1"},
                                                          {"quarters", "5"},
                                                          {"months", "16"},
                                                          {"weeks", "1"},
                                                          {"days", "10"},
                                                          {"hours", "1"},
                                                          {"minutes", "61"},
                                                          {"seconds", "3661"},
                                                          {"milliseconds", "3661111"},
                                                          {"microseconds", "3661111111"},
                                                          {"nanoseconds", "3661111111111"},
                                                          {"quartersOfYear", "1"},
                                                          {"monthsOfQuarter", "1"},
                                                          {"monthsOfYear", "4"},
                                                          {"daysOfWeek", "3"},
                                                          {"minutesOfHour", "1"},
                                                          {"secondsOfMinute", "1"},
                                                          {"millisecondsOfSecond", "111"},
                                                          {"microsecondsOfSecond", "111111"},
                                                          {"nanosecondsOfSecond", "111111111"}};
  for (const auto& [key, value] : expected) EXPECT_EQ(component(d, key), value) << key;
  EXPECT_THROW(component(duration("PT999999999999999999S"), "nanoseconds"), Error);
}

std::string truncated(Type type, const char* unit, const Value& value, Map fields = {}) {
  return to_text(truncate(type, unit, value, Value::map(std::move(fields)).as_map(), 0));
}

TEST(Truncate, CutsToTheBeginningOfTheUnit) {
  const Value t = date_time("1984-11-11T12:31:14.645876123+01:00");
  const std::pair<const char*, const char*> expected[] = {
      {"millennium", "1000-01-01T00:00+01:00"},
      {"century", "1900-01-01T00:00+01:00"},
      {"decade", "1980-01-01T00:00+01:00"},
      {"year", "1984-01-01T00:00+01:00"},
      {"weekYear", "1984-01-02T00:00+01:00"},
      {"quarter", "1984-10-01T00:00+01:00"},
      {"month", "1984-11-01T00:00+01:00"},
      {"week", "1984-11-05T00:00+01:00"},
      {"day", "1984-11-11T00:00+01:00"},
      {"hour", "1984-11-11T12:00+01:00"},
      {"minute", "1984-11-11T12:31+01:00"},
      {"second", "1984-11-11T12:31:14+01:00"},
      {"millisecond", "1984-11-11T12:31:14.645+01:00"},
      {"microsecond", "1984-11-11T12:31:14.645876+01:00"}};
  for (const auto& [unit, value] : expected) EXPECT_EQ(truncated(Type::DateTime, unit, t), value);
  EXPECT_EQ(truncated(Type::Date, "decade", date("-0005-01-01")), "-0010-01-01");
}

TEST(Truncate, SetsComponentsAndZone) {
  const Value t = date_time("1984-11-11T12:31:14.645876123-01:00");
  EXPECT_EQ(truncated(Type::DateTime, "week", t, {{"dayOfWeek", integer(2)}}),
            "1984-11-06T00:00-01:00");
  EXPECT_EQ(truncated(Type::DateTime, "hour", t, {{"timezone", string("Europe/Stockholm")}}),
            "1984-11-11T12:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(truncated(Type::LocalTime, "millisecond", t, {{"nanosecond", integer(2)}}),
            "12:31:14.645000002");
  EXPECT_THROW(truncated(Type::LocalTime, "millisecond", t, {{"nanosecond", integer(1'000'000)}}),
               Error);
  EXPECT_THROW(truncated(Type::Date, "hour", t), Error);
  EXPECT_THROW(truncated(Type::Time, "month", t), Error);
  EXPECT_THROW(truncated(Type::Time, "hour", date("1984-11-11")), Error);
  EXPECT_THROW(truncated(Type::Date, "fortnight", t), Error);
  EXPECT_THROW(truncated(Type::Date, "day", integer(1)), Error);
}

std::string sum(const Value& a, const Value& b) { return to_text(temporal_add(a, b).value()); }
std::string difference(const Value& a, const Value& b) {
  return to_text(temporal_subtract(a, b).value());
}

TEST(Arithmetic, MovesMonthsThenDaysThenTheClock) {
  EXPECT_EQ(sum(date("2024-01-31"), duration("P1M1D")), "2024-03-01");
  EXPECT_EQ(difference(date("2024-03-31"), duration("P1M")), "2024-02-29");
  EXPECT_EQ(sum(date("2024-01-31"), duration("PT47H")), "2024-02-01");
  EXPECT_EQ(difference(date("2024-01-31"), duration("PT23H")), "2024-01-31");
  EXPECT_EQ(sum(local_time("23:30"), duration("P3DT1H")), "00:30");
  EXPECT_EQ(difference(time("00:00+01:00"), duration("PT0.000000001S")),
            "23:59:59.999999999+01:00");
  EXPECT_EQ(sum(local_date_time("2024-02-28T23:59:59.5"), duration("PT0.5S")), "2024-02-29T00:00");
  EXPECT_EQ(sum(duration("P1D"), date("2024-02-28")), "2024-02-29");
  EXPECT_FALSE(temporal_add(integer(1), duration("P1D")));
  EXPECT_FALSE(temporal_add(date("2024-01-01"), Value()));
  EXPECT_FALSE(temporal_subtract(duration("P1D"), date("2024-01-01")));
}

TEST(Arithmetic, KnowsClockChanges) {
  const Value before = date_time("2017-03-25T12:00[Europe/Stockholm]");
  EXPECT_EQ(sum(before, duration("P1D")), "2017-03-26T12:00+02:00[Europe/Stockholm]");
  EXPECT_EQ(sum(before, duration("PT24H")), "2017-03-26T13:00+02:00[Europe/Stockholm]");
  // Of an hour that comes twice, the day-later time keeps the offset where it can.
  EXPECT_EQ(difference(date_time("2017-10-30T02:30+01:00[Europe/Stockholm]"), duration("P1D")),
            "2017-10-29T02:30+01:00[Europe/Stockholm]");
}

TEST(Arithmetic, EndsWithAnErrorBeyondTheCalendar) {
  EXPECT_THROW(sum(date("+999999999-12-31"), duration("P1D")), Error);
  EXPECT_THROW(difference(date("-999999999-01-01"), duration("P1M")), Error);
  const Value longest = Value::duration({INT64_MAX, INT64_MAX, INT64_MAX, 999'999'999});
  const Value shortest = Value::duration({INT64_MIN, INT64_MIN, INT64_MIN, 0});
  for (const Value& d : {longest, shortest}) {
    for (const Value& v :
         {date("2024-01-01"), local_date_time("2024-01-01"), date_time("2024-01-01"), d}) {
      EXPECT_THROW(sum(v, d), Error);
    }
    EXPECT_NO_THROW(sum(local_time("12:00"), d));
  }
  EXPECT_THROW(difference(date("2024-01-01"), shortest), Error);
  EXPECT_THROW(temporal_multiply(longest, integer(INT64_MAX)), Error);
  EXPECT_THROW(temporal_multiply(longest, Value::real(1e300)), Error);
  EXPECT_THROW(temporal_divide(longest, integer(0)), Error);
  EXPECT_THROW(temporal_divide(duration("P1D"), Value::real(0)), Error);
  EXPECT_THROW(temporal_divide(shortest, integer(-1)), Error);
}

TEST(Arithmetic, CarriesFractionsOfDurations) {
  EXPECT_EQ(to_text(*temporal_multiply(duration("P1M"), Value::real(0.5))), "P15DT5H14M33S");
  EXPECT_EQ(to_text(*temporal_divide(duration("P3DT0.000000001S"), integer(2))), "P1DT12H");
  EXPECT_EQ(to_text(*temporal_multiply(integer(3), duration("P1M-1DT1S"))), "P3M-3DT3S");
  EXPECT_EQ(to_text(*temporal_divide(duration("PT-1S"), integer(4))), "PT-0.25S");
  EXPECT_EQ(to_text(Value::duration(duration_from_map({{"seconds", Value::real(0.7)}}))), "PT0.7S");
}

std::string between(const Value& a, const Value& b) {
  return to_text(Value::duration(duration_between(a, b)));
}
std::string in_seconds(const Value& a, const Value& b) {
  return to_text(Value::duration(duration_in_seconds(a, b)));
}

TEST(Between, CountsMonthsThenDaysThenTheClock) {
  EXPECT_EQ(between(date("1984-10-11"), date("2015-06-24")), "P30Y8M13D");
  EXPECT_EQ(between(date("2015-06-24"), date("1984-10-11")), "P-30Y-8M-13D");
  EXPECT_EQ(between(date("2024-01-31"), date("2024-03-01")), "P1M1D");
  EXPECT_EQ(between(local_date_time("2018-01-01T12:00"), local_date_time("2018-01-02T10:00")),
            "PT22H");
  EXPECT_EQ(between(local_date_time("2018-01-02T10:00"), local_date_time("2018-01-01T12:00")),
            "PT-22H");
  EXPECT_EQ(between(date("-999999999-01-01"), date("+999999999-12-31")), "P1999999998Y11M30D");
}

TEST(Between, CompletesWhatOneSideLacks) {
  EXPECT_EQ(between(local_time("14:30"), date("2015-06-24")), "PT-14H-30M");
  EXPECT_EQ(between(time("14:30"), date_time("2015-07-21T21:40:32.142+0100")), "PT6H10M32.142S");
  EXPECT_EQ(between(time("14:30Z"), time("16:30+01:00")), "PT1H");
  EXPECT_EQ(between(local_time("14:30"), time("16:30+01:00")), "PT2H");
  EXPECT_EQ(to_text(Value::duration(duration_in_days(local_time("14:30"), date("2015-06-24")))),
            "PT0S");
  EXPECT_THROW(between(date("2015-06-24"), duration("P1D")), Error);
}

TEST(Between, FollowsTheRealTimeLineOfAZone) {
  const Value before = date_time("2017-10-28T23:00+02:00[Europe/Stockholm]");
  const Value after = date_time("2017-10-29T04:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(between(before, after), "PT6H");
  EXPECT_EQ(in_seconds(date_time("2017-10-29T00:00[Europe/Stockholm]"), local_time("04:00")),
            "PT5H");
  EXPECT_EQ(in_seconds(date_time("2017-10-29T00:00[Europe/Stockholm]"), date("2017-10-30")),
            "PT25H");
}

/// What is added by the difference leads from one to the other, at any two dates.
TEST(Between, IsUndoneByAddition) {
  std::mt19937_64 random(5);
  std::uniform_int_distribution<std::int64_t> any(days_of(1, 1, 1), days_of(3000, 1, 1));
  std::uniform_int_distribution<std::int64_t> clock(0, 86'399);
  for (int i = 0; i < 20000; ++i) {
    const LocalDateTime a{any(random) * 86'400 + clock(random), 0};
    const LocalDateTime b{any(random) * 86'400 + clock(random), 0};
    const Duration d = duration_between(Value::local_date_time(a), Value::local_date_time(b));
    ASSERT_EQ(add(a, d), b) << to_text(Value::local_date_time(a)) << " "
                            << to_text(Value::local_date_time(b));
    ASSERT_TRUE((d.months <= 0 && d.days <= 0) || (d.months >= 0 && d.days >= 0));
    const Duration seconds =
        duration_in_seconds(Value::local_date_time(a), Value::local_date_time(b));
    ASSERT_EQ(seconds.seconds, b.seconds - a.seconds);
  }
}

}  // namespace
}  // namespace normgraph
