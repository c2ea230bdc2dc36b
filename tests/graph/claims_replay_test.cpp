// Every query at every time gives what a graph built from only the claims valid then gives: claims
// on generated histories, asked with AS OF and KNOWN BY, against plain graphs.

#include <gtest/gtest.h>

#include <random>

#include "graph/claims/in_force.hpp"
#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

constexpr std::int64_t first_day = 20000, last_day = 20040;

struct NodeHistory {
  std::string key, label;
  std::vector<Claim> claims;
};
struct RelationshipHistory {
  std::size_t start = 0, end = 0;
  std::int64_t weight = 0;
  std::vector<Claim> claims;
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
      if (below(4) != 0) claim.from = period();
      if (below(4) == 0) claim.to = period_of_day(Date{day()});
      claim.known_day = below(3) == 0 ? always_known : day();
      claim.planned = below(8) == 0;
      claim.rank = static_cast<SourceRank>(below(3));
      claim.sources = {"S" + std::to_string(below(5))};
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

/// Only what is valid at a time, without claims.
std::unique_ptr<Database> valid_at(const History& history, When when) {
  auto database = empty_graph();
  const auto transaction = database->store().begin_write();
  store::GraphWriter& writer = transaction->writer();
  std::vector<NodeId> nodes;
  for (const NodeHistory& node : history.nodes) {
    const LabelId label = writer.intern_label(node.label);
    nodes.push_back(exists_by_claims(node.claims, when)
                        ? writer.create_node({&label, 1}, values(writer, node, when))
                        : no_node);
  }
  for (const RelationshipHistory& each : history.relationships)
    if (nodes[each.start] != no_node && nodes[each.end] != no_node &&
        exists_by_claims(each.claims, when))
      writer.create_relationship(writer.intern_type("R"), nodes[each.start], nodes[each.end],
                                 {{writer.intern_key("w"), Value::integer(each.weight)}});
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

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, testing::Range(1u, 25u));

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
