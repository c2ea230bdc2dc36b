// A condition on the ends of many relationships, or on these, is worked out once an element, and
// says the same as row by row.

#include <gtest/gtest.h>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

class ElementFilter : public testing::Test {
 protected:
  ElementFilter() : session_(database_.session()) {
    session_->run("CREATE INDEX FOR (n:N) ON (n.n)");
    session_->run(
        "UNWIND range(0, 2999) AS i CREATE (n:N {n: i, v: i % 7}) SET n.even = CASE WHEN i % 2 = 0 "
        "THEN true END");
    session_->run("MATCH (n:N) WHERE n.n % 3 = 0 SET n:Third");
    session_->run(
        "UNWIND range(0, 29999) AS i MATCH (a:N {n: i % 3000}), (b:N {n: i * i % 1000}) CREATE "
        "(a)-[:R {w: i % 5}]->(b)");
  }

  std::string text(const std::string& query, const Map& parameters = {}) {
    std::string rows;
    for (const Table& table : session_->run(query, parameters).tables)
      for (const auto& row : table.rows)
        for (const Value& value : row) rows += to_text(value) + " ";
    return rows;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

TEST_F(ElementFilter, SaysTheSameAsRowByRow) {
  for (const std::string condition :
       {"b.v = 3", "b:Third", "b:Third AND b.v > 2", "b.even", "NOT b.even", "b.missing = 1",
        "b.v IN [1, 2] OR b:Third", "b.v + 1 < 4 AND b.n % 2 = 1"}) {
    // A sum of numbers that the condition gives is asked of every row.
    const std::string one_by_one = text("MATCH (a:N)-[r:R]->(b) RETURN sum(CASE WHEN " + condition +
                                        " THEN r.w + 1 ELSE 0 END)");
    EXPECT_EQ(
        text("MATCH (a:N)-[r:R]->(b) WHERE " + condition + " RETURN coalesce(sum(r.w + 1), 0)"),
        one_by_one)
        << condition;
    EXPECT_EQ(text("MATCH (a:N) MATCH (a)-[r:R]->(b) WHERE " + condition +
                   " WITH a, r ORDER BY a.n RETURN sum(r.w + 1)"),
              one_by_one)
        << condition;
  }
}

TEST_F(ElementFilter, OfRelationshipsSaysTheSameAsRowByRow) {
  session_->run(
      "MATCH (a:N), (b:N {n: 0}) WHERE a.n % 50 = 1 CREATE (a)-[:S {w: 2, note: 'x'}]->(b)");
  for (const std::string condition :
       {"r.w = 3", "r.w > 1 AND r.w < 4", "r.note IS NOT NULL", "r.w IN [0, 4]", "type(r) = 'S'"})
    for (const std::string types : {":R", ":R|S", "", ":None"}) {
      const std::string pattern = "MATCH (a:N) WITH a MATCH (a)-[r" + types + "]->(b) ";
      EXPECT_EQ(text(pattern + "WHERE " + condition + " RETURN coalesce(sum(b.v), 0)"),
                text(pattern + "RETURN coalesce(sum(CASE WHEN " + condition + " THEN b.v END), 0)"))
          << condition << types;
    }
}

TEST_F(ElementFilter, ParametersAreOfTheRun) {
  const std::string query = "MATCH (a:N)-[r:R]->(b) WHERE b.v = $v RETURN count(r.w)";
  std::string all;
  for (std::int64_t v = 0; v < 7; ++v) all += text(query, {{"v", Value::integer(v)}});
  EXPECT_EQ(all, text("UNWIND range(0, 6) AS v RETURN COUNT { MATCH (a:N)-[r:R]->(b) WHERE b.v + 0 "
                      "= v } AS c"));
}

TEST_F(ElementFilter, SeesWhatTheTransactionWrote) {
  const std::string query = "MATCH (a:N)-[r:R]->(b) WHERE b.v = 3 RETURN count(r.w)";
  const std::string before = text(query);
  session_->run("BEGIN");
  session_->run("MATCH (b:N) SET b.v = 3");
  EXPECT_EQ(text(query), "30000 ");
  session_->run("ROLLBACK");
  EXPECT_EQ(text(query), before);
}

TEST_F(ElementFilter, ErrorsAreThoseOfRows) {
  session_->run("CREATE (:N {n: -1, v: 'text'})");  // nothing leads to it
  EXPECT_EQ(text("MATCH (a:N) WITH a MATCH (a)-[r:R]->(b) WHERE b.v - 1 > 100 RETURN count(r.w)"),
            "0 ");
  session_->run("MATCH (a:N {n: 5}), (b:N {n: -1}) CREATE (a)-[:R]->(b)");
  EXPECT_THROW(session_->run(
                   "MATCH (a:N) WITH a MATCH (a)-[r:R]->(b) WHERE b.v - 1 > 100 RETURN count(r.w)"),
               Error);
}

}  // namespace
}  // namespace normgraph
