// Nodes found by a value that another row has, without an index: the same rows as one by one.

#include <gtest/gtest.h>

#include <algorithm>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

class TableSeek : public testing::Test {
 protected:
  TableSeek() : session_(database_.session()) {
    session_->run(
        "UNWIND range(0, 299) AS i CREATE (:A {n: i, v: i % 40, title: 'title ' + toString(i % "
        "70), "
        "day: date('2024-01-01') + duration({days: i % 90}), mixed: [i % 5, i % 5 * 1.0, "
        "toString(i "
        "% 5), null, i % 2 = 0, [i % 3], 0.0 / 0.0, date('2024-07-01'), "
        "datetime('2024-07-01T00:00Z')][i % 9]})");
    session_->run(
        "UNWIND range(0, 199) AS i CREATE (:B:Extra {n: i, v: i % 55 * 1.0, title: 'title ' + "
        "toString(i % 90), day: date('2024-02-01') + duration({days: i % 60}), mixed: [toString(i "
        "% "
        "5), i % 7, [i % 3], 0.0 / 0.0, null, datetime('2024-07-01T00:00Z'), i % 2 = 1, "
        "period('2024-Q3'), "
        "date('2024-07-01')]"
        "[i % 9]})");
    session_->run(
        "MATCH (a:A), (b:B) WHERE a.n % 30 = b.n % 30 AND a.n < 60 CREATE (a)-[:R {w: a.n}]->(b)");
  }

  std::vector<std::string> rows(const std::string& query) {
    std::vector<std::string> lines;
    try {
      const Answer answer = session_->run(query);
      for (const auto& row : answer.tables.at(0).rows) {
        std::string line;
        for (const Value& value : row) line += to_literal(value) + " | ";
        lines.push_back(line);
      }
    } catch (const Error& error) {
      lines.push_back("error " + error.code);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }
  bool uses_table(const std::string& query) {
    const Answer answer = session_->run("EXPLAIN " + query);
    for (const auto& row : answer.tables.at(0).rows)
      if (row.back().as_string().find("Table seek") != std::string::npos) return true;
    return false;
  }
  /// With the condition, and with another form of it that no table answers.
  void expect_same(const std::string& before, const std::string& condition,
                   const std::string& after) {
    const std::string query = before + condition + after;
    EXPECT_TRUE(uses_table(query)) << query;
    const std::string one_by_one = before + "(" + condition + ") = true" + after;
    EXPECT_FALSE(uses_table(one_by_one)) << one_by_one;
    const auto found = rows(query);
    EXPECT_FALSE(found.empty()) << query;
    EXPECT_EQ(found, rows(one_by_one)) << query;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

TEST_F(TableSeek, JoinsOnEqualValues) {
  for (const std::string condition :
       {"a.title = b.title", "a.v = b.v", "b.day = a.day", "a.mixed = b.mixed", "a.v + 1 = b.v",
        "b.title = left(a.title, 7)", "a.mixed = b.v", "a.mixed = b.mixed"})
    expect_same("MATCH (a:A), (b:B) WHERE ", condition, " RETURN a.n, b.n");
  expect_same("MATCH (a:A), (b) WHERE ", "a.title = b.title", " AND a.n < b.n RETURN a.n, b.n");
  expect_same("MATCH (a:A)-[r:R]->(x), (b:B) WHERE ", "b.v = x.v", " RETURN a.n, x.n, b.n");
  expect_same("MATCH (a:A)-[:R]->(x:B), (y:B)<-[:R]-(c:A) WHERE ", "x.title = y.title",
              " AND a.n > c.n RETURN a.n, x.n, y.n");
}

TEST_F(TableSeek, InsideOtherClauses) {
  expect_same("MATCH (a:A) OPTIONAL MATCH (b:B) WHERE ", "b.v = a.v", " RETURN a.n, b.n");
  expect_same("MATCH (a:A) WHERE EXISTS { MATCH (b:B) WHERE ", "b.title = a.title",
              " } RETURN a.n");
  expect_same("MATCH (a:A) WHERE NOT EXISTS { MATCH (b:B) WHERE ", "b.day = a.day",
              " } RETURN a.n");
  expect_same("UNWIND range(-5, 60) AS i MATCH (b:B) WHERE ", "b.v = i", " RETURN i, b.n");
  expect_same("MATCH (a:A) WITH a, a.v * 2 AS w MATCH (b:Extra) WHERE ", "b.v = w",
              " RETURN a.n, b.n");
  expect_same("MATCH (a:A) CALL { WITH a MATCH (b:B) WHERE ", "b.v = a.v",
              " RETURN count(*) AS k } RETURN a.n, k");
  EXPECT_EQ(rows("UNWIND range(1, 50) AS i MATCH (b:Missing {v: i}) RETURN count(*)"),
            std::vector<std::string>{"0 | "});
  EXPECT_EQ(rows("UNWIND range(1, 50) AS i MATCH (b:B {missing: i}) RETURN count(*)"),
            std::vector<std::string>{"0 | "});
}

TEST_F(TableSeek, OneValueForAllRowsNeedsNoTable) {
  EXPECT_FALSE(uses_table("MATCH (a:A {n: 3}) MATCH (b:B) WHERE b.v = 4 RETURN b.n"));
  session_->run("CREATE INDEX FOR (b:B) ON (b.title)");
  EXPECT_FALSE(uses_table("MATCH (a:A) WITH a MATCH (b:B) WHERE a.title = b.title RETURN b.n"));
}

/// What a statement writes is found by what it reads later.
TEST_F(TableSeek, SeesWhatTheStatementWrote) {
  EXPECT_EQ(rows("UNWIND range(1, 20) AS i CREATE (:New {v: i % 4}) WITH i MATCH (n:New) "
                 "WHERE n.v = i RETURN i, count(*)"),
            (std::vector<std::string>{"1 | 5 | ", "2 | 5 | ", "3 | 5 | "}));
  EXPECT_EQ(rows("UNWIND range(1, 20) AS i MERGE (n:Merged {v: i % 4}) RETURN count(DISTINCT n)"),
            std::vector<std::string>{"4 | "});
  EXPECT_EQ(
      rows("UNWIND range(1, 10) AS i CALL { WITH i MERGE (n:Called {v: i % 3}) RETURN n } "
           "CALL { WITH i MATCH (m:Called) WHERE m.v = i % 3 SET m.seen = coalesce(m.seen, 0) + 1 "
           "RETURN m } RETURN i % 3, max(m.seen)"),
      (std::vector<std::string>{"0 | 3 | ", "1 | 4 | ", "2 | 3 | "}));
}

TEST_F(TableSeek, LimitsHold) {
  const std::string query = "MATCH (a:A), (b:B) WHERE a.title = b.title RETURN count(*)";
  ASSERT_TRUE(uses_table(query));
  session_->options().memory_limit = 500;
  EXPECT_EQ(rows(query).at(0).substr(0, 5), "error");
  session_->options().memory_limit = 0;
  EXPECT_NE(rows(query).at(0).substr(0, 5), "error");
}

}  // namespace
}  // namespace normgraph
