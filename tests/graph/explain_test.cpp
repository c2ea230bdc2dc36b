// EXPLAIN and PROFILE: the operators that run, what is expected of them and what they did.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/database.hpp"

namespace normgraph {
namespace {

struct Line {
  std::string text;
  Value in, rows, milliseconds, kilobytes;  // of PROFILE
};

class Explain : public ::testing::Test {
 protected:
  /// 200 items, each of which cites the one before it and the hub; the hub cites item 200.
  static void SetUpTestSuite() {
    database = new Database({.path = {}, .memory = true, .read_only = false});
    const auto session = database->session();
    session->run("CREATE (:Hub {key: 'hub'})");
    session->run("UNWIND range(1, 200) AS i CREATE (:Item {key: 'i' + toString(i), n: i})");
    session->run("MATCH (a:Item), (b:Item) WHERE a.n = b.n + 1 CREATE (a)-[:CITES {w: 1}]->(b)");
    session->run("MATCH (a:Item), (h:Hub) CREATE (a)-[:CITES {w: 2}]->(h)");
    session->run("MATCH (a:Item {n: 200}), (h:Hub) CREATE (h)-[:CITES {w: 3}]->(a)");
  }
  static void TearDownTestSuite() {
    delete database;
    database = nullptr;
  }

  static std::vector<Line> lines(Session& session, const std::string& statement) {
    const Answer answer = session.run(statement);
    EXPECT_TRUE(answer.is_plan);
    const Table& table = answer.tables.at(0);
    std::vector<Line> lines;
    for (const auto& row : table.rows) {
      Line& line = lines.emplace_back();
      line.text = row.back().as_string();
      if (row.size() < 6) continue;
      line.in = row[1];
      line.rows = row[2];
      line.milliseconds = row[3];
      line.kilobytes = row[4];
    }
    return lines;
  }
  static std::string text(Session& session, const std::string& statement) {
    std::string text;
    for (const Line& line : lines(session, statement)) text += line.text + "\n";
    return text;
  }
  /// The line that begins so, of PROFILE.
  static Line profiled(const std::string& query, const std::string& start) {
    const auto session = database->session();
    const std::vector<Line> all = lines(*session, "PROFILE " + query);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Line& line) {
      return line.text.compare(0, start.size(), start) == 0;
    });
    if (found != all.end()) return *found;
    ADD_FAILURE() << "no " << start << " in\n" << text(*session, "PROFILE " + query);
    return {};
  }

  static Database* database;
};
Database* Explain::database = nullptr;

TEST_F(Explain, ShowsWhatPulls) {
  const auto session = database->session();
  EXPECT_EQ(text(*session, "EXPLAIN MATCH (a {key: 'i3'})-[:CITES]->(b:Hub) RETURN b.key AS k"),
            "Start\n"
            "Index seek (a {key: 'i3'})\n"
            "Expand (a)-[_1:CITES]->(b) where b:Hub\n"
            "Project b.key AS k\n"
            "Result k\n");
}

TEST_F(Explain, OperatorsThatDoTheWorkOfSeveralSayIt) {
  const auto session = database->session();
  for (const auto& [query, line] : std::vector<std::pair<std::string, std::string>>{
           {"MATCH (a:Item) RETURN a.n % 2 AS odd, count(*) AS c",
            "Segment aggregate count(*) AS c by (a.n % 2) AS odd over (a:Item), on all cores"},
           {"MATCH ()-[e:CITES]->() RETURN e.w, count(*)",
            "Segment aggregate count(*) by e.w over ()-[e:CITES]->(), on all cores"},
           {"MATCH (a:Item) WHERE a.n > 5 AND a.n < 9 RETURN a.key",
            "Segment scan (a:Item) where a.n > 5 AND a.n < 9, on all cores"},
           {"MATCH (h:Hub)<-[:CITES]-(a)<-[:CITES]-(b) RETURN count(*)",
            "Expand count (a)<-[_3:CITES]-(b) other than _1"},
           {"MATCH (h:Hub)<-[:CITES]-(a) RETURN count(DISTINCT a)",
            "Expand ends (h)<-[_1:CITES]-(a)"},
           {"MATCH (h:Hub)<-[:CITES*1..3]-(a) RETURN count(DISTINCT a)",
            "Reach (h)<-[_1:CITES*1..3]-(a)"},
           {"MATCH (a)-[:CITES]->(b)-[:CITES]->(c), (a)-[:CITES]->(c) RETURN count(*)",
            "Intersect count "},
           {"MATCH (a)-[x:CITES]->(b)-[y:CITES]->(c), (a)-[z:CITES]->(c) RETURN x.w",
            "Intersect "}}) {
    const std::string plan = text(*session, "EXPLAIN " + query);
    EXPECT_NE(("\n" + plan).find("\n" + line), std::string::npos) << plan;
  }
}

TEST_F(Explain, IsWhatProfileRuns) {
  const auto session = database->session();
  for (const std::string query :
       {"MATCH (a:Item) WHERE a.n > 5 RETURN a.n, count(*) ORDER BY a.n LIMIT 3",
        "MATCH (a)-[:CITES]->(b)-[:CITES]->(c), (a)-[:CITES]->(c) RETURN a.key, count(*)",
        "MATCH (a:Item) OPTIONAL MATCH (a)-[:CITES]->(b:Hub) RETURN a.n, b.key",
        "MATCH (a:Item) WHERE NOT EXISTS { (a)-[:CITES]->(:Item) } RETURN a.n",
        "MATCH (a:Item {n: 9}) ((x)-[:CITES]->(y)){1,3} (b) RETURN b.key",
        "MATCH (a:Item {n: 9}), (b:Item {n: 2}) MATCH p = shortestPath((a)-[:CITES*]->(b)) RETURN "
        "length(p)",
        "MATCH (a:Item) RETURN a.n AS n UNION MATCH (h:Hub) RETURN h.key AS n",
        "UNWIND [1, 2] AS x WITH x SKIP 1 RETURN x"})
    EXPECT_EQ(text(*session, "EXPLAIN " + query), text(*session, "PROFILE " + query));
}

