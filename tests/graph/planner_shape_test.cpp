#include <gtest/gtest.h>

#include <string>

#include "tests/graph/planner_support.hpp"

namespace normgraph::query::tests {
namespace {

class PlannerShape : public ::testing::Test {
 protected:
  PlannerShape() { fill_programme(graph); }
  std::string plan(const std::string& text, bool optimise = true) {
    return explain(text, graph, optimise);
  }
  /// Whether the plan has lines with these texts, in this order.
  static bool in_order(const std::string& plan, std::initializer_list<const char*> texts) {
    std::size_t at = 0;
    for (const char* text : texts) {
      at = plan.find(text, at);
      if (at == std::string::npos) return false;
      ++at;
    }
    return true;
  }
  MemoryGraph graph;
};

TEST_F(PlannerShape, StartsAtTheSmallestLabel) {
  const std::string text = plan("MATCH (a:Article)-[:PART_OF]->(r:Regulation) RETURN a.number");
  EXPECT_TRUE(in_order(text, {"Scan nodes (r:Regulation)", "Expand (r)<-["})) << text;
}

TEST_F(PlannerShape, UsesTheUniqueKey) {
  const std::string text =
      plan("MATCH (a:Article)-[:PART_OF]->(r:Regulation {key: 'act'}) RETURN a.number");
  EXPECT_TRUE(in_order(text, {"Index seek (r {key: 'act'})", "Expand (r)<-["})) << text;
  EXPECT_EQ(text.find("r.key"), std::string::npos) << "the seek has answered it: " << text;
}

TEST_F(PlannerShape, SeeksByAConditionInWhereToo) {
  const std::string text = plan("MATCH (a), (b) WHERE b.key = a.ref AND a:Item RETURN b");
  EXPECT_TRUE(in_order(text, {"Scan nodes (a:Item)", "Index seek (b {key: a.ref})"})) << text;
}

TEST_F(PlannerShape, AsksConditionsAsEarlyAsItCan) {
  const std::string text = plan(
      "MATCH (i:Item)-[:ADDRESSES]->(a)-[:PART_OF]->(r) "
      "WHERE i.number > 3 AND a.number < i.number RETURN r");
  EXPECT_TRUE(in_order(text, {"Scan nodes (i:Item)", "Filter i.number > 3", "ADDRESSES",
                              "Filter a.number < i.number", "PART_OF"}))
      << text;
}

TEST_F(PlannerShape, ClosesCyclesByIntersection) {
  const std::string text =
      plan("MATCH (a:Regulation)<-[:PART_OF]-(b)<-[:ADDRESSES]-(c)-[:PART_OF]->(a) RETURN c");
  EXPECT_NE(text.find("Intersect "), std::string::npos) << text;
}

TEST_F(PlannerShape, NegatedExistsIsAnAntiJoin) {
  const std::string text =
      plan("MATCH (a:Article) WHERE NOT EXISTS { (a)<-[:ADDRESSES]-(:Item) } RETURN a.number");
  EXPECT_TRUE(in_order(text, {"Scan nodes (a:Article)", "no row", "Outer rows", "Expand (a)<-["}))
      << text;
}

TEST_F(PlannerShape, OrderWithLimitIsATopK) {
  const std::string text = plan("MATCH (a:Article) RETURN a.number AS n ORDER BY n SKIP 2 LIMIT 3");
  EXPECT_TRUE(in_order(text, {"Top (2 + 3) by n", "Skip 2", "Limit 3"})) << text;
}

TEST_F(PlannerShape, RelationshipsOfDisjointTypesAreNotCompared) {
  EXPECT_EQ(plan("MATCH ()-[:PART_OF]->()<-[:ADDRESSES]-() RETURN 1").find("other than"),
            std::string::npos);
  EXPECT_NE(plan("MATCH ()-[:PART_OF]->()<-[:PART_OF]-() RETURN 1").find("other than"),
            std::string::npos);
}

TEST_F(PlannerShape, WithoutOptimisationTheTextGivesTheOrder) {
  const std::string text =
      plan("MATCH (a:Article)-[:PART_OF]->(r:Regulation {key: 'act'}) RETURN a.number", false);
  EXPECT_TRUE(in_order(text, {"Scan nodes (a:Article)", "Expand (a)-[", "where (r:Regulation"}))
      << text;
}

TEST_F(PlannerShape, BothPlansAnswerAlike) {
  for (const char* query :
       {"MATCH (a:Article)-[:PART_OF]->(r {key: 'act'}) WHERE a.number < 4 RETURN a.number",
        "MATCH (i:Item)-->(a)-->(r:Regulation) WHERE i.number = a.number - 1 RETURN i.number",
        "MATCH (r:Regulation) OPTIONAL MATCH (r)<-[:PART_OF]-(a {number: 7}) RETURN r.key, "
        "a.number",
        "MATCH p = (r:Regulation)<-[*1..2]-(x) RETURN length(p), count(*)",
        "MATCH (a:Article) WHERE NOT (a)<--() RETURN count(a)",
        "MATCH (r:Regulation) RETURN r.key, COUNT { (r)<-[:PART_OF]-() } AS n",
        "MATCH (a)-[r1]-(b)-[r2]-(c:Regulation) RETURN count(*)"})
    EXPECT_EQ(rows_of(query, graph), rows_of(query, graph, false)) << query;
}

/// Rows of one batch must not meet the columns of the next.
TEST(PlannerBatches, OperatorsKeepRowsOfDifferentBatchesApart) {
  MemoryGraph graph;
  const NodeId hub = graph.node({"Hub"}, {{"key", Value::string("hub")}});
  for (int i = 0; i < 5000; ++i) {
    const NodeId leaf = graph.node({"Leaf"}, {{"v", Value::integer(i)}});
    graph.relationship(hub, "HAS", leaf);
  }
  const char* queries[] = {
      "MATCH (l:Leaf) MATCH (h:Hub) RETURN sum(l.v), count(h)",
      "MATCH (l:Leaf) MATCH (h {key: 'hub'}) RETURN sum(l.v), count(h)",
      "MATCH (l:Leaf)<-[:HAS]-(h) RETURN sum(l.v), count(h)",
      "MATCH (l:Leaf)<-[:HAS*1..2]-(h) RETURN sum(l.v), count(h)",
      "MATCH (l:Leaf) UNWIND [l] AS h RETURN sum(l.v), count(h)",
      "MATCH (l:Leaf), (h:Hub), p = shortestPath((l)-[:HAS*]-(h)) RETURN sum(l.v), count(p)"};
  for (const char* query : queries)
    EXPECT_EQ(rows_of(query, graph), std::vector<std::string>{"12497500, 5000"}) << query;
}

TEST_F(PlannerShape, LiveSlotsAreThoseReadAbove) {
  const Plan made = plan_text("MATCH (i:Item)-[x:ADDRESSES]->(a) RETURN a.number", graph);
  const PlanNode* node = made.root.get();
  while (node->input && !std::holds_alternative<Expand>(node->op)) node = node->input.get();
  ASSERT_TRUE(std::holds_alternative<Expand>(node->op));
  EXPECT_EQ(node->live, std::vector<Slot>{std::get<Expand>(node->op).to});
}

}  // namespace
}  // namespace normgraph::query::tests
