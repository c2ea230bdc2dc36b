// Sums and counts over the ends of many relationships take each end once, times its rows, and say
// the same as when every row is counted, which collect() in the same query brings about.

#include <gtest/gtest.h>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

class ExpandEndCounts : public testing::Test {
 protected:
  static constexpr int relationships = 70'000;

  ExpandEndCounts() : session_(database_.session()) {
    session_->run("UNWIND range(0, 499) AS i CREATE (:A {n: i}), (:B {n: i, v: i % 9, k: i % 4})");
    session_->run("MATCH (b:B) WHERE b.n % 11 = 0 SET b:C REMOVE b.v");
    session_->run("CREATE INDEX FOR (a:A) ON (a.n)");
    session_->run("CREATE INDEX FOR (b:B) ON (b.n)");
    session_->run(
        "UNWIND range(1, $count) AS i MATCH (a:A {n: i * 7 % 500}), (b:B {n: i * i % 500}) CREATE "
        "(a)-[:R]->(b)",
        {{"count", Value::integer(relationships)}});
    session_->run("MATCH (b:B) WHERE b.n % 5 = 0 CREATE (b)-[:R]->(b)");
  }

  std::string text(const std::string& query, std::size_t columns) {
    std::string rows;
    for (const Table& table : session_->run(query).tables)
      for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < columns; ++i) rows += to_text(row[i]) + " ";
        rows += "\n";
      }
    return rows;
  }
  bool counts_ends(const std::string& query) {
    const std::string plan = text("EXPLAIN " + query, 2);
    return plan.find("Expand ends, counted") != std::string::npos ||
           plan.find("Degrees of all ends") != std::string::npos ||
           plan.find("Expand count") != std::string::npos;
  }
  void expect_same(const std::string& pattern, const std::string& calls, std::size_t columns) {
    const std::string counted = pattern + " RETURN " + calls + " ORDER BY k";
    const std::string one_by_one =
        pattern + " RETURN " + calls + ", size(collect(a)) AS rows ORDER BY k";
    EXPECT_FALSE(counts_ends(one_by_one)) << one_by_one;
    EXPECT_EQ(text(counted, columns), text(one_by_one, columns)) << counted;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

const std::string calls =
    "b.k AS k, count(*), sum(b.v), avg(b.v), count(b.v), min(b.v), max(b.v), count(DISTINCT b.v), "
    "sum(DISTINCT b.v)";

TEST_F(ExpandEndCounts, SaysTheSameAsRowByRow) {
  for (const std::string pattern :
       {"MATCH (a)-[:R]->(b)", "MATCH (a:A)-[:R]->(b)", "MATCH (a)-[:R]->(b:C)",
        "MATCH (b)<-[:R]-(a)", "MATCH (a)-[:R]-(b)", "MATCH (a)-->(b) WHERE b.v > 2",
        "MATCH (a:A)-[:R|S]->(b) WHERE a.n < 450"})
    expect_same(pattern, calls, 9);
}

TEST_F(ExpandEndCounts, FloatsAndDurationsAreAddedOneByOne) {
  session_->run("MATCH (b:B) WHERE b.n % 3 = 1 SET b.v = b.v + 0.1");
  expect_same("MATCH (a)-[:R]->(b)", calls, 9);
  session_->run("MATCH (b:B) SET b.v = duration({days: b.n})");
  expect_same("MATCH (a)-[:R]->(b)", "b.k AS k, count(*), sum(b.v)", 3);
}

TEST_F(ExpandEndCounts, SeesTheOpenTransaction) {
  session_->run("BEGIN");
  session_->run("MATCH (a:A {n: 3})-[r:R]->() DELETE r");
  session_->run(
      "MATCH (a:A {n: 4}), (b:B {n: 7}) CREATE (a)-[:R]->(b) CREATE (a)-[:R]->(:B {k: 9, v: 90})");
  expect_same("MATCH (a)-[:R]->(b)", calls, 9);
  expect_same("MATCH (a:A)-[:R]->(b)", calls, 9);
  session_->run("ROLLBACK");
}

TEST_F(ExpandEndCounts, SumsThatDoNotFitAreErrors) {
  session_->run("MATCH (b:B) SET b.v = 4611686018427387904");
  const std::string query = "MATCH (a)-[:R]->(b) RETURN sum(b.v)";
  ASSERT_TRUE(counts_ends(query));
  try {
    session_->run(query);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_NE(error.message.find("sum()"), std::string::npos) << error.message;
  }
}

TEST_F(ExpandEndCounts, IsForManyRowsOfWhichOnlyTheEndIsRead) {
  for (const std::string pattern :
       {"(a)-[:R]->(b)", "(a)<-[:R]-(b)", "(a)-[:R]-(b)", "(a)-[:R]->(b:C)"})
    EXPECT_TRUE(
        counts_ends("MATCH " + pattern + " RETURN b.k, count(*), sum(b.v), avg(b.v), max(b.v)"))
        << pattern;
  EXPECT_FALSE(counts_ends("MATCH (a:A {n: 3})-[:R]->(b) RETURN sum(b.v)"));
  EXPECT_FALSE(counts_ends("MATCH (a)-[:R]->(b) RETURN a.n, sum(b.v)"));
  EXPECT_FALSE(counts_ends("MATCH (a)-[r:R]->(b) RETURN sum(r.v)"));
  EXPECT_FALSE(counts_ends("MATCH (a)-[:R]->(b) RETURN stdev(b.v)"));
}

}  // namespace
}  // namespace normgraph
