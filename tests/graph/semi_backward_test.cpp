// EXISTS answered from the far end of its chain gives the same rows as row by row, which a COLLECT
// of the same pattern is.

#include <gtest/gtest.h>

#include <random>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

class SemiBackward : public testing::Test {
 protected:
  SemiBackward() : session_(database_.session()) {
    for (const std::string label : {"A", "B", "C"})
      session_->run("CREATE INDEX FOR (x:" + label + ") ON (x.n)");
    session_->run("UNWIND range(0, 3999) AS i CREATE (:A {n: i, v: i % 7})");
    session_->run("UNWIND range(0, 999) AS i CREATE (:B {n: i, v: i % 5})");
    session_->run("UNWIND range(0, 499) AS i CREATE (:C:B {n: i, v: i % 3})");
    std::mt19937 random(7);
    link("R", "A", "B", 2500, random);
    link("S", "B", "C", 900, random);
    link("R", "C", "A", 300, random);
    link("R", "A", "A", 300, random);
    session_->run("MATCH (a:A) WHERE a.n % 100 = 3 CREATE (a)-[:R]->(a)");
  }

  void link(const std::string& type, const std::string& from, const std::string& to, int count,
            std::mt19937& random) {
    List pairs;
    const auto limit = [](const std::string& label) {
      return label == "A" ? 4000 : label == "B" ? 1000 : 500;
    };
    for (int i = 0; i < count; ++i)
      pairs.push_back(
          Value::list({Value::integer(static_cast<std::int64_t>(random()) % limit(from)),
                       Value::integer(static_cast<std::int64_t>(random()) % limit(to))}));
    session_->run("UNWIND $pairs AS p MATCH (a:" + from + " {n: p[0]}), (b:" + to +
                      " {n: p[1]}) CREATE (a)-[:" + type + "]->(b)",
                  {{"pairs", Value::list(std::move(pairs))}});
  }

  std::string text(const std::string& query) {
    std::string rows;
    for (const Table& table : session_->run(query).tables)
      for (const auto& row : table.rows)
        for (const Value& value : row) rows += to_text(value) + "\n";
    return rows;
  }
  bool goes_back(const std::string& query) {
    return text("EXPLAIN " + query).find("found from its far end") != std::string::npos;
  }
  std::string code_of(const std::string& query) {
    try {
      session_->run(query);
      return "none";
    } catch (const Error& error) {
      return error.detail;
    }
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

TEST_F(SemiBackward, GivesTheRowsThatHaveAMatch) {
  for (const std::string pattern :
       {"(a)-[:R]->()", "(a)<-[:R]-(x:A)", "(a)-[:R]-(x)", "(a)-[:R]->(x:B)",
        "(a)-[:R]->(x {v: 3})", "(a)-->(x) WHERE x.v < 2 AND x.n > 100",
        "(a)-[:R]->(x:B)-[:S]->(y)", "(a)-[:R]->(x {v: 4})-[:S]->(y:C)-[:T]->()",
        "(a)-[:R]->(x WHERE x.v > 1)-[:S]->(y WHERE y.v = 0)", "(a)-[:R]->(x)-[:S]->(y)<-[:S]-(z)",
        "(a)-[:R]->(x)-[:R]->(y)", "(a)-[:NONE]->()"}) {
    const std::string all = "MATCH (a:A) WHERE ";
    const std::string found =
        text(all + "EXISTS { MATCH " + pattern + " } RETURN a.n AS n ORDER BY n");
    EXPECT_EQ(found, text(all + "size(COLLECT { MATCH " + pattern +
                          " RETURN 1 }) > 0 RETURN a.n AS n ORDER BY n"))
        << pattern;
    EXPECT_EQ(text(all + "NOT EXISTS { MATCH " + pattern + " } RETURN a.n AS n ORDER BY n"),
              text(all + "size(COLLECT { MATCH " + pattern +
                   " RETURN 1 }) = 0 RETURN a.n AS n ORDER BY n"))
        << pattern;
  }
}

TEST_F(SemiBackward, IsForChainsThatNothingElseTiesToTheRow) {
  EXPECT_TRUE(goes_back("MATCH (a:A) WHERE EXISTS { (a)-[:R]->(x:B)-[:S]->(y) } RETURN a.n"));
  EXPECT_TRUE(goes_back("MATCH (a:A) WHERE NOT EXISTS { (a)-[:R]->(x) WHERE x.v = 1 } RETURN a.n"));
  for (const std::string where :
       {"EXISTS { (a)-[:R]->(x) WHERE x.v = a.v }", "EXISTS { (a)-[r:R]->(x) WHERE r.w = 1 }",
        "EXISTS { (a)-[:R]->(x)-[:R]->(y) }", "EXISTS { (a)-[:R]->(x) WHERE rand() < 0.5 }",
        "EXISTS { (a)-[:R]->(x)-[:S]->(y) WHERE x.v = y.v }", "EXISTS { (a)-[:R*1..2]->(x) }",
        "EXISTS { (x:B {v: 1}) WHERE x.n = a.n }"})
    EXPECT_FALSE(goes_back("MATCH (a:A) WHERE " + where + " RETURN a.n")) << where;
  EXPECT_FALSE(goes_back("MATCH (a:A {n: 3}) WHERE EXISTS { (a)-[:R]->(x:B) } RETURN a.n"))
      << "one row";
}

TEST_F(SemiBackward, NullsHaveNoMatch) {
  const std::string rows = "MATCH (b:A) OPTIONAL MATCH (b)-[:S]->(a) WITH b, a WHERE ";
  EXPECT_EQ(text(rows + "EXISTS { (a)-[:R]->() } RETURN count(*)"), "0\n");
  EXPECT_EQ(text(rows + "NOT EXISTS { (a)-[:R]->() } RETURN count(*)"), "4000\n");
}

TEST_F(SemiBackward, ErrorsAreThoseOfRows) {
  session_->run("MATCH (b:B {n: 7}) SET b.odd = 'text'");
  session_->run("MATCH (b:B {n: 7})<-[r]-() DELETE r");
  const std::string query =
      "MATCH (a:A) WHERE EXISTS { (a)-[:R]->(x:B) WHERE x.odd.deep = 1 OR x.v = 2 } RETURN "
      "count(*)";
  ASSERT_TRUE(goes_back(query));
  EXPECT_EQ(code_of(query), "none") << "no row leads to the node with the text";
  session_->run("MATCH (b:B {n: 7}), (a:A {n: 5}) CREATE (a)-[:R]->(b)");
  EXPECT_NE(code_of(query), "none");
}

TEST_F(SemiBackward, LimitsHold) {
  const std::string query = "MATCH (a:A) WHERE EXISTS { (a)-[:R]->(x:B)-[:S]->() } RETURN count(*)";
  ASSERT_TRUE(goes_back(query));
  session_->options().memory_limit = 1000;
  EXPECT_EQ(code_of(query), "MemoryLimit");
  session_->options().memory_limit = 0;
  EXPECT_EQ(code_of(query), "none");
}

}  // namespace
}  // namespace normgraph
