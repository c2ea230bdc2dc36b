// A text that was run before is neither parsed nor planned again, and still answers from the graph
// as it is now.

#include <gtest/gtest.h>

#include "graph/claims/resolve.hpp"
#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

std::unique_ptr<Database> memory_graph() {
  return std::make_unique<Database>(DatabaseOptions{.path = "", .memory = true});
}

std::string answer(Session& session, const std::string& text, const Map& parameters = {}) {
  std::string rows;
  for (const Table& table : session.run(text, parameters).tables)
    for (const auto& row : table.rows)
      for (const Value& value : row) rows += to_text(value) + " ";
  return rows;
}

TEST(PlanCache, SeesNewDataNamesAndOtherSessionsCommits) {
  const auto database = memory_graph();
  const auto session = database->session(), other = database->session();
  const std::string all = "MATCH (n:Fresh) RETURN n.p ORDER BY n.p";
  const Answer before = session->run(all);
  EXPECT_TRUE(before.tables.front().rows.empty());
  EXPECT_FALSE(before.warnings.empty()) << "no node has the label yet";
  session->run("CREATE (:Fresh {p: 1})");
  const Answer after = session->run(all);
  EXPECT_EQ(after.tables.front().rows.size(), 1u);
  EXPECT_TRUE(after.warnings.empty());
  other->run("CREATE (:Fresh {p: 2})");
  EXPECT_EQ(answer(*session, all), "1 2 ");
  other->run("MATCH (n:Fresh {p: 1}) DELETE n");
  EXPECT_EQ(answer(*session, all), "2 ");
}

TEST(PlanCache, SeesTheOpenTransactionAndItsEnd) {
  const auto database = memory_graph();
  const auto session = database->session(), other = database->session();
  const std::string count = "MATCH (n) RETURN count(n)";
  EXPECT_EQ(answer(*session, count), "0 ");
  session->run("BEGIN");
  session->run("CREATE ()");
  EXPECT_EQ(answer(*session, count), "1 ");
  EXPECT_EQ(answer(*other, count), "0 ");
  session->run("ROLLBACK");
  EXPECT_EQ(answer(*session, count), "0 ");
  session->run("BEGIN");
  session->run("CREATE ()");
  session->run("COMMIT");
  EXPECT_EQ(answer(*session, count), "1 ");
  EXPECT_EQ(answer(*other, count), "1 ");
}

TEST(PlanCache, FollowsIndexesThatComeAndGo) {
  const auto database = memory_graph();
  const auto session = database->session();
  session->run("UNWIND range(1, 2000) AS i CREATE (:T {a: i, b: i % 7})");
  const std::string query = "MATCH (n:T {a: 5}) RETURN n.b";
  const auto seeks = [&] {
    return answer(*session, "EXPLAIN " + query).find("Index seek") != std::string::npos;
  };
  EXPECT_EQ(answer(*session, query), "5 ");
  EXPECT_FALSE(seeks());
  session->run("CREATE INDEX by_a FOR (n:T) ON (n.a)");
  EXPECT_TRUE(seeks());
  EXPECT_EQ(answer(*session, query), "5 ");
  // As many indexes as before, but another one.
  session->run("BEGIN");
  session->run("DROP INDEX by_a");
  session->run("CREATE INDEX by_b FOR (n:T) ON (n.b)");
  session->run("COMMIT");
  EXPECT_FALSE(seeks());
  EXPECT_EQ(answer(*session, query), "5 ");
}

TEST(PlanCache, ParametersAndOptionsAreOfTheCall) {
  const auto database = memory_graph();
  const auto session = database->session();
  EXPECT_EQ(answer(*session, "RETURN $x + 1", {{"x", Value::integer(1)}}), "2 ");
  EXPECT_EQ(answer(*session, "RETURN $x + 1", {{"x", Value::string("a")}}), "a1 ");
  session->options().today = Date{20000};
  EXPECT_EQ(answer(*session, "RETURN date()"), "2024-10-04 ");
  session->options().today = Date{20001};
  EXPECT_EQ(answer(*session, "RETURN date()"), "2024-10-05 ");
}

