// Operators that do the work of several: cycles by intersection, counts without rows, ends given
// once. Each against the plan in the order of the text, on small graphs that are full of loops,
// parallel relationships and ways back.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/graph/planner_support.hpp"

namespace normgraph::query::tests {
namespace {

/// Few nodes and many relationships, so that trails meet themselves all the time.
void fill_dense(MemoryGraph& graph, unsigned seed) {
  std::mt19937 random(seed);
  const auto number = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  std::vector<NodeId> nodes;
  for (int i = 0; i < 6; ++i) {
    Map properties{{"key", Value::string("n" + std::to_string(i))}};
    if (number(4) != 0) properties.emplace_back("v", Value::integer(static_cast<int>(number(3))));
    nodes.push_back(graph.node({number(2) ? "A" : "B"}, properties));
  }
  for (int i = 0; i < 16; ++i)
    graph.relationship(nodes[number(6)], number(3) ? "R" : "S", nodes[number(6)],
                       {{"w", Value::integer(static_cast<int>(number(3)))}});
}

void expect_same(const std::vector<std::string>& queries) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    MemoryGraph graph;
    fill_dense(graph, seed);
    for (const std::string& query : queries)
      EXPECT_EQ(rows_of(query, graph), rows_of(query, graph, false))
          << "seed " << seed << ": " << query << "\n"
          << explain(query, graph);
  }
}

/// Every combination of directions for two and three steps.
std::vector<std::string> directed(const std::string& before, const std::vector<std::string>& steps,
                                  const std::string& after) {
  std::vector<std::string> texts{before};
  for (const std::string& step : steps) {
    std::vector<std::string> longer;
    for (const std::string& text : texts)
      for (const auto& [left, right] :
           {std::pair("-", "->"), std::pair("<-", "-"), std::pair("-", "-")})
        longer.push_back(text + left + step.substr(0, step.find(' ')) + right +
                         step.substr(step.find(' ') + 1));
    texts = std::move(longer);
  }
  for (std::string& text : texts) text += after;
  return texts;
}

TEST(PlannerFusion, Triangles) {
  const std::vector<std::string> steps{"[:R] (b)", "[:R] (c)", "[:R] (a)"};
  expect_same(directed("MATCH (a)", steps, " RETURN count(*)"));
  expect_same(directed("MATCH (a)", steps, " RETURN a.key, b.key, c.key"));
}

TEST(PlannerFusion, TrianglesOfAnyTypes) {
  expect_same(directed("MATCH (a)", {"[x] (b)", "[y:R] (c)", "[z] (a)"},
                       " RETURN a.key, count(*), max(b.v)"));
  expect_same(directed("MATCH (a)", {"[x:R] (b)", "[y] (c:A)", "[z:S|R] (a)"},
                       " WHERE x.w <> z.w RETURN x.w, y.w, z.w"));
}

TEST(PlannerFusion, Cliques) {
  expect_same({"MATCH (a)-->(b)-->(c)-->(d)-->(a), (a)-->(c) RETURN count(*)",
               "MATCH (a)--(b)--(c)--(a), (a)--(d)--(b), (c)--(d) RETURN count(*)",
               "MATCH (a)-[:R]->(b), (a)-[:R]->(c), (b)-[:R]->(c) RETURN a.key, count(*)",
               "MATCH (a)-->(b)-->(a) RETURN count(*)", "MATCH (a)-->(a)-->(b) RETURN count(*)"});
}

TEST(PlannerFusion, CountsOfNeighbours) {
  expect_same(directed("MATCH (a)", {"[r:R] (b)", "[s:R] (c)"}, " RETURN count(*)"));
  expect_same(directed("MATCH (a)", {"[r] (b)", "[s] (c)"}, " RETURN a.key, count(c), max(b.v)"));
  expect_same({"MATCH (a)-->(b) RETURN count(b), count(*), count(DISTINCT a.v)",
               "MATCH (a) RETURN a.key, COUNT { MATCH (a)-[:R]->(b) RETURN count(*) AS n }",
               "MATCH (a) OPTIONAL MATCH (a)-[:S]->(b) RETURN a.key, count(b), count(*)",
               "MATCH (a) CALL { WITH a MATCH (a)-[:S]->(b) RETURN count(*) AS n } RETURN a.key, n",
               "MATCH (a)-[:T]->(b) RETURN count(*)", "MATCH (a)-[:T]->(b) RETURN a, count(*)"});
}

TEST(PlannerFusion, DistinctEnds) {
  for (const char* result : {" RETURN count(DISTINCT d)", " RETURN DISTINCT d.key",
                             " RETURN d.v, count(DISTINCT d.key)", " RETURN max(d.v), min(d.key)"})
    expect_same(directed("MATCH (a {key: 'n0'})", {"[:R] (b)", "[:R] (c)", "[:R] (d)"}, result));
  expect_same(directed("MATCH (a {key: 'n1'})", {"[x] (b:A)", "[y:R] (c)", "[z] (d)"},
                       " WHERE c.v > 0 RETURN DISTINCT d"));
  expect_same(directed("MATCH (a)", {"[x:R] (b)", "[y:R] (c)"}, " RETURN DISTINCT c.key, x.w"));
  expect_same(directed("MATCH (a)", {"[x:R] (b)", "[y:R] (c)"},
                       " WITH DISTINCT c MATCH (c)-[:R]->(d) RETURN count(DISTINCT d.key)"));
}

TEST(PlannerFusion, DistinctEndsOfPaths) {
  for (const char* length : {"*..4", "*0..3", "*1..2", "*0..1", "*2..3", "*..3", "*0..0"}) {
    const std::string step = std::string("[:R") + length + "] (b)";
    expect_same(directed("MATCH (a {key: 'n2'})", {step}, " RETURN DISTINCT b.key"));
    expect_same(directed("MATCH (a)", {step}, " RETURN a.key, count(DISTINCT b)"));
    expect_same(directed("MATCH (a)", {step, "[:R] (c)"}, " RETURN count(DISTINCT c)"));
    expect_same(directed("MATCH (a)", {step, "[:S] (c)"}, " RETURN count(DISTINCT c)"));
    const std::string exists = std::string("[:R") + length + "] (b) }";
    expect_same(
        directed("MATCH (a), (b:A) WHERE NOT EXISTS { (a)", {exists}, " RETURN a.key, b.key"));
  }
}

}  // namespace
}  // namespace normgraph::query::tests
