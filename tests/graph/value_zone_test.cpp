#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/posix_rule.hpp"
#include "graph/value/temporal/print.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

Zone zone(const char* name) { return find_zone(name).value(); }
std::int64_t local(const char* text) { return parse_local_date_time(text).seconds; }

TEST(Zone, MovesSkippedTimesForwardAndMeansTheFirstOfRepeatedOnes) {
  const Zone stockholm = zone("Europe/Stockholm");
  EXPECT_EQ(instant_of(stockholm, local("2017-03-26T02:30")), local("2017-03-26T01:30"));
  EXPECT_EQ(instant_of(stockholm, local("2017-10-29T02:30")), local("2017-10-29T00:30"));
  EXPECT_EQ(instant_of(stockholm, local("2017-10-29T02:30"), 3600), local("2017-10-29T01:30"));
  EXPECT_FALSE(is_valid_offset(stockholm, local("2017-03-26T02:30"), 3600));
  EXPECT_TRUE(is_valid_offset(stockholm, local("2017-10-29T02:30"), 3600));
  EXPECT_TRUE(is_valid_offset(stockholm, local("2017-10-29T02:30"), 7200));
  EXPECT_FALSE(is_valid_offset(stockholm, local("2017-07-01"), 3600));
}

TEST(Zone, KnowsHistoryAndGoesOnForEver) {
  EXPECT_EQ(offset_at(zone("Europe/Berlin"), local("1850-01-01")), 53 * 60 + 28);
  EXPECT_EQ(offset_at(zone("Europe/London"), local("1970-06-01")), 3600);
  EXPECT_EQ(offset_at(zone("Europe/Berlin"), local("2300-07-01")), 7200);
  EXPECT_EQ(offset_at(zone("Europe/Berlin"), local("2300-01-01")), 3600);
  EXPECT_EQ(offset_at(zone("Australia/Sydney"), local("2300-01-01")), 11 * 3600);
  EXPECT_EQ(offset_at(zone("Asia/Tokyo"), local("2300-01-01")), 9 * 3600);
  // Around a clock change that no list has.
  const Zone berlin = zone("Europe/Berlin");
  EXPECT_EQ(instant_of(berlin, local("2049-03-28T02:30")), local("2049-03-28T01:30"));
  EXPECT_EQ(instant_of(berlin, local("2049-10-31T02:30"), 3600), local("2049-10-31T01:30"));
}

TEST(Zone, MergedZonesHaveOneHistory) {
  EXPECT_EQ(offset_at(zone("Europe/Stockholm"), local("1818-07-21")),
            offset_at(zone("Europe/Berlin"), local("1818-07-21")));
  EXPECT_EQ(zone_name(zone("Europe/Stockholm")), "Europe/Stockholm");
}

TEST(Zone, NamesAreChecked) {
  EXPECT_FALSE(find_zone("Europe/Nowhere"));
  EXPECT_FALSE(find_zone(""));
  EXPECT_FALSE(find_zone("../../etc/passwd"));
  EXPECT_EQ(zone("America/Los Angeles"), zone("America/Los_Angeles"));
}

TEST(Zone, MayBeUsedByManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (const char* name : {"Europe/Rome", "Asia/Seoul", "America/Lima", "Africa/Cairo"}) {
        for (int k = 0; k < 200; ++k) offset_at(zone(name), k * 10'000'000);
      }
    });
  }
  for (std::thread& t : threads) t.join();
}

TEST(PosixRule, ReadsItsForms) {
  const auto dublin = PosixRule::parse("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(dublin);
  EXPECT_EQ(dublin->offset_at(local("2050-07-01")), 3600);
  EXPECT_EQ(dublin->offset_at(local("2050-01-01")), 0);
  const auto numeric = PosixRule::parse("<+0330>-3:30");
  ASSERT_TRUE(numeric);
  EXPECT_EQ(numeric->offset_at(0), 12600);
  EXPECT_FALSE(numeric->has_daylight_time());
  const auto days = PosixRule::parse("AAA3BBB,J60/0,300");
  ASSERT_TRUE(days);
  EXPECT_EQ(days->offset_at(local("2024-03-01T03:00")), -2 * 3600);
  EXPECT_EQ(days->offset_at(local("2024-03-01T02:59:59")), -3 * 3600);
  for (const char* bad :
       {"", "CET", "CET-", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "C1"}) {
    EXPECT_FALSE(PosixRule::parse(bad)) << bad;
  }
}

TEST(Offset, IsWrittenWithSecondsOnlyWhereItHasSome) {
  EXPECT_EQ(offset_text(0), "Z");
  EXPECT_EQ(offset_text(-5400), "-01:30");
  EXPECT_EQ(offset_text(3208), "+00:53:28");
}

}  // namespace
}  // namespace normgraph
