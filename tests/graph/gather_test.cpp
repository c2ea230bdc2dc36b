// Chains of operators on all cores against the same statements on one: a write in an open
// transaction lies over what is stored, and then there is one copy of each operator.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

/// More nodes than two batches, a hub that leads on to more rows than a copy may make at a time.
class Gather : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = new Database({.path = {}, .memory = true, .read_only = false});
    const auto session = database->session();
    session->run(
        "UNWIND range(0, 8999) AS i CREATE (:Item {key: 'i' + toString(i), n: i, "
        "word: ['draft', 'vote', 'final'][i % 3], title: 'title of ' + toString(i * 7919 % "
        "1000)})");
    // Only for many nodes copies count.
    session->run("UNWIND range(1, 60000) AS i CREATE (:Other)");
    session->run("CREATE INDEX FOR (a:Item) ON (a.n)");
    for (const char* step : {"a.n + 1", "a.n * 7 % 9000", "a.n * 31 % 900"})
      session->run(std::string("MATCH (a:Item) MATCH (b:Item {n: ") + step +
                   "}) CREATE (a)-[:CITES {w: a.n % 5}]->(b)");
    session->run("MATCH (h:Item {n: 77}) MATCH (a:Item) CREATE (h)-[:LISTS]->(a)");
    session->run("MATCH (h:Item {n: 78}) MATCH (a:Item) WHERE a.n < 20 CREATE (a)-[:LISTS]->(h)");
    session->run("MATCH (h:Item {n: 77}) MATCH (a:Item) WHERE a.n < 20 CREATE (a)-[:LISTS]->(h)");
  }
  static void TearDownTestSuite() {
    delete database;
    database = nullptr;
  }

  /// In the order in which they come.
  static std::vector<std::string> rows(Session& session, const std::string& text) {
    std::vector<std::string> lines;
    try {
      const Answer answer = session.run(text);
      for (const auto& row : answer.tables.at(0).rows) {
        std::string line;
        for (const Value& value : row) line += to_literal(value) + " | ";
        lines.push_back(line);
      }
    } catch (const Error& error) {
      lines.push_back("error " + error.code);
    }
    return lines;
  }

  static void expect_same(const std::string& text) {
    const auto session = database->session();
    auto on_all = rows(*session, text);
    // Whoever is done first, the order is that of the input.
    for (int again = 0; again < 3; ++again) EXPECT_EQ(rows(*session, text), on_all) << text;
    session->run("BEGIN");
    session->run("CREATE (:Unrelated)");
    auto on_one = rows(*session, text);
    session->run("ROLLBACK");
    // The planner knows less of a graph with a write over it, and may begin elsewhere.
    std::sort(on_all.begin(), on_all.end());
    std::sort(on_one.begin(), on_one.end());
    EXPECT_EQ(on_all, on_one) << text;
    EXPECT_FALSE(on_all.empty()) << text;
  }

  static Database* database;
};
Database* Gather::database = nullptr;

TEST_F(Gather, RowsComeInTheOrderOfTheInput) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) RETURN a.n, b.n",
        "MATCH (a:Item)-[c:CITES]->(b)-[:CITES]->(d) WHERE b.n > a.n AND c.w = 2 RETURN a.n, d.key",
        "MATCH (a:Item) RETURN toUpper(a.word) + size(a.title) AS t, [x IN [1, 2] | x + a.n] AS l",
        "MATCH (a:Item) WHERE a.n > 4000 RETURN a.n, COUNT { (a)-[:CITES]->() } AS cited"})
    expect_same(text);
}

TEST_F(Gather, HubsWaitForTheirTurn) {
  expect_same("MATCH (a:Item)-[:LISTS]->(b)-[:LISTS]->(c) RETURN a.n, b.n, c.n");
  expect_same(
      "MATCH (a:Item)-[:LISTS]->(b)-[:LISTS]->(c) RETURN a.n, c.n ORDER BY a.n DESC, c.n LIMIT 5");
  expect_same("MATCH (a:Item)-[:LISTS]->(b) WITH a, b LIMIT 3000 RETURN count(*), count(b.n)");
}

TEST_F(Gather, CountsGroupsAndEnds) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b)-[:CITES]->(c) RETURN count(*)",
        "MATCH (a)-[:CITES]->(b)-[:CITES]->(c), (a)-[:CITES]->(c) RETURN count(*)",
        "MATCH (a:Item)-[c:CITES]->(b) RETURN b.word, count(*), sum(c.w), size(collect(a.n))",
        "MATCH (a:Item {n: 77})-[:LISTS]->(b)-[:CITES]->(c) RETURN count(DISTINCT c)",
        "MATCH (a:Item {n: 77})<-[:LISTS]-(b)-[:LISTS]->(c) RETURN count(DISTINCT c.title)",
        "MATCH (a:Item)-[:CITES]-(b)-[:CITES]-(c) RETURN count(DISTINCT c), min(c.n)",
        "MATCH (a:Item {n: 5})-[:CITES]->(b)<-[:CITES]-(c) RETURN count(DISTINCT c)"})
    expect_same(text);
}

TEST_F(Gather, FirstRowsWorkOutLaterColumnsLate) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) RETURN b.title, a.key, a.n * 2 AS d ORDER BY b.title DESC, d "
        "LIMIT 40",
        "MATCH (a:Item) RETURN a.word AS w, a.title + '!' AS t ORDER BY w, t SKIP 3 LIMIT 4",
        "MATCH (a:Item) WITH *, a.n % 10 AS last ORDER BY last, a.key LIMIT 7 RETURN last, a.n",
        "MATCH (a:Item) RETURN a.n AS n, a.n AS again ORDER BY again DESC LIMIT 3"})
    expect_same(text);
}

TEST_F(Gather, ErrorsAreThoseOfOneCopy) {
  expect_same("MATCH (a:Item)-[:CITES]->(b) RETURN 10 / (b.n - 8000) AS x");
  expect_same("MATCH (a:Item)-[:CITES]->(b) WHERE 10 / (a.n - 20) = 1 RETURN count(*)");
}

TEST_F(Gather, ProfileNamesTheOperatorsOfTheChain) {
  const auto session = database->session();
  const Answer answer = session->run("PROFILE MATCH (a:Item)-[:CITES]->(b) RETURN a.n, b.n");
  std::string plan;
  for (const auto& row : answer.tables.at(0).rows) plan += row.back().as_string() + "\n";
  EXPECT_NE(plan.find("Expand (a)-["), std::string::npos) << plan;
}

}  // namespace
}  // namespace normgraph
