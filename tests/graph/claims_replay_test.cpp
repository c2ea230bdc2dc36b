// Every query at every time gives what a graph built from only the claims valid then gives: claims
// on generated histories, asked with AS OF and KNOWN BY, against plain graphs.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "graph/claims/in_force.hpp"
#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"
#include "tests/support/naive_claims.hpp"

namespace normgraph {
namespace {

using tests::naive_claim;
using tests::naive_exists;

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

std::unique_ptr<Database> empty_graph() {
  auto database = std::make_unique<Database>(DatabaseOptions{.path = "", .memory = true});
  database->session()->run("CREATE INDEX FOR (n:A) ON (n.p)");
  return database;
}

store::PropertyList values(store::GraphWriter& writer, const NodeHistory& node, When when) {
  store::PropertyList list{{writer.intern_key("key"), Value::string(node.key)}};
  for (const auto& [name, value] : properties_in_force(node.claims, {}, Schema(), when))
    list.emplace_back(writer.intern_key(name), value);
  return list;
}

/// The graph of a stored day, with all claims.
std::unique_ptr<Database> with_claims(const History& history, std::int64_t stored) {
  auto database = empty_graph();
  const auto transaction = database->store().begin_write();
  transaction->begin_statement();
  const store::GraphView& view = transaction->view();
  store::GraphWriter& writer = transaction->writer();
  const When when{.day = stored};
  std::vector<NodeId> nodes;
  for (const NodeHistory& node : history.nodes) {
    const LabelId label = writer.intern_label(node.label);
    nodes.push_back(writer.create_node({&label, 1}, values(writer, node, when)));
    ElementClaims claims;
    claims.claims = node.claims;
    set_days(claims);
    writer.put_claims(ElementId::of(nodes.back()), claims);
  }
  for (const RelationshipHistory& each : history.relationships) {
    const RelationshipRef made =
        writer.create_relationship(writer.intern_type("R"), nodes[each.start], nodes[each.end],
                                   {{writer.intern_key("w"), Value::integer(each.weight)}});
    ElementClaims claims;
    claims.claims = each.claims;
    claims.start = made.start;
    claims.end = made.end;
    const auto start = view.claims(ElementId::of(made.start));
    const auto end = view.claims(ElementId::of(made.end));
    set_days(claims, &*start, &*end);
    writer.put_claims(ElementId::of(made.id), claims);
    if (!exists_by_claims(each.claims, when)) make_absent(view, writer, made);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (!exists_by_claims(history.nodes[i].claims, when)) make_absent(view, writer, nodes[i]);
  set_stored_day(writer, stored);
  transaction->keep_statement();
  transaction->commit();
  return database;
}

store::PropertyList naive_values(store::GraphWriter& writer, const std::vector<Claim>& claims,
                                 When when) {
  store::PropertyList list;
  for (const char* name : {"p", "q", "w"}) {
    const Claim* claim = naive_claim(claims, name, when);
    if (!claim) continue;
    list.emplace_back(writer.intern_key(name), claim->value);
    List sources;
    for (const std::string& source : claim->sources) sources.push_back(Value::string(source));
    if (!sources.empty())
      list.emplace_back(writer.intern_key(std::string(name) + "_sources"),
                        Value::list(std::move(sources)));
  }
  return list;
}

/// Only what is valid at a time, without claims.
std::unique_ptr<Database> valid_at(const History& history, When when) {
  auto database = empty_graph();
  const auto transaction = database->store().begin_write();
  store::GraphWriter& writer = transaction->writer();
  std::vector<NodeId> nodes;
  for (const NodeHistory& node : history.nodes) {
    if (!naive_exists(node.claims, when)) {
      nodes.push_back(no_node);
      continue;
    }
    const LabelId label = writer.intern_label(node.label);
    store::PropertyList list = naive_values(writer, node.claims, when);
    list.emplace_back(writer.intern_key("key"), Value::string(node.key));
    nodes.push_back(writer.create_node({&label, 1}, list));
  }
  for (const RelationshipHistory& each : history.relationships) {
    if (nodes[each.start] == no_node || nodes[each.end] == no_node ||
        !naive_exists(each.claims, when))
      continue;
    store::PropertyList list = naive_values(writer, each.claims, when);
    if (!each.claimed_weight)
      list.emplace_back(writer.intern_key("w"), Value::integer(each.weight));
    writer.create_relationship(writer.intern_type("R"), nodes[each.start], nodes[each.end], list);
  }
  transaction->commit();
  return database;
}

constexpr const char* queries[] = {
    "MATCH (n) RETURN n.key, n.p, n.p_sources, n.q, labels(n) ORDER BY n.key",
    "MATCH (n) WITH n ORDER BY n.key UNWIND keys(n) AS k WITH n, k ORDER BY n.key, k "
    "RETURN n.key, collect(k)",
    "MATCH (n) RETURN count(*)",
    "MATCH (n:A) RETURN count(*)",
    "MATCH (n:A) RETURN n.key ORDER BY n.key",
    "MATCH (n:B) RETURN n.p AS p, count(*) AS c ORDER BY p",
    "UNWIND range(0, 8) AS i MATCH (n {key: 'k' + toString(i)}) RETURN i, n.q ORDER BY i",
    "UNWIND range(0, 2) AS i MATCH (n:A {p: i}) RETURN i, n.key ORDER BY i, n.key",
    "MATCH (n {key: 'k3'}) RETURN n.p",
    "MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w",
    "MATCH (a)<-[r]-(b:A) RETURN a.key, r.w, b.key ORDER BY r.w",
    "MATCH ()-[r:R]->() RETURN count(r)",
    "MATCH (n) RETURN n.key, COUNT { (n)-[:R]->() } AS o, COUNT { (n)<-[:R]-() } AS i ORDER BY "
    "n.key",
    "MATCH (a {key: 'k1'})-[rs:R*1..3]->(b) RETURN b.key, [r IN rs | r.w] AS path ORDER BY path",
    "MATCH (a {key: 'k1'}), (b {key: 'k2'}) MATCH p = shortestPath((a)-[:R*]->(b)) RETURN "
    "length(p)",
    "MATCH (a:A) WHERE NOT EXISTS { (a)-[:R]->(:B) } RETURN a.key ORDER BY a.key",
    "MATCH (n:A) RETURN sum(n.p) AS s, avg(n.q) AS a, count(n.q) AS c, count(DISTINCT n.p) AS d",
    "MATCH (a)-[r:R]->(b) WITH a, r ORDER BY r.w RETURN a.key AS k, count(*) AS c, collect(r.w) AS "
    "w ORDER BY k",
    "MATCH (a:A)-[:R]->(b)-[:R]->(c) RETURN count(*)",
    "MATCH (a)-[:R]->(b)-[:R]->(c)-[:R]->(a) RETURN count(*)",
    "MATCH (a {key: 'k1'})-[:R*]->(b) RETURN count(DISTINCT b.key)",
    "MATCH p = ALL SHORTEST (a {key: 'k0'})-[:R]->{1,4}(b {key: 'k5'}) RETURN length(p) AS l, "
    "count(*) AS c ORDER BY l",
    "MATCH (a:A) OPTIONAL MATCH (a)-[r:R]->(b:B) RETURN a.key AS k, r.w AS w ORDER BY k, w",
    "MATCH (n:A) WHERE n.p > 0 AND n.q IS NULL RETURN n.key ORDER BY n.key",
    "MATCH (n:A {p: 1}) MATCH (n)-[r:R]-(m) RETURN n.key AS k, m.key AS l, r.w AS w ORDER BY k, w",
    "MATCH (n) RETURN n.key AS k, size([(n)-[r:R]->(m) WHERE m.p = 1 | r.w]) AS s ORDER BY k",
    "MATCH (n) RETURN n.key AS k, properties(n) AS everything ORDER BY k",
};

std::string answer(Session& session, const std::string& text) {
  std::string rows;
  const Answer all = session.run(text);
  for (const Table& table : all.tables)
    for (const auto& row : table.rows) {
      for (const Value& value : row) rows += to_text(value) + " ";
      rows += "\n";
    }
  return rows;
}

std::string date(std::int64_t day) { return to_text(Value::date(Date{day})); }

void compare(Session& claims, const std::string& prefix, const History& history, When when) {
  const auto plain = valid_at(history, when);
  const auto session = plain->session();
  for (const char* query : queries)
    ASSERT_EQ(answer(claims, prefix + query), answer(*session, query)) << prefix << query;
}

class Replay : public testing::TestWithParam<unsigned> {};

TEST_P(Replay, AsOfAndKnownBy) {
  Generator random(GetParam());
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  compare(*session, "", history, {.day = stored});
  for (int i = 0; i < 6 && !HasFatalFailure(); ++i) {
    const When when{.day = random.day(), .known_by = random.day()};
    compare(*session, "AS OF " + date(when.day) + " ", history, {.day = when.day});
    compare(*session, "AS OF " + date(when.day) + " KNOWN BY " + date(when.known_by) + " ", history,
            when);
    compare(*session, "AS KNOWN ON " + date(when.day) + " ", history, {when.day, when.day});
    compare(*session, "KNOWN BY " + date(when.known_by) + " ", history, {stored, when.known_by});
  }
  EXPECT_TRUE(database->store().verify().empty());
}

TEST_P(Replay, TodayMovesOnAndWritesMoveTheStoredDay) {
  Generator random(GetParam() + 1000);
  const History history = random.history();
  const auto database = with_claims(history, random.day());
  const auto session = database->session();
  for (int i = 0; i < 5 && !HasFatalFailure(); ++i) {
    const std::int64_t today = random.day();
    session->options().today = Date{today};
    compare(*session, "", history, {.day = today});
    session->run("CREATE (x:Scratch {p: 1}) WITH x DELETE x");
    compare(*session, "", history, {.day = today});
    const std::int64_t other = random.day();
    compare(*session, "AS OF " + date(other) + " ", history, {.day = other});
  }
  const std::vector<std::string> problems = database->store().verify();
  EXPECT_TRUE(problems.empty()) << problems.front();
}

TEST_P(Replay, InsideATransaction) {
  Generator random(GetParam() + 2000);
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  session->run("BEGIN");
  session->run("CREATE (:Scratch {key: 'new'})");
  const std::int64_t day = random.day();
  EXPECT_EQ(answer(*session, "AS OF " + date(day) + " MATCH (n:Scratch) RETURN n.key"), "new \n");
  session->run("MATCH (n:Scratch) DELETE n");
  compare(*session, "AS OF " + date(day) + " ", history, {.day = day});
  compare(*session, "", history, {.day = stored});
  session->run("ROLLBACK");
}

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

TEST_P(Replay, HistoriesToldByStatements) {
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

TEST_P(Replay, OptionsOfTheSessionAndSavedStatements) {
  Generator random(GetParam() + 4000);
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  session->run("DEFINE links AS MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w");
  const When when{.day = random.day(), .known_by = random.day()};
  const auto plain = valid_at(history, when);
  const auto other = plain->session();
  const std::string links =
      answer(*other, "MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w");
  EXPECT_EQ(answer(*session,
                   "AS OF " + date(when.day) + " KNOWN BY " + date(when.known_by) + " RUN links"),
            links);
  session->options().as_of = Date{when.day};
  session->options().known_by = Date{when.known_by};
  EXPECT_EQ(answer(*session, "RUN links"), links);
  compare(*session, "", history, when);
  EXPECT_THROW(session->run("CREATE ()"), Error);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, testing::Range(1u, 25u));

TEST(OtherTimes, RelationshipsThatEndedFollowWhatIsSaidOfTheirEndsLater) {
  const auto database = empty_graph();
  const auto session = database->session();
  const auto today = [&](const char* day) {
    session->options().today = Date{parse_period(day).first};
  };
  today("2026-11-21");
  session->run("CREATE ({key: 'a'})-[:R]->({key: 'b'})");
  session->run("MATCH ()-[r:R]->() DELETE r EFFECTIVE 2026-01-01 SOURCE 's'");
  session->run("MATCH (b {key: 'b'}) DELETE b EFFECTIVE 2025-06-01 SOURCE 's'");
  today("2025-08-01");
  session->run("CREATE (:Scratch)");  // the stored day is between the two ends now
  const std::string links = "MATCH ()-[r:R]->() RETURN count(r)";
  EXPECT_EQ(answer(*session, links), "0 \n");
  EXPECT_EQ(answer(*session, "AS OF 2025-03-01 " + links), "1 \n");
  EXPECT_EQ(answer(*session, "AS OF 2025-06-01 " + links), "0 \n");
}

TEST(OtherTimes, CannotBeWritten) {
  const auto database = empty_graph();
  const auto session = database->session();
  try {
    session->run("AS OF 2025-05-08 CREATE (:X)");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG2903");
  }
  EXPECT_EQ(answer(*session, "MATCH (x:X) RETURN count(x)"), "0 \n");
}

TEST(OtherTimes, TodayIsTheDayAskedFor) {
  const auto session = empty_graph();
  const auto asking = session->session();
  EXPECT_EQ(answer(*asking, "AS OF 2025-05 RETURN date()"), "2025-05-31 \n");
  EXPECT_EQ(answer(*asking, "AS OF 2025-Q1 RETURN date()"), "2025-03-31 \n");
}

TEST(OtherTimes, DaysThatDoNotExist) {
  const auto database = empty_graph();
  const auto session = database->session();
  for (const char* text : {"AS OF 2025-02-30 RETURN 1", "KNOWN BY 2025-13 RETURN 1"})
    EXPECT_THROW(session->run(text), Error) << text;
}

}  // namespace
}  // namespace normgraph
