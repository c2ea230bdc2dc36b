#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>

#include "grammar/error.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/print.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

// What texts mean, and that printing and parsing are inverse.

namespace normgraph {
namespace {

struct Case {
  const char* text;
  const char* canonical;
};

void expect_error(const std::function<void()>& parse, const char* text) {
  try {
    parse();
    ADD_FAILURE() << text << " was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class, "ArgumentError") << text;
    EXPECT_EQ(error.detail, "InvalidArgumentValue") << text;
    EXPECT_EQ(error.phase, "runtime") << text;
  }
}

TEST(ParseDate, TakesAllForms) {
  const Case cases[] = {
      {"2026-08-02", "2026-08-02"},     {"20260802", "2026-08-02"},
      {"2026-08", "2026-08-01"},        {"202608", "2026-08-01"},
      {"2026", "2026-01-01"},           {"2026-W31-7", "2026-08-02"},
      {"2026W317", "2026-08-02"},       {"2026-W31", "2026-07-27"},
      {"2026W31", "2026-07-27"},        {"2026-Q3-33", "2026-08-02"},
      {"2026Q333", "2026-08-02"},       {"2026-Q3", "2026-07-01"},
      {"2026Q3", "2026-07-01"},         {"2026-214", "2026-08-02"},
      {"2026214", "2026-08-02"},        {"-0001-12-31", "-0001-12-31"},
      {"+12026-08-02", "+12026-08-02"}, {"-5", "-0005-01-01"},
      {"2020-W53-7", "2021-01-03"},     {"2024-366", "2024-12-31"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(to_text(parse_date(text)), canonical) << text;
  }
}

TEST(ParseDate, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "x",
                           "202",
                           "20268",
                           "2026-",
                           "2026-8",
                           "2026-13",
                           "2026-00",
                           "2026-02-30",
                           "2026-08-0",
                           "2026-08-022",
                           "2026-W54",
                           "2021-W53",
                           "2026-W31-8",
                           "2026-W31-0",
                           "2026-Q5",
                           "2026-Q1-91",
                           "2026-367",
                           "2026-000",
                           "2025-366",
                           "2026-08-02x",

                           "+1000000000-01-01",
                           "2026-08-02T",
                           " 2026",
                           "２０２６"}) {
    expect_error([&] { parse_date(text); }, text);
  }
}

TEST(ParseTime, TakesAllForms) {
  const Case cases[] = {
      {"21:40:32.142+0100", "21:40:32.142+01:00"},
      {"214032,5Z", "21:40:32.5Z"},
      {"21:40", "21:40Z"},
      {"2140-02", "21:40-02:00"},
      {"21+18:00", "21:00+18:00"},
      {"21:40:32-01:30:15", "21:40:32-01:30:15"},
      {"21:40+00:00", "21:40Z"},
      {"00:00:00.000000001", "00:00:00.000000001Z"},
      {"00:00:00.1234567899", "00:00:00.123456789Z"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(to_text(parse_time(text)), canonical) << text;
  }
  EXPECT_EQ(to_text(parse_local_time("214032.142")), "21:40:32.142");
  EXPECT_EQ(to_text(parse_local_time("21")), "21:00");
}

TEST(ParseTime, RefusesWhatIsNone) {
  for (const char* text : {"", "2", "24:00", "21:60", "21:40:60", "21:4", "21:40:32.", "21.5",
                           "21:40:32x", "21:40+19:00", "21:40+1", "21:4032", "21:40z", "21:40 Z"}) {
    expect_error([&] { parse_time(text); }, text);
  }
  expect_error([] { parse_local_time("21:40Z"); }, "21:40Z");
}

TEST(ParseDateTime, TakesOffsetsAndZones) {
  const Case cases[] = {
      {"2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
      {"2015-W30-2T214032", "2015-07-21T21:40:32Z"},
      {"2015T2140Z", "2015-01-01T21:40Z"},
      {"2015-07-21", "2015-07-21T00:00Z"},
      {"2015-07-21T21:40:32.142[Europe/London]", "2015-07-21T21:40:32.142+01:00[Europe/London]"},
      {"2015-07-21T21:40+08:45[Australia/Eucla]", "2015-07-21T21:40+08:45[Australia/Eucla]"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(to_text(parse_date_time(text)), canonical) << text;
  }
  EXPECT_EQ(to_text(parse_local_date_time("20150721T2140")), "2015-07-21T21:40");
  for (const char* text : {"2015-07-21T", "2015-07-21T21:40[", "2015-07-21T21:40[Europe/Nowhere]",
                           "2015-07-21T21:40+05:00[Europe/London]", "2015-07-21 21:40",
                           "2015-07-21T21:40[../../../etc/passwd]", "2015-07-21T21:40Z[]"}) {
    expect_error([&] { parse_date_time(text); }, text);
  }
}

TEST(ParseDuration, TakesUnitsFractionsAndTheFormOfADate) {
  const Case cases[] = {
      {"P14DT16H12M", "P14DT16H12M"},
      {"P5M1.5D", "P5M1DT12H"},
      {"P0.75M", "P22DT19H51M49.5S"},
      {"PT0.75M", "PT45S"},
      {"P2.5W", "P17DT12H"},
      {"P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"},
      {"PT-0.5S", "PT-0.5S"},
      {"-P1DT0,000000001S", "P-1DT-0.000000001S"},
      {"P0.5Y", "P6M"},
      {"PT0.999999999S", "PT0.999999999S"},
      {"P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"},
      {"P20120202T143721.545", "P2012Y2M2DT14H37M21.545S"},
      {"P2012-02-02", "P2012Y2M2D"},
      {"PT0S", "PT0S"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(to_text(parse_duration(text)), canonical) << text;
  }
  for (const char* text :
       {"", "P", "PT", "P1", "1D", "P1DT", "P1H", "PT1D", "P1D1Y", "P1D1D", "P1.D", "P-D",
        "P2012-13-01", "P2012-02-02T25:00", "P1S", "PT1S2", "p1d", "P99999999999999999999D"}) {
    expect_error([&] { parse_duration(text); }, text);
  }
  EXPECT_THROW(parse_duration("P999999999999999999Y"), Error);
}

/// Random values over the whole range of each type.
class TemporalGenerator {
 public:
  std::int64_t pick(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
  }
  Date date() {
    const std::int64_t limit = pick(0, 1) == 0 ? 9999 : max_year;
    return {pick(days_of(-limit, 1, 1), days_of(limit, 12, 31))};
  }
  LocalTime local_time() {
    const std::int64_t unit[] = {1, 1'000, 1'000'000, 1'000'000'000, 60'000'000'000};
    const std::int64_t size = unit[pick(0, 4)];
    return {pick(0, nanoseconds_per_day - 1) / size * size};
  }
  std::int32_t offset() {
    return static_cast<std::int32_t>(pick(0, 1) == 0 ? pick(-18, 18) * 3600
                                                     : pick(-max_offset, max_offset));
  }
  Duration duration() {
    const auto amount = [&](std::int64_t most) { return pick(0, 2) == 0 ? 0 : pick(-most, most); };
    return {amount(24'000), amount(100'000), amount(1'000'000),
            static_cast<std::int32_t>(pick(0, 1) == 0 ? 0 : pick(0, 999'999'999))};
  }

 private:
  std::mt19937_64 random_{11};
};

TEST(TemporalText, IsReadBackAsTheSameValue) {
  TemporalGenerator any;
  const char* zones[] = {"Europe/Stockholm", "Australia/Lord_Howe", "America/New_York", "UTC",
                         "Asia/Kathmandu"};
  for (int i = 0; i < 5000; ++i) {
    const Date date = any.date();
    ASSERT_EQ(parse_date(to_text(date)), date) << to_text(date);
    const LocalTime clock = any.local_time();
    ASSERT_EQ(parse_local_time(to_text(clock)), clock) << to_text(clock);
    const Time time{clock.nanoseconds, any.offset()};
    ASSERT_EQ(parse_time(to_text(time)), time) << to_text(time);
    const LocalDateTime local = combine(date, clock);
    ASSERT_EQ(parse_local_date_time(to_text(local)), local) << to_text(local);
    const DateTime fixed = date_time_of(local, fixed_zone(any.offset()));
    ASSERT_EQ(parse_date_time(to_text(fixed)), fixed) << to_text(fixed);
    const Zone zone = *find_zone(zones[any.pick(0, 4)]);
    const DateTime zoned = date_time_of(local, zone);
    ASSERT_EQ(parse_date_time(to_text(zoned)), zoned) << to_text(zoned);
    const Duration duration = any.duration();
    ASSERT_EQ(parse_duration(to_text(duration)), duration) << to_text(duration);
  }
}

}  // namespace
}  // namespace normgraph
