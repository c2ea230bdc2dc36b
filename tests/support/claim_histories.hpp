#pragma once

// Histories of claims, and the graphs that are valid on one of their days: for tests that ask a
// graph with claims about any day.

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/database.hpp"
#include "graph/value/period.hpp"

namespace normgraph::tests {

constexpr std::int64_t first_day = 20000, last_day = 20040;

struct NodeHistory {
  std::string key, label;
  std::vector<Claim> claims;
};
struct RelationshipHistory {
  std::size_t start = 0, end = 0;
  std::int64_t weight = 0;
  std::vector<Claim> claims;
  bool claimed_weight = false;  // the weight is among the claims
};
struct History {
  std::vector<NodeHistory> nodes;
  std::vector<RelationshipHistory> relationships;
};
/// Random numbers, days and histories.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
  }
  std::int64_t day() { return first_day + below(last_day - first_day); }

  History history() {
    History all;
    for (int i = 0; i < 9; ++i) {
      NodeHistory node{"k" + std::to_string(i), i % 3 == 0 ? "B" : "A", {}};
      if (below(2) == 0) add_claims(node.claims, "", 2);
      add_claims(node.claims, "p", below(4));
      add_claims(node.claims, "q", below(3));
      all.nodes.push_back(std::move(node));
    }
    for (std::int64_t i = 0; i < 20; ++i) {
      RelationshipHistory made{std::size_t(below(9)), std::size_t(below(9)), i, {}};
      if (below(2) == 0) add_claims(made.claims, "", 1 + below(2));
      all.relationships.push_back(std::move(made));
    }
    return all;
  }

 private:
  void add_claims(std::vector<Claim>& to, const char* property, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      Claim claim;
      claim.property = property;
      if (!claim.property.empty()) claim.value = Value::integer(below(3));
      if (claim.property.empty() && below(4) == 0) claim.value = Value::boolean(false);
      if (below(4) != 0) claim.from = period();
      if (below(4) == 0) claim.to = period_of_day(Date{day()});
      claim.known_day = below(3) == 0 ? always_known : day();
      claim.planned = below(8) == 0;
      claim.rank = static_cast<SourceRank>(below(3));
      claim.sources = {"S" + std::to_string(below(5))};
      claim.confidence = static_cast<Confidence>(below(4));
      if (below(10) == 0) claim.corrects = {"S" + std::to_string(below(5))};
      to.push_back(std::move(claim));
    }
  }
  Period period() {
    Period made = period_of_day(Date{day()});
    if (below(4) == 0) made.last += below(6);
    return made;
  }
  std::mt19937 random_;
};
/// Empty, with an index on p of A.
std::unique_ptr<Database> empty_graph();
/// Only what is valid at a time, by naive_claims.hpp, without claims.
std::unique_ptr<Database> valid_at(const History& history, When when);
/// All rows as text.
std::string answer(Session& session, const std::string& text);
std::string date(std::int64_t day);
/// Expects that `claims` answers queries of every form, each behind `prefix`, like the graph that
/// is valid at the time.
void compare(Session& claims, const std::string& prefix, const History& history, When when);

}  // namespace normgraph::tests