TEST_F(Explain, WhatIsNotStoredIsReadRowByRow) {
  const std::string query = "MATCH (a:Item) WHERE a.n > 5 RETURN count(*)";
  const auto session = database->session();
  EXPECT_NE(text(*session, "EXPLAIN " + query).find("Segment aggregate"), std::string::npos);
  session->run("BEGIN");
  session->run("MATCH (a:Item {n: 1}) SET a.n = 1000");
  EXPECT_NE(text(*session, "EXPLAIN " + query).find("Filter a.n > 5"), std::string::npos);
  EXPECT_NE(text(*session, "PROFILE " + query).find("Filter a.n > 5"), std::string::npos);
  session->run("ROLLBACK");
}

TEST_F(Explain, OfAWritingStatementWritesNothing) {
  const auto session = database->session();
  const std::string update = "MATCH (a:Item) WHERE a.n > 5 SET a.m = 1 REMOVE a.m";
  const std::string plan = text(*session, "EXPLAIN " + update);
  EXPECT_NE(plan.find("Scan nodes (a:Item)\nFilter a.n > 5\nSet a.m = 1"), std::string::npos)
      << plan;
  for (const char* statement :
       {"EXPLAIN MATCH (a:Item) DETACH DELETE a", "EXPLAIN CREATE (:New)-[:T]->(:New)",
        "EXPLAIN MERGE (a:New {n: 1}) ON CREATE SET a.x = 1",
        "EXPLAIN FOREACH (x IN [1, 2] | CREATE (:New))"})
    session->run(statement);
  EXPECT_EQ(session->run("MATCH (a) RETURN count(*)").tables[0].rows[0][0].as_integer(), 201);
  EXPECT_EQ(text(*session, "PROFILE " + update), plan);
}

TEST_F(Explain, ProfileCountsRowsInAndOut) {
  const Line expand = profiled("MATCH (h:Hub)<-[:CITES]-(a) RETURN a.n", "Expand");
  EXPECT_EQ(expand.in.as_integer(), 1);
  EXPECT_EQ(expand.rows.as_integer(), 200);
  const Line count =
      profiled("MATCH (h:Hub)<-[:CITES]-(a)-[:CITES]->(b) RETURN count(*)", "Expand count");
  EXPECT_EQ(count.in.as_integer(), 200);
  EXPECT_EQ(count.rows.as_integer(), 199) << "rows with a count: item 1 cites the hub alone";
  const Line groups =
      profiled("MATCH (a:Item) WHERE a.n > 150 RETURN a.n % 5, count(*)", "Segment aggregate");
  EXPECT_EQ(groups.in.as_integer(), 50);
  EXPECT_EQ(groups.rows.as_integer(), 5);
  const Line scan = profiled("MATCH (a:Item) WHERE a.n > 150 RETURN a.n", "Segment scan");
  EXPECT_TRUE(scan.in.is_null());
  EXPECT_EQ(scan.rows.as_integer(), 50);
}

TEST_F(Explain, ProfileAddsUpTheStepsOfARepeatedPattern) {
  const std::string query = "MATCH (a:Item {n: 9}) ((x)-[e:CITES {w: 1}]->(y)){1,3} (b) RETURN b.n";
  EXPECT_EQ(profiled(query, "Repeat").rows.as_integer(), 3);
  EXPECT_EQ(profiled(query, "  Outer rows").rows.as_integer(), 3);
}

TEST_F(Explain, ProfileMeasuresMemoryOfTheOperatorThatKeepsIt) {
  const std::string query =
      "MATCH (h:Hub)<-[:CITES]-(a) WITH a.n AS n ORDER BY n DESC "
      "WITH n, count(*) AS c RETURN sum(n + c)";
  EXPECT_GT(profiled(query, "Sort by").kilobytes.as_integer(), 0);
  EXPECT_GT(profiled(query, "Aggregate count(*)").kilobytes.as_integer(), 0);
  EXPECT_TRUE(profiled(query, "Expand").kilobytes.is_null());
  const Line more =
      profiled("UNWIND range(1, 100000) AS n WITH n ORDER BY n DESC RETURN max(n)", "Sort by");
  EXPECT_GT(more.kilobytes.as_integer(), 100 * profiled(query, "Sort by").kilobytes.as_integer());
}

TEST_F(Explain, TheLastLineHasTheTimeOfAll) {
  const auto session = database->session();
  const std::vector<Line> all =
      lines(*session, "PROFILE MATCH (a:Item) OPTIONAL MATCH (a)-[:CITES]->(b:Hub) RETURN b.key");
  double sum = 0;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    EXPECT_GE(all[i].milliseconds.as_float(), 0) << all[i].text;
    sum += all[i].milliseconds.as_float();
  }
  EXPECT_NEAR(all.back().milliseconds.as_float(), sum, 1e-6);
}

}  // namespace
}  // namespace normgraph
