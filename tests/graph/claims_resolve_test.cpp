// Which claim holds on which day (docs/data-model.md, "The value in force").

#include <gtest/gtest.h>

#include "graph/claims/derive.hpp"
#include "graph/claims/resolve.hpp"
#include "graph/value/period.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph {
namespace {

std::int64_t day(const char* text) { return parse_date(text).days; }

Claim claim(const char* value, const char* from, const char* source = "P",
            const char* known = nullptr) {
  Claim claim;
  claim.property = "p";
  claim.value = Value::string(value);
  if (from) claim.from = parse_period(from);
  if (known) claim.known = parse_period(known);
  claim.sources = {source};
  return claim;
}

/// Sources: P is primary, N a national body, S secondary, L was published late.
std::vector<Claim> complete(std::vector<Claim> claims) {
  for (Claim& claim : claims) {
    const std::string& source = claim.sources.front();
    claim.rank = source == "N"   ? SourceRank::Expert
                 : source == "S" ? SourceRank::Other
                                 : SourceRank::Primary;
    claim.known_day =
        claim.known ? claim.known->last : day(source == "L" ? "2026-10-09" : "2020-12-31");
  }
  return claims;
}

When both(const char* date) { return {day(date), day(date)}; }

/// As known on a day.
std::string on(const std::vector<Claim>& given, const char* date) {
  const std::vector<Claim> claims = complete(given);
  const Claim* found = ClaimHistory(claims, "p", both(date)).in_force();
  return found ? found->value.as_string() : "nothing";
}

TEST(InForce, TheLaterStartWins) {
  const std::vector<Claim> claims{claim("old", nullptr), claim("new", "2026-07-27")};
  EXPECT_EQ(on(claims, "2026-07-26"), "old");
  EXPECT_EQ(on(claims, "2026-07-27"), "new");
}

TEST(InForce, NothingOlderRevivesAfterAnEnd) {
  std::vector<Claim> claims{claim("old", nullptr), claim("new", "2026-01-01")};
  claims[1].to = parse_period("2026-06-01");
  EXPECT_EQ(on(claims, "2026-05-31"), "new");
  EXPECT_EQ(on(claims, "2026-06-01"), "nothing");
}

TEST(InForce, PlannedClaimsMakeNoState) {
  std::vector<Claim> claims{claim("now", "2026-01-01"), claim("then", "2026-03-01")};
  claims[1].planned = true;
  EXPECT_EQ(on(claims, "2026-04-01"), "now");
}

TEST(InForce, WhatIsNotKnownYetIsNotUsed) {
  const std::vector<Claim> claims{claim("a", "2020-01-01"), claim("b", "2021-01-01", "L"),
                                  claim("c", "2021-02-01", "P", "2026-08")};
  EXPECT_EQ(on(claims, "2026-08-30"), "a");
  EXPECT_EQ(on(claims, "2026-08-31"), "c");
}

TEST(InForce, BetweenTheFirstAndTheLastPossibleDayNothingIsCertain) {
  const std::vector<Claim> claims{claim("a", nullptr), claim("b", "2026-Q1")};
  EXPECT_EQ(on(claims, "2025-12-31"), "a");
  EXPECT_EQ(on(claims, "2026-01-01"), "nothing");
  EXPECT_EQ(on(claims, "2026-03-30"), "nothing");
  EXPECT_EQ(on(claims, "2026-03-31"), "b");
  EXPECT_TRUE(ClaimHistory(complete(claims), "p", both("2026-02-01")).is_unsettled());
}

TEST(InForce, AChangeToTheSameValueIsNoChange) {
  const std::vector<Claim> claims{claim("a", nullptr), claim("a", "2026-Q1")};
  EXPECT_EQ(on(claims, "2026-02-01"), "a");
}

TEST(InForce, WhatIsHeldToBeTrueLaterDoesNotCountBeforeItIsKnown) {
  const std::vector<Claim> claims =
      complete({claim("a", "2020-01-01"), claim("b", "2021-01-01", "L")});
  const auto value = [&](When when) {
    return ClaimHistory(claims, "p", when).in_force()->value.as_string();
  };
  EXPECT_EQ(value({day("2022-01-01")}), "b");  // as we know today
  EXPECT_EQ(value(both("2022-01-01")), "a");   // as one knew then
  EXPECT_EQ(value({day("2020-06-01")}), "a");
}

TEST(InForce, TheMoreConfidentOfEqualSourcesWins) {
  std::vector<Claim> claims{claim("low", "2026-01-01", "A"), claim("high", "2026-01-01", "B")};
  claims[0].confidence = Confidence::Low;
  claims[1].confidence = Confidence::High;
  EXPECT_EQ(on(claims, "2026-09-01"), "high");
  claims[1].confidence = Confidence::Low;
  EXPECT_EQ(on(claims, "2026-09-01"), "low");  // the source that comes first
}

TEST(InForce, LosersWithAnotherValueMakeItDisputed) {
  const auto disputed = [](std::vector<Claim> claims) {
    return ClaimHistory(complete(claims), "p", both("2026-09-01")).is_disputed();
  };
  const std::vector<Claim> two = complete({claim("x", nullptr, "P"), claim("y", nullptr, "S")});
  EXPECT_TRUE(ClaimHistory(two, "p", both("2026-09-01")).is_disputed());
  EXPECT_FALSE(disputed({claim("x", nullptr, "P"), claim("x", nullptr, "S")}));
  EXPECT_FALSE(disputed({claim("x", nullptr, "P"), claim("y", "2026-01-01", "S")}));  // successive
}

TEST(InForce, StatesFollowEachOtherWithDerivedEnds) {
  const std::vector<Claim> claims = complete({claim("a", nullptr), claim("b", "2026-01-01"),
                                              claim("b", "2026-02-01"), claim("c", "2026-03-01")});
  const auto states = ClaimHistory(claims, "p", both("2026-09-01")).states();
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[0].end, day("2026-01-01"));
  EXPECT_EQ(states[1].claim->value.as_string(), "b");
  EXPECT_EQ(states[1].start, day("2026-01-01"));
  EXPECT_EQ(states[1].end, day("2026-03-01"));
  EXPECT_FALSE(states[2].end);
}