TEST(PlanCache, AResetGraphIsAnotherGraph) {
  const auto database = memory_graph();
  const auto session = database->session();
  const std::string query = "MATCH (n) RETURN count(n)";
  session->run("CREATE (), ()");
  EXPECT_EQ(answer(*session, query), "2 ");
  database->reset();
  EXPECT_EQ(answer(*session, query), "0 ");
  session->run("CREATE ()");
  EXPECT_EQ(answer(*session, query), "1 ");
  database->define_procedure("p() :: (x :: INTEGER?)", {"x"}, {{Value::integer(7)}});
  EXPECT_EQ(answer(*session, "CALL p() YIELD x RETURN x"), "7 ");
  database->define_procedure("p() :: (x :: INTEGER?)", {"x"}, {{Value::integer(8)}});
  EXPECT_EQ(answer(*session, "CALL p() YIELD x RETURN x"), "8 ");
}

// The operators of a plan are kept for the next run; whatever they found out must not be.
TEST(PlanCache, OperatorsKeepNothingOfEarlierRuns) {
  const auto database = memory_graph();
  const auto session = database->session(), other = database->session();
  session->run("UNWIND range(1, 5000) AS i CREATE (:T {a: i, b: i % 10})");
  session->run("CREATE INDEX by_a FOR (n:T) ON (n.a)");
  session->run(
      "UNWIND range(1, 4990) AS i MATCH (n:T {a: i}), (m:T {a: i + 1 + i % 3}) CREATE "
      "(n)-[:R]->(m)");
  const std::string seek =
      "MATCH (n:T {a: $a})-[:R]->(m) WHERE m.b <> $not RETURN m.a SKIP $skip LIMIT $limit";
  const auto ask = [&](std::int64_t a, std::int64_t no, std::int64_t skip, std::int64_t limit) {
    return answer(*session, seek,
                  {{"a", Value::integer(a)},
                   {"limit", Value::integer(limit)},
                   {"not", Value::integer(no)},
                   {"skip", Value::integer(skip)}});
  };
  const std::string count = "MATCH (n:T {b: $b}) RETURN count(*) AS c, sum(n.a) AS s";
  const auto sum = [&](std::int64_t b) {
    return answer(*session, count, {{"b", Value::integer(b)}});
  };
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(ask(3, -1, 0, 5), "4 ");
    EXPECT_EQ(ask(4, -1, 0, 5), "6 ");
    EXPECT_EQ(ask(4, 6, 0, 5), "");
    EXPECT_EQ(ask(4, -1, 1, 5), "");
    EXPECT_EQ(ask(4, -1, 0, 0), "");
    EXPECT_EQ(ask(5, -1, 0, 5), "8 ");
    EXPECT_THROW(ask(5, -1, 0, -1), Error);
    EXPECT_THROW(session->run(seek, {{"a", Value::integer(3)}}), Error);
    EXPECT_EQ(sum(3), "500 1249000 ");
    EXPECT_EQ(sum(4), "500 1249500 ");
  }
  other->run("MATCH (n:T {a: 5})-[r:R]->() DELETE r");
  EXPECT_EQ(ask(5, -1, 0, 5), "");
  session->run("BEGIN");
  session->run("MATCH (n:T {a: 5}), (m:T {a: 9}) CREATE (n)-[:R]->(m)");
  EXPECT_EQ(ask(5, -1, 0, 5), "9 ");
  session->run("ROLLBACK");
  EXPECT_EQ(ask(5, -1, 0, 5), "");
  EXPECT_EQ(ask(4, -1, 0, 5), "6 ");
}

TEST(PlanCache, MemoryIsCountedByTheRun) {
  const auto database = memory_graph();
  const auto session = database->session();
  session->run("UNWIND range(1, 3000) AS i CREATE (:T {a: i})");
  session->options().memory_limit = 4 << 20;
  const std::string groups = "MATCH (n:T) WHERE n.a > $a RETURN n.a AS a, count(*) AS c";
  for (int round = 0; round < 50; ++round)
    EXPECT_EQ(session->run(groups, {{"a", Value::integer(0)}}).tables.at(0).rows.size(), 3000u);
}

