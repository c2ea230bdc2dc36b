#include <gtest/gtest.h>

#include <random>
#include <string>

#include "grammar/error.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"
#include "graph/value/period_functions.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/print.hpp"
#include "graph/value/text.hpp"
#include "tests/graph/value_support.hpp"

namespace normgraph {
namespace {

Value period(const char* text) { return Value::period(parse_period(text)); }
Value moved(const char* text, const char* by) {
  return Value::period(add(parse_period(text), parse_duration(by)));
}

TEST(Period, ReadsAndWritesItsNotation) {
  const std::pair<const char*, const char*> cases[] = {{"2026-08-02", "2026-08-02"},
                                                       {"2026-08", "2026-08"},
                                                       {"2026", "2026"},
                                                       {"2025-35", "2025-Q3"},
                                                       {"2025-Q3", "2025-Q3"},
                                                       {"2025-41", "2025-H2"},
                                                       {"2025-H1", "2025-H1"},
                                                       {"2026-Q1~", "2026-Q1~"},
                                                       {"2026?", "2026?"},
                                                       {"2026-08%", "2026-08%"},
                                                       {"[2025-10..2026-03]", "[2025-10..2026-03]"},
                                                       {"[..2026-03]", "[..2026-03]"},
                                                       {"[2025-10..]", "[2025-10..]"},
                                                       {"2025-10/2026-03", "2025-10/2026-03"},
                                                       {"../2026-08", "../2026-08"},
                                                       {"2026-08/..", "2026-08/.."},
                                                       {"/2026-08", "/2026-08"},
                                                       {"2026-08/", "2026-08/"},
                                                       {"2025~/2026-Q1?", "2025~/2026-Q1?"},
                                                       {"2026-XX", "2026"},
                                                       {"2026-08-XX", "2026-08"},
                                                       {"2026-XX-XX", "2026"},
                                                       {"202X", "[2020..2029]"},
                                                       {"Y12026", "Y12026"},
                                                       {"-0044-03", "-0044-03"},
                                                       {"../..", "../.."}};
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(to_text(period(text)), canonical) << text;
    EXPECT_EQ(parse_period(canonical), parse_period(text)) << text;
  }
}

TEST(Period, RefusesWhatIsNone) {
  for (const char* text :
       {"", "Q3 2025", "2025-Q5", "2025-H3", "2025-37", "2025-13", "2025-02-30", "[2025",
        "2025..2026", "[..]", "/", "2026/2025", "2025-Q3~~", "2025 ", "[2026..2025]", "2025-Q3-01",
        "20XX-01", "[2025,2027]", "2025/2026/2027"}) {
    EXPECT_THROW(parse_period(text), Error) << text;
  }
}

TEST(Period, HasTheBoundsOfItsNotation) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"2025-Q3", "2025-07-01", "2025-09-30"},
      {"2025-H2", "2025-07-01", "2025-12-31"},
      {"2024-02", "2024-02-01", "2024-02-29"},
      {"2026", "2026-01-01", "2026-12-31"},
      {"[2025-10..2026-03]", "2025-10-01", "2026-03-31"}};
  for (const auto& [text, first, last] : cases) {
    EXPECT_EQ(to_text(*period_first(period(text))), first);
    EXPECT_EQ(to_text(*period_last(period(text))), last);
  }
  EXPECT_TRUE(period_first(period("../2026"))->is_null());
  EXPECT_TRUE(period_last(period("2026/"))->is_null());
  EXPECT_EQ(to_text(*period_last(date("2026-08-02"))), "2026-08-02");
  EXPECT_FALSE(period_last(Value::list({})));
}

TEST(Period, ComparesEveryDayOfBoth) {
  const Value deadline = date("2026-08-02");
  EXPECT_EQ(less(period("2025-Q3"), deadline), Truth::True);
  EXPECT_EQ(less(period("2026"), deadline), Truth::Null);
  EXPECT_EQ(less(period("2027"), deadline), Truth::False);
  EXPECT_EQ(less(deadline, period("2027")), Truth::True);
  EXPECT_EQ(less_or_equal(period("2026-08-02"), deadline), Truth::True);
  EXPECT_EQ(less(period("2026-08-02"), deadline), Truth::False);
  EXPECT_EQ(less_or_equal(period("../2026-08-02"), deadline), Truth::True);
  EXPECT_EQ(less(period("2025"), period("2026")), Truth::True);
  EXPECT_EQ(less(period("2026"), period("2026")), Truth::Null);
}