TEST(InForce, DaysOnWhichSomethingMayChange) {
  ElementClaims element;
  element.claims = complete({claim("a", nullptr), claim("b", "2026-Q1")});
  element.claims[1].to = parse_period("2026-06-01");
  set_days(element);
  EXPECT_EQ(element.effective_days,
            (std::vector<std::int64_t>{day("2026-01-01"), day("2026-03-31"), day("2026-06-01")}));
  EXPECT_EQ(element.known_days, (std::vector<std::int64_t>{day("2020-12-31")}));
}

TEST(InForce, AReportWithoutStartConfirms) {
  // In August somebody still reports the enquiry that began in May and ended on the 20th.
  const std::vector<Claim> claims{claim("open", "2026-05-28"), claim("closed", "2026-08-20"),
                                  claim("open", "/2026-08")};
  EXPECT_EQ(on(claims, "2026-09-15"), "closed");
  EXPECT_EQ(on({claim("first", "2026-01-01"), claim("open", "/2026-08")}, "2026-09-15"), "open");
}

TEST(InForce, EqualStartsGoByTheSource) {
  EXPECT_EQ(on({claim("n", "2026-01-01", "N"), claim("s", "2026-01-01", "S")}, "2026-09-01"), "n");
  EXPECT_EQ(on({claim("p", "2026-01-01", "P"), claim("n", "2026-01-01", "N")}, "2026-09-01"), "p");
  EXPECT_EQ(on({claim("later", "2026-01-01", "P", "2026-03-01"),
                claim("sooner", "2026-01-01", "P", "2026-02-01")},
               "2026-09-01"),
            "later");
}

TEST(InForce, CorrectionsRemove) {
  std::vector<Claim> claims{claim("right", nullptr, "S"), claim("wrong", nullptr, "P")};
  EXPECT_EQ(on(claims, "2026-09-01"), "wrong");
  claims[0].corrects = {"P"};
  EXPECT_EQ(on(claims, "2026-09-01"), "right");
}

TEST(InForce, Existence) {
  Claim since;
  since.from = parse_period("2026-07-27");
  EXPECT_TRUE(exists_by_claims({}, both("2026-01-01")));
  EXPECT_FALSE(exists_by_claims(std::vector{since}, both("2026-07-26")));
  EXPECT_TRUE(exists_by_claims(std::vector{since}, both("2026-07-27")));
  Claim until;
  until.to = parse_period("2026-07-27");
  EXPECT_TRUE(exists_by_claims(std::vector{until}, both("2026-07-26")));
  EXPECT_FALSE(exists_by_claims(std::vector{until}, both("2026-07-27")));
}

class Derived : public testing::Test {
 protected:
  Derived() {
    schema.properties["p"] = {"p", "", {ValueKind::String}, "string", {}, ""};
    claims = {claim("2026", "2024-01-01", "P", "2024-01-01"), claim("2027", "2026-07-27"),
              claim("2028", "2030-01-01", "P", "2026-05-01")};
    claims[2].planned = true;
  }
  Value take(Derivation::Take how, const char* value = "") {
    const PropertySchema property{"d", "", {}, "", Derivation{"p", how, value}, ""};
    return derive(property, schema, complete(claims), both("2026-10-01"));
  }
  Schema schema;
  std::vector<Claim> claims;
};

TEST_F(Derived, FromClaims) {
  EXPECT_TRUE(take(Derivation::Take::From).as_period() == parse_period("2026-07-27"));
  EXPECT_EQ(take(Derivation::Take::Previous).as_string(), "2026");
  EXPECT_TRUE(take(Derivation::Take::Moved).as_period() == parse_period("2026-07-27"));
  EXPECT_EQ(take(Derivation::Take::Known).as_date().days, day("2026-05-01"));
  EXPECT_TRUE(take(Derivation::Take::Planned, "2028").as_period() == parse_period("2030-01-01"));
  EXPECT_EQ(take(Derivation::Take::PlannedKnown, "2028").as_date().days, day("2026-05-01"));
  EXPECT_TRUE(take(Derivation::Take::Planned, "2029").is_null());
}

TEST_F(Derived, OnlyAMoveIsAMove) {
  claims.erase(claims.begin());
  EXPECT_TRUE(take(Derivation::Take::Previous).is_null());
  EXPECT_TRUE(take(Derivation::Take::Moved).is_null());
}

}  // namespace
}  // namespace normgraph
