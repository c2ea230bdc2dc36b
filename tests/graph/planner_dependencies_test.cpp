// Groups that follow from others are carried, not compared; and only those.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/graph/planner_support.hpp"

namespace normgraph::query::tests {
namespace {

class PlannerDependencies : public ::testing::Test {
 protected:
  PlannerDependencies() { fill_programme(graph); }
  /// What the aggregation nearest to the root compares and carries.
  std::string last_aggregation(const std::string& text) {
    const std::string plan = explain(text, graph);
    const std::size_t begin = plan.rfind("Aggregate ");
    return plan.substr(begin, plan.find('\n', begin) - begin);
  }
  bool carries(const std::string& text) {
    return last_aggregation(text).find(", with ") != std::string::npos;
  }
  MemoryGraph graph;
};

TEST_F(PlannerDependencies, WhatIsReadFromANodeFollowsFromIt) {
  EXPECT_TRUE(carries("MATCH (a:Article)<--(i) RETURN a, a.number AS n, count(i)"));
  EXPECT_TRUE(
      carries("MATCH (a:Article)<--(i) WITH a, i, a.number + 1 AS n "
              "RETURN n, a, count(i)"));
  EXPECT_TRUE(carries("MATCH (a:Article) WITH a AS b, a.number AS n RETURN b, n, count(*)"));
}

TEST_F(PlannerDependencies, AnswersOfAnAggregationFollowFromItsGroups) {
  EXPECT_TRUE(
      carries("MATCH (a:Article)<--(i) WITH a, collect(i) AS items "
              "OPTIONAL MATCH (a)-->(act) RETURN a, items, count(act)"));
  // Two nodes are grouped by: one of them does not tell how many there were.
  EXPECT_FALSE(
      carries("MATCH (a:Article)-->(act)<--(b) WITH a, act, count(b) AS many "
              "RETURN act, many, count(*)"));
}

TEST_F(PlannerDependencies, NothingFollowsFromNumbersOrFromChance) {
  EXPECT_FALSE(carries("MATCH (a:Article) RETURN a.number AS n, toString(a.number), count(*)"));
  EXPECT_FALSE(carries("MATCH (a:Article) WITH a, rand() AS r RETURN a, r, count(*)"));
  EXPECT_FALSE(carries("MATCH (a:Article)<--(i) RETURN a, i.number AS n, count(*)"));
}

TEST_F(PlannerDependencies, NothingIsTakenForGrantedOfInnerRowsAndUnions) {
  EXPECT_FALSE(
      carries("MATCH (a:Article) OPTIONAL MATCH (a)<--(i:Item) "
              "RETURN a, i.number AS n, count(*)"));
  EXPECT_FALSE(
      carries("MATCH (r:Regulation) CALL { WITH r MATCH (r)<--(x) RETURN x, 1 AS v "
              "UNION ALL WITH r MATCH (r)<--(x) RETURN x, 2 AS v } RETURN x, v, count(*)"));
}

TEST_F(PlannerDependencies, WritingStatementsCompareAll) {
  EXPECT_FALSE(
      carries("MATCH (a:Article) WITH a, a.number AS n SET a.number = 0 "
              "RETURN a, n, count(*)"));
}

/// Few values and many nulls, so that groups meet.
void fill_random(MemoryGraph& graph, unsigned seed) {
  std::mt19937 random(seed);
  const auto number = [&](int below) {
    return std::uniform_int_distribution<int>(0, below - 1)(random);
  };
  std::vector<NodeId> nodes;
  for (int i = 0; i < 8; ++i) {
    Map properties{{"key", Value::string("n" + std::to_string(i))}};
    if (number(4) != 0)
      properties.emplace_back("v", number(2) ? Value::integer(number(2)) : Value::real(1.0));
    nodes.push_back(graph.node({number(2) ? "A" : "B"}, properties));
  }
  for (int i = 0; i < 14; ++i)
    graph.relationship(nodes[static_cast<std::size_t>(number(8))], number(2) ? "R" : "S",
                       nodes[static_cast<std::size_t>(number(8))]);
}

TEST(PlannerDependenciesRandom, CarriedGroupsAreThoseThatComparingGives) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    MemoryGraph graph;
    fill_random(graph, seed);
    for (const char* query :
         {"MATCH (a)-->(b) RETURN a, a.v AS v, toString(a.v) AS t, count(b)",
          "MATCH (a)-->(b) WITH a, a.v AS v, toString(a.v) AS t, b RETURN v, t, count(b)",
          "MATCH (a) OPTIONAL MATCH (a)-[:R]->(b:A) WITH a, b, b.v AS v "
          "RETURN b, v, count(a), collect(a.key)",
          "MATCH (a) OPTIONAL MATCH (a)-[r:S]->(b) WITH a, collect(b.key) AS keys, max(b.v) AS m "
          "OPTIONAL MATCH (a)<-[:R]-(c) WITH a, keys, m, size(keys) AS s, c ORDER BY c.key "
          "RETURN a.key, keys, m, s, collect(c.key)",
          "MATCH (a)-[r]->(b) WITH r, a.key + b.key AS both, type(r) AS t "
          "MATCH (x {key: 'n1'}) RETURN r, both, t, x, x.v AS v, count(*)",
          "MATCH (a:A) CALL { WITH a MATCH (a)-->(b) RETURN 'out' AS way, count(b) AS n } "
          "RETURN a.key, way, n",
          "MATCH (a) WITH a, count { (a)-->() } AS n, [x IN [1, 2] WHERE x > a.v] AS l "
          "MATCH (a)--(b) RETURN a, n, l, count(b)"})
      EXPECT_EQ(rows_of(query, graph), rows_of(query, graph, false))
          << "seed " << seed << ": " << query << "\n"
          << explain(query, graph);
  }
}

}  // namespace
}  // namespace normgraph::query::tests