TEST(Period, AnUnknownEndMakesWhatDependsOnItUnknown) {
  EXPECT_EQ(less(period("2025/"), date("2026-08-02")), Truth::Null);
  EXPECT_EQ(less(date("2024-01-01"), period("2025/")), Truth::True);
  EXPECT_EQ(less(period("2027/"), date("2026-08-02")), Truth::False);
}

TEST(Period, DoubtWidensByOneUnit) {
  EXPECT_EQ(less(period("2026-06"), date("2026-07-01")), Truth::True);
  EXPECT_EQ(less(period("2026-06~"), date("2026-07-01")), Truth::Null);
  EXPECT_EQ(less(period("2026-06~"), date("2026-08-01")), Truth::True);
  EXPECT_EQ(less(period("2026-Q1~"), date("2026-06-30")), Truth::Null);
  EXPECT_EQ(less(period("2026-Q1~"), date("2026-07-01")), Truth::True);
  EXPECT_EQ(less(period("2026-Q1?"), date("2026-07-01")), Truth::True);
  // Only the end that is in doubt is widened, by its own unit.
  EXPECT_EQ(less(period("2025/2026-03-31~"), date("2026-04-02")), Truth::True);
  EXPECT_EQ(less(date("2024-12-31"), period("2025/2026-03-31~")), Truth::True);
  EXPECT_EQ(less(date("2024-12-31"), period("2025~/2026-03-31")), Truth::Null);
}

TEST(Period, IsEqualByBoundsAndFlags) {
  EXPECT_EQ(equals(period("2025-Q3"), period("2025-07/2025-09")), Truth::True);
  EXPECT_EQ(equals(period("2025-Q3"), period("2025-Q3~")), Truth::False);
  EXPECT_EQ(equals(period("2025-Q3~"), period("2025-Q3?")), Truth::False);
  EXPECT_EQ(equals(period("2026/.."), period("2026/")), Truth::False);
  EXPECT_EQ(equals(period("2026-08-02"), date("2026-08-02")), Truth::True);
  EXPECT_EQ(hash(period("2026-08-02")), hash(date("2026-08-02")));
  EXPECT_EQ(hash(period("2025-Q3")), hash(period("2025-07/2025-09")));
}

TEST(Period, OrdersByFirstDayThenLastDay) {
  const char* ascending[] = {"../2026", "2025", "2025/..", "2025-02", "2025-H2", "2026-08-02"};
  for (std::size_t i = 0; i + 1 < std::size(ascending); ++i) {
    EXPECT_LT(order(period(ascending[i]), period(ascending[i + 1])), 0) << ascending[i];
  }
}

TEST(Period, OverlapsWhereADayIsInBoth) {
  const auto meet = [](const char* a, const char* b) {
    return overlaps(parse_period(a), parse_period(b));
  };
  EXPECT_EQ(meet("2025-Q3", "2025-09"), Truth::True);
  EXPECT_EQ(meet("2025-Q3", "2025-10"), Truth::False);
  EXPECT_EQ(meet("2025/..", "2030"), Truth::True);
  EXPECT_EQ(meet("2025/", "2030"), Truth::Null);
  EXPECT_EQ(meet("2025/", "2025-01"), Truth::True);
  EXPECT_EQ(meet("2025/", "2024"), Truth::False);
}

