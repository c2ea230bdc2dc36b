// EXISTS from rows with many neighbours: a few of each in turn, the same rows as by counting.

#include <gtest/gtest.h>

#include <algorithm>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

/// 60 acts with 0 to 236 parts; every part of every other act, and the last ones of some, are
/// cited.
class ExistsInRounds : public testing::Test {
 protected:
  ExistsInRounds() : session_(database_.session()) {
    session_->run("UNWIND range(0, 59) AS i CREATE (:Act {n: i, v: i % 5})");
    session_->run(
        "MATCH (a:Act) UNWIND range(1, a.n * 4) AS i "
        "CREATE (a)-[:HAS {p: i}]->(:Part {act: a.n, p: i, v: i % 3})");
    session_->run("MATCH (p:Part) WHERE p.act % 2 = 0 CREATE (:Text {v: p.v})-[:CITES]->(p)");
    session_->run(
        "MATCH (p:Part) WHERE p.act % 10 = 1 AND p.p = p.act * 4 "
        "CREATE (:Text {v: 7})-[:CITES]->(p), (p)-[:CITES]->(p), (p)-[:HAS]->(p)");
    session_->run("MATCH (a:Act {n: 9}) CREATE (a)-[:HAS]->(a)");
  }

  std::string text(const std::string& query) {
    std::string rows;
    const Answer answer = session_->run(query);
    for (const auto& row : answer.tables.at(0).rows) rows += to_text(row.at(0)) + "\n";
    return rows;
  }
  /// How many rows the last operator whose line has this gave.
  std::int64_t rows_of(const std::string& query, const std::string& words) {
    const Answer answer = session_->run("PROFILE " + query);
    for (auto row = answer.tables.at(0).rows.rbegin(); row != answer.tables.at(0).rows.rend();
         ++row)
      if (row->back().as_string().find(words) != std::string::npos) return (*row)[2].as_integer();
    ADD_FAILURE() << "no " << words;
    return 0;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

TEST_F(ExistsInRounds, GivesTheRowsThatHaveAMatch) {
  for (const std::string pattern :
       {"(a)-[:HAS]->(p)", "(a)-[:HAS]->(p)<-[:CITES]-(t)", "(a)-[:HAS]->(p)<-[:CITES]-(t {v: 7})",
        "(a)-[:HAS]->(p {v: 1})<-[:CITES]-(t:Text)", "(a)-[:HAS]-(p)-[:CITES]-(t)",
        "(a)-[h:HAS]->(p)<-[:CITES]-(t) WHERE h.p > a.n * 3", "(a)-->(p)-->(q)",
        "(a)-[:HAS]->(p)-[:HAS]->(q)", "(a)-[:HAS|CITES]->(p)-[:CITES|HAS]-(q) WHERE q.v = a.v",
        "(a)-[:HAS]->(p)<-[:CITES]-(t) WHERE p.p = a.n * 4", "(a)-[:HAS]->(p)-[:CITES*1..2]-(t)"}) {
    const std::string all = "MATCH (a:Act) WHERE ";
    const std::string order = " RETURN a.n AS n ORDER BY n";
    const std::string found = text(all + "EXISTS { MATCH " + pattern + " }" + order);
    EXPECT_NE(found, "") << pattern;
    EXPECT_EQ(found, text(all + "size(COLLECT { MATCH " + pattern + " RETURN 1 }) > 0" + order))
        << pattern;
    EXPECT_EQ(text(all + "a.n > 3 OR EXISTS { MATCH " + pattern + " }" + order),
              text(all + "a.n > 3 OR COUNT { MATCH " + pattern + " } > 0" + order))
        << pattern;
  }
}

TEST_F(ExistsInRounds, RowsThatAreSatisfiedEarlySeeLittle) {
  const std::string query =
      "MATCH (a:Act) WHERE a.n % 2 = 0 "
      "AND EXISTS { (a)-[:HAS]->(p)<-[:CITES]-(t) WHERE t.v <= a.n } RETURN a.n";
  const std::int64_t parts =
      rows_of("MATCH (a:Act)-[:HAS]->(p) WHERE a.n % 2 = 0 RETURN a.n", "Expand");
  EXPECT_EQ(parts, 3480);
  EXPECT_LT(rows_of(query, "Expand (a)-[_1:HAS]->(p)"), 200);
}

TEST_F(ExistsInRounds, AStatementThatIsRunAgainBeginsAnew) {
  const std::string query =
      "MATCH (a:Act) WHERE EXISTS { (a)-[:HAS]->(p)<-[:CITES]-(t) WHERE t.v = $v + a.v - a.v } "
      "RETURN count(*) AS n";
  for (const auto& [v, acts] : {std::pair{0, 31}, {7, 6}, {8, 0}, {7, 6}, {0, 31}}) {
    const Answer answer = session_->run(query, {{"v", Value::integer(v)}});
    EXPECT_EQ(answer.tables.at(0).rows.at(0).at(0).as_integer(), acts) << v;
  }
}

}  // namespace
}  // namespace normgraph
