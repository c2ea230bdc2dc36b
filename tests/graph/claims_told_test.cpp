// Histories told by statements with EFFECTIVE, SOURCE and their like: every query at every time
// gives what a graph built from only the claims valid then gives.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "graph/store/view.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"
#include "tests/support/claim_histories.hpp"
#include "tests/support/naive_claims.hpp"

namespace normgraph::tests {
namespace {

/// Histories told by statements with EFFECTIVE, SOURCE and their like, day after day; beside them
/// the claims that they must have made.
class Told {
 public:
  explicit Told(unsigned seed)
      : random_(seed), database_(empty_graph()), session_(database_->session()) {
    for (int i = 0; i < 9; ++i) {
      const std::string key = "k" + std::to_string(i), label = i % 3 == 0 ? "B" : "A";
      run("CREATE (:" + label + " {key: '" + key + "'})");
      all_.nodes.push_back({key, label, {}});
    }
    for (std::int64_t i = 0; i < 10; ++i) relate(false);
  }

  void go_on() {
    today_ += random_.below(3);
    const auto node = static_cast<std::size_t>(random_.below(9));
    switch (random_.below(8)) {
      case 0:
        return set_plainly(node);
      case 1:
        return relate(true);
      case 2:
        return end_relationship();
      case 3:
        return random_.below(3) == 0 ? end_node(node) : forget(node);
      default:
        return set(node);
    }
  }

  const History& history() const { return all_; }
  Session& session() { return *session_; }
  Database& database() { return *database_; }
  std::int64_t today() const { return today_; }

 private:
  void run(const std::string& text) {
    told_ += text + ";\n";
    session_->options().today = Date{today_};
    session_->run(text);
  }
  When now() const { return {.day = today_}; }
  bool is_there(const RelationshipHistory& each) const {
    return naive_exists(each.claims, now()) && naive_exists(all_.nodes[each.start].claims, now()) &&
           naive_exists(all_.nodes[each.end].claims, now());
  }
  std::string match(std::size_t node) const {
    return "MATCH (n {key: '" + all_.nodes[node].key + "'}) ";
  }

  /// Random options, as text and as a claim.
  std::string options(Claim& claim) {
    std::string text;
    claim.known_day = today_;
    claim.sources = {"S" + std::to_string(random_.below(5))};
    text += " SOURCE '" + claim.sources.front() + "'";
    if (random_.below(5) != 0) {
      const std::int64_t first = random_.day();
      Period from = period_of_day(Date{first});
      if (random_.below(4) == 0) {
        from = parse_period("[" + date_text(first) + ".." + date_text(first + 5) + "]");
      } else if (random_.below(4) == 0) {
        claim.to = period_of_day(Date{first + 6});
        text += " EFFECTIVE " + date_text(first) + "/" + date_text(first + 5);
      }
      if (!claim.to) text += " EFFECTIVE " + to_text(from);
      claim.from = from;
    }
    if (random_.below(8) == 0) {
      claim.corrects = {"S" + std::to_string(random_.below(5))};
      text += " CORRECTING '" + claim.corrects.front() + "'";
    }
    if (random_.below(6) == 0) {
      claim.confidence = Confidence::High;
      text += " CONFIDENCE 'high'";
    }
    return text;
  }
  static std::string date_text(std::int64_t day) { return to_text(Value::date(Date{day})); }

  void set(std::size_t node) {
    Claim claim;
    claim.property = random_.below(2) == 0 ? "p" : "q";
    const bool remove = random_.below(6) == 0;
    if (!remove) claim.value = Value::integer(random_.below(3));
    std::string text = options(claim);
    if (random_.below(8) == 0) {
      claim.planned = true;
      text += " PLANNED";
    }
    const std::string what = "n." + claim.property;
    run(match(node) + (remove ? "REMOVE " + what : "SET " + what + " = " + to_text(claim.value)) +
        text);
    std::vector<Claim>& claims = all_.nodes[node].claims;
    if (!naive_exists(claims, now())) return;
    const bool any = std::ranges::any_of(
        claims, [&](const Claim& other) { return other.property == claim.property; });
    if (remove && !any) return;  // nothing to end
    if (any) claimed_.insert({node, claim.property});
    claims.push_back(claim);
    claimed_.insert({node, claim.property});
  }