TEST(Period, MovesAndSaysWhatItHasBecome) {
  EXPECT_EQ(to_text(moved("2025-Q3", "P6M")), "2026-Q1");
  EXPECT_EQ(to_text(moved("2024-02", "P1M")), "2024-03");
  EXPECT_EQ(to_text(moved("2025-12", "-P1M")), "2025-11");
  EXPECT_EQ(to_text(moved("2025-Q3", "P1M")), "[2025-08..2025-10]");
  EXPECT_EQ(to_text(moved("2025-02", "P10D")), "[2025-02-11..2025-03-10]");
  EXPECT_EQ(to_text(moved("2025-01-31", "P1M")), "2025-02-28");
  EXPECT_EQ(to_text(moved("2025/..", "P1Y")), "2026/..");
  EXPECT_EQ(to_text(moved("2025-10/2026-03", "P1M")), "2025-11/2026-04");
  // Doubt is not made smaller: two quarters wide stays two quarters wide.
  EXPECT_EQ(to_text(moved("2025-Q3~", "P1M")), "[2025-05..2026-01]");
  EXPECT_THROW(moved("Y999999999", "P1Y"), Error);
}

TEST(Period, TextIsReadBackAsTheSame) {
  std::mt19937 random(9);
  const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const auto bound = [&](int year) {
    std::string text = std::to_string(year);
    switch (pick(5)) {
      case 0:
        text += "-Q" + std::to_string(1 + pick(4));
        break;
      case 1:
        text += "-H" + std::to_string(1 + pick(2));
        break;
      case 2:
        text += "-1" + std::to_string(pick(3));
        break;
      case 3:
        text += "-0" + std::to_string(1 + pick(9)) + "-1" + std::to_string(pick(10));
        break;
      default:
        break;
    }
    const char* qualifiers[] = {"", "", "~", "?", "%"};
    return text + qualifiers[pick(5)];
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string a = bound(2000 + pick(20)), b = bound(2021 + pick(20));
    const std::string forms[] = {a,         a + "/" + b,     "[" + a + ".." + b + "]",
                                 a + "/..", "../" + b,       "/" + b,
                                 b + "/",   "[" + a + "..]", "[.." + b + "]"};
    const std::string& text = forms[pick(9)];
    ASSERT_EQ(to_text(parse_period(text)), text);
    ASSERT_EQ(parse_period(to_text(parse_period(text))), parse_period(text));
  }
}

Value stage(const char* text) { return Value::stage(parse_stage(text)); }

TEST(Stage, ReadsCodesAndSchemes) {
  EXPECT_EQ(to_text(stage("40.20")), "40.20");
  EXPECT_EQ(to_text(stage("50")), "50.00");
  EXPECT_EQ(to_text(stage("00.60")), "00.60");
  EXPECT_EQ(parse_stage("ISO 40.20").scheme, Stage::Scheme::Iso);
  EXPECT_EQ(parse_stage("40.20", Stage::Scheme::Iso), parse_stage("iso 40.20"));
  for (const char* text :
       {"", "4", "40.2", "40.200", "4020", "40,20", "x0.20", "IEC 40.20", "40.20 "}) {
    EXPECT_THROW(parse_stage(text), Error) << text;
  }
}

TEST(Stage, ComparesByCodeInASchemeAndByPhaseAcross) {
  EXPECT_EQ(less(stage("40.20"), stage("40.60")), Truth::True);
  EXPECT_EQ(less_or_equal(stage("50"), stage("50.00")), Truth::True);
  EXPECT_EQ(less(stage("40.60"), stage("ISO 50.20")), Truth::True);
  EXPECT_EQ(less(stage("ISO 60.60"), stage("50.20")), Truth::False);
  EXPECT_EQ(less(stage("40.20"), stage("ISO 40.60")), Truth::Null);
  EXPECT_EQ(equals(stage("40.20"), stage("ISO 40.20")), Truth::False);
  EXPECT_NE(order(stage("40.20"), stage("ISO 40.20")), 0);
}

TEST(Stage, HasANamedPhase) {
  EXPECT_EQ(stage_phase(parse_stage("40.20")), "enquiry");
  EXPECT_EQ(stage_phase(parse_stage("50.20")), "formal vote");
  EXPECT_EQ(stage_phase(parse_stage("60.60")), "published");
  EXPECT_EQ(stage_phase(parse_stage("95.99")), "withdrawal");
}

}  // namespace
}  // namespace normgraph