/// A node whose p is 1 from day 100, 2 from day 200; the stored day is 150.
std::unique_ptr<Database> graph_of_two_states() {
  auto database = memory_graph();
  const auto transaction = database->store().begin_write();
  store::GraphWriter& writer = transaction->writer();
  const NodeId node = writer.create_node({}, {{writer.intern_key("p"), Value::integer(1)}});
  ElementClaims all;
  for (const std::int64_t state : {1, 2}) {
    Claim claim;
    claim.property = "p";
    claim.value = Value::integer(state);
    claim.from = period_of_day(Date{state * 100});
    all.claims.push_back(claim);
  }
  set_days(all);
  writer.put_claims(ElementId::of(node), all);
  set_stored_day(writer, 150);
  transaction->commit();
  return database;
}

TEST(PlanCache, FollowsTheTimeAskedFor) {
  const auto database = graph_of_two_states();
  const auto session = database->session();
  session->options().today = Date{150};
  const std::string query = "MATCH (n) RETURN n.p";
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(answer(*session, query), "1 ");
    EXPECT_EQ(answer(*session, "AS OF 1970-08-01 " + query), "2 ");
    EXPECT_EQ(answer(*session, "AS OF 1970-01-10 " + query), "null ");
    session->options().as_of = Date{250};
    EXPECT_EQ(answer(*session, query), "2 ");
    session->options().as_of.reset();
    session->options().today = Date{260};
    EXPECT_EQ(answer(*session, query), "2 ");
    session->options().today = Date{150};
  }
}

TEST(PlanCache, FollowsWritesBetweenQuestionsAboutAnotherTime) {
  const auto database = graph_of_two_states();
  const auto session = database->session(), other = database->session();
  session->options().today = other->options().today = Date{150};
  const std::string then = "AS OF 1970-08-01 MATCH (n) RETURN n.p, n.q";
  EXPECT_EQ(answer(*session, then), "2 null ");
  other->run("MATCH (n) SET n.q = 'new'");
  EXPECT_EQ(answer(*session, then), "2 new ");
  session->run("MATCH (n) SET n.q = 'newer'");
  EXPECT_EQ(answer(*session, then), "2 newer ");
  EXPECT_EQ(answer(*session, "MATCH (n) RETURN n.p"), "1 ");
}

TEST(PlanCache, AFailedStatementLeavesNothingOpen) {
  const auto database = graph_of_two_states();
  const auto session = database->session();
  session->options().today = Date{150};
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(session->run("AS OF 1970-08-01 MATCH (n) RETURN 1 / (n.p - 2)"), Error);
    EXPECT_THROW(session->run("MATCH (n) RETURN 1 / (n.p - 1)"), Error);
    EXPECT_EQ(answer(*session, "MATCH (n) RETURN n.p"), "1 ");
  }
  session->run("CREATE ()");
}

TEST(KeptSnapshot, IsRenewedWithItsLayersUntilSomebodyCommits) {
  const auto database = graph_of_two_states();
  const auto reader = database->store().begin_read();
  const std::uint64_t number = reader->snapshot_number();
  const auto add = [](const store::GraphView&, store::GraphWriter& writer) {
    writer.create_node({}, {});
  };
  ASSERT_TRUE(reader->enter_layer(std::nullopt, add));
  ASSERT_TRUE(reader->enter_layer(std::nullopt, add));
  EXPECT_EQ(reader->view().node_count(), 3u);
  reader->rest();
  EXPECT_TRUE(reader->renew());
  EXPECT_EQ(reader->view().node_count(), 3u);
  EXPECT_EQ(reader->snapshot_number(), number);
  reader->leave_layer();
  EXPECT_EQ(reader->view().node_count(), 2u);
  reader->rest();
  database->session()->run("CREATE ()");
  EXPECT_FALSE(reader->renew());
  EXPECT_EQ(reader->view().node_count(), 2u);
  EXPECT_GT(reader->snapshot_number(), number);
}

}  // namespace
}  // namespace normgraph