  /// Replaces a value without claims, else is the user's claim from today on.
  void set_plainly(std::size_t node) {
    Claim claim;
    claim.property = random_.below(2) == 0 ? "p" : "q";
    claim.value = Value::integer(random_.below(3));
    run(match(node) + "SET n." + claim.property + " = " + to_text(claim.value));
    std::vector<Claim>& claims = all_.nodes[node].claims;
    if (!naive_exists(claims, now())) return;
    const bool claimed = claimed_.contains({node, claim.property});
    if (claimed) {
      claim.from = period_of_day(Date{today_});
      claim.known_day = today_;
      claim.sources = {"user"};
    } else {
      std::erase_if(claims, [&](const Claim& old) { return old.property == claim.property; });
    }
    claims.push_back(claim);
  }

  void forget(std::size_t node) {
    const std::string source = "S" + std::to_string(random_.below(5));
    run(match(node) + "FORGET n.p SOURCE '" + source + "'");
    std::vector<Claim>& claims = all_.nodes[node].claims;
    if (!naive_exists(claims, now())) return;
    std::erase_if(claims, [&](const Claim& claim) {
      return claim.property == "p" && std::ranges::count(claim.sources, source) > 0;
    });
    const auto on_p = [](const Claim& claim) { return claim.property == "p"; };
    if (std::ranges::none_of(claims, on_p)) claimed_.erase({node, "p"});
  }

  void relate(bool claimed) {
    RelationshipHistory made{std::size_t(random_.below(9)),
                             std::size_t(random_.below(9)),
                             std::int64_t(all_.relationships.size()),
                             {},
                             claimed};
    std::string text;
    if (claimed) {
      Claim claim;
      text = options(claim);
      made.claims.push_back(claim);
      claim.property = "w";
      claim.value = Value::integer(made.weight);
      made.claims.push_back(claim);
    }
    run("MATCH (a {key: '" + all_.nodes[made.start].key + "'}), (b {key: '" +
        all_.nodes[made.end].key + "'}) CREATE (a)-[:R {w: " + std::to_string(made.weight) +
        "}]->(b)" + text);
    if (naive_exists(all_.nodes[made.start].claims, now()) &&
        naive_exists(all_.nodes[made.end].claims, now()))
      all_.relationships.push_back(made);
  }

  void deny(std::vector<Claim>& claims, const Claim& denial) {
    const auto on_existence = [](const Claim& claim) { return claim.property.empty(); };
    if (std::ranges::none_of(claims, on_existence)) claims.push_back(Claim{});
    claims.push_back(denial);
  }

  void end_relationship() {
    if (all_.relationships.empty()) return;
    auto& each = all_.relationships[static_cast<std::size_t>(
        random_.below(static_cast<std::int64_t>(all_.relationships.size())))];
    Claim denial;
    const std::string text = options(denial);
    denial.value = Value::boolean(false);
    // By its place: its weight may have no value today.
    const bool there = is_there(each);
    run("MATCH (a {key: '" + all_.nodes[each.start].key +
        "'})-[r:R {w: " + std::to_string(each.weight) + "}]->(b {key: '" +
        all_.nodes[each.end].key + "'}) DELETE r" + text);
    const Claim* weight = naive_claim(each.claims, "w", now());
    if (there && (!each.claimed_weight || weight)) deny(each.claims, denial);
  }

  void end_node(std::size_t node) {
    Claim denial;
    const std::string text = options(denial);
    denial.value = Value::boolean(false);
    run(match(node) + "DETACH DELETE n" + text);
    if (!naive_exists(all_.nodes[node].claims, now())) return;
    for (RelationshipHistory& each : all_.relationships)
      if ((each.start == node || each.end == node) && is_there(each)) deny(each.claims, denial);
    deny(all_.nodes[node].claims, denial);
  }

  Generator random_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
  History all_;
  std::set<std::pair<std::size_t, std::string>> claimed_;  // properties of nodes
  std::int64_t today_ = first_day + 10;
  std::string told_;
};
class ToldReplay : public testing::TestWithParam<unsigned> {};

TEST_P(ToldReplay, HistoriesToldByStatements) {
  Told told(GetParam() + 3000);
  Generator random(GetParam());
  for (int i = 1; i <= 30 && !HasFatalFailure(); ++i) {
    told.go_on();
    if (i % 5 != 0) continue;
    Session& session = told.session();
    compare(session, "", told.history(), {.day = told.today()});
    const When when{.day = random.day(), .known_by = random.day()};
    compare(session, "AS OF " + date(when.day) + " ", told.history(), {.day = when.day});
    compare(session, "AS OF " + date(when.day) + " KNOWN BY " + date(when.known_by) + " ",
            told.history(), when);
  }
  const std::vector<std::string> problems = told.database().store().verify();
  EXPECT_TRUE(problems.empty()) << problems.front();
}
INSTANTIATE_TEST_SUITE_P(Seeds, ToldReplay, testing::Range(1u, 25u));

}  // namespace
}  // namespace normgraph::tests
