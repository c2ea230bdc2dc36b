// Paths: variable length, quantified, shortest.

#include <gtest/gtest.h>

#include "tests/support/memory_graph.hpp"
#include "tests/support/plan_runner.hpp"

namespace normgraph::tests {
namespace {

using query::ExpandDirection;
using Rows = std::vector<std::string>;

class PathTest : public ::testing::Test {
 protected:
  query::PlanPtr scan(const std::string& name, const std::string& label,
                      query::PlanPtr input = nullptr) {
    if (!input) input = plan(query::SingleRow{});
    return plan(query::NodeScan{slots[name], label}, std::move(input));
  }
  query::VariableExpand expand(std::int64_t min, std::optional<std::int64_t> max,
                               ExpandDirection direction = ExpandDirection::Out) {
    query::VariableExpand e;
    e.from = slots["n"];
    e.relationships = slots["rs"];
    e.to = slots["m"];
    e.min = min;
    e.max = max;
    e.direction = direction;
    return e;
  }
  /// Lengths of the trails found from the nodes with label Start.
  Rows lengths(query::VariableExpand op) {
    auto root = plan(std::move(op), scan("n", "Start"));
    query::Project project;
    project.items.emplace_back(slots["l"], slots.expression("size(rs)"));
    auto above = plan(std::move(project), std::move(root));
    return PlanRunner(graph).sorted(*above, {slots["l"]});
  }
  query::ShortestPath shortest(bool all, std::int64_t k = 1) {
    query::ShortestPath s;
    s.from = slots["n"];
    s.to = slots["m"];
    s.relationships = slots["rs"];
    s.direction = ExpandDirection::Out;
    s.all = all;
    s.k = k;
    return s;
  }
  Rows found(query::ShortestPath op, const std::string& column = "rs",
             const std::string& end = "End") {
    auto root = plan(std::move(op), scan("m", end, scan("n", "Start")));
    query::Project project;
    project.items.emplace_back(slots["out"], slots.expression(column));
    auto above = plan(std::move(project), std::move(root));
    return PlanRunner(graph).run(*above, {slots["out"]});
  }

  MemoryGraph graph;
  Slots slots;
};

TEST_F(PathTest, TrailsOfEveryLength) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(b, "R", c);
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(lengths(expand(1, std::nullopt)), (Rows{"1", "2"}));
  EXPECT_EQ(lengths(expand(0, std::nullopt)), (Rows{"0", "1", "2"}));
  EXPECT_EQ(lengths(expand(0, 0)), (Rows{"0"}));
  EXPECT_EQ(lengths(expand(2, 2)), (Rows{"2"}));
  EXPECT_EQ(lengths(expand(3, 5)), Rows{});
  EXPECT_EQ(lengths(expand(2, 1)), Rows{});
}

TEST_F(PathTest, ATrailUsesNoRelationshipTwice) {
  const NodeId a = graph.node({"Start"});
  graph.relationship(a, "R", a);
  graph.relationship(a, "R", a);
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(lengths(expand(1, std::nullopt)), (Rows{"1", "1", "2", "2"}));
  EXPECT_EQ(lengths(expand(1, std::nullopt, ExpandDirection::Both)), (Rows{"1", "1", "2", "2"}));
}

TEST_F(PathTest, LongTrailsAreStillTrails) {
  NodeId last = graph.node({"Start"});
  for (int i = 0; i < 100; ++i) {
    const NodeId next = graph.node();
    graph.relationship(last, "R", next);
    last = next;
  }
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(lengths(expand(1, std::nullopt, ExpandDirection::Both)).size(), 100u);
}

TEST_F(PathTest, ManyTrailsComeInBatchesOfBoundedSize) {
  std::vector<NodeId> nodes;
  for (int i = 0; i < 14; ++i) nodes.push_back(graph.node({"Start"}));
  for (const NodeId a : nodes)
    for (const NodeId b : nodes) graph.relationship(a, "R", b);
  auto root = plan(expand(1, 3), scan("n", "Start"));
  slots["m"];
  PlanRunner runner(graph);
  EXPECT_GT(runner.run(*root, {slots["m"]}).size(), 14u * 14u * 14u * 13u);
  for (const std::size_t size : runner.batch_sizes()) EXPECT_LE(size, 2048u);
}

TEST_F(PathTest, APredicateOnEachRelationshipMayReadTheRow) {
  const NodeId a = graph.node({"Start"}, {{"limit", Value::integer(5)}});
  NodeId last = a;
  for (int i = 3; i < 8; ++i) {
    const NodeId next = graph.node();
    graph.relationship(last, "R", next, {{"w", Value::integer(i)}});
    last = next;
  }
  slots["n"], slots["rs"], slots["m"], slots["each"];
  auto op = expand(1, std::nullopt);
  op.each = slots["each"];
  op.each_predicate = slots.expression("each.w <= n.limit");
  EXPECT_EQ(lengths(std::move(op)), (Rows{"1", "2", "3"}));
}

TEST_F(PathTest, ReversedListsKeepThePatternsOrder) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(b, "R", a, {{"i", Value::integer(2)}});
  graph.relationship(c, "R", b, {{"i", Value::integer(1)}});
  slots["n"], slots["rs"], slots["m"];
  auto op = expand(2, 2, ExpandDirection::In);
  op.reversed = true;
  auto root = plan(std::move(op), scan("n", "Start"));
  query::Project project;
  project.items.emplace_back(slots["out"], slots.expression("[r IN rs | r.i]"));
  auto above = plan(std::move(project), std::move(root));
  EXPECT_EQ(PlanRunner(graph).run(*above, {slots["out"]}), (Rows{"[1, 2]"}));
}

TEST_F(PathTest, AGivenListIsCheckedStepByStep) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  const RelationshipRef first = graph.relationship(a, "R", b);
  const RelationshipRef second = graph.relationship(b, "R", c);
  slots["n"], slots["rs"], slots["m"];
  const auto ends = [&](List list) {
    query::Project given;
    given.keep = true;
    given.items.emplace_back(slots["rs"], query::bound_constant(Value::list(std::move(list))));
    auto op = expand(1, 2);
    op.list_bound = true;
    auto root = plan(std::move(op), plan(std::move(given), scan("n", "Start")));
    return PlanRunner(graph).run(*root, {slots["m"]});
  };
  const Value r = Value::relationship(first), s = Value::relationship(second);
  EXPECT_EQ(ends({r}), (Rows{"(#1)"}));
  EXPECT_EQ(ends({r, s}), (Rows{"(#2)"}));
  EXPECT_EQ(ends({s}), Rows{});
  EXPECT_EQ(ends({r, r}), Rows{});
  EXPECT_EQ(ends({}), Rows{});
  EXPECT_THROW(ends({Value::integer(1)}), Error);
}

TEST_F(PathTest, ShortestIsFoundFromBothEnds) {
  const NodeId start = graph.node({"Start"}), end = graph.node({"End"});
  NodeId last = start;
  for (int i = 0; i < 3; ++i) {
    const NodeId next = graph.node();
    graph.relationship(last, "R", next);
    last = next;
  }
  graph.relationship(last, "R", end);
  const NodeId detour = graph.node(), detour2 = graph.node(), detour3 = graph.node();
  graph.relationship(start, "R", detour);
  graph.relationship(detour, "R", detour2);
  graph.relationship(detour2, "R", detour3);
  graph.relationship(detour3, "R", end);
  graph.relationship(detour, "R", detour3);
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(found(shortest(false), "size(rs)"), (Rows{"3"}));
  auto limited = shortest(false);
  limited.max = 2;
  EXPECT_EQ(found(std::move(limited), "size(rs)"), Rows{});
  auto against = shortest(false);
  against.direction = ExpandDirection::In;
  EXPECT_EQ(found(std::move(against), "size(rs)"), Rows{});
}

TEST_F(PathTest, AllShortestCountsParallelRelationships) {
  const NodeId start = graph.node({"Start"}), end = graph.node({"End"});
  for (int i = 0; i < 3; ++i) {
    const NodeId middle = graph.node();
    graph.relationship(start, "R", middle);
    graph.relationship(start, "R", middle);
    graph.relationship(middle, "R", end);
  }
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(found(shortest(true), "size(rs)").size(), 6u);
  EXPECT_EQ(found(shortest(false), "size(rs)").size(), 1u);
  auto in_order = found(shortest(true), "[startNode(rs[0]) = n, endNode(rs[1]) = m]");
  for (const std::string& row : in_order) EXPECT_EQ(row, "[true, true]");
}

TEST_F(PathTest, TheKShortestGetLonger) {
  const NodeId start = graph.node({"Start"}), end = graph.node({"End"}), b = graph.node();
  graph.relationship(start, "R", end);
  graph.relationship(start, "R", b);
  graph.relationship(b, "R", end);
  graph.relationship(b, "R", b);
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(found(shortest(false, 2), "size(rs)"), (Rows{"1", "2"}));
  EXPECT_EQ(found(shortest(false, 9), "size(rs)"), (Rows{"1", "2", "3"}));
}

TEST_F(PathTest, ShortestBackToTheStartIsACycle) {
  const NodeId start = graph.node({"Start", "End"}), b = graph.node();
  graph.relationship(start, "R", b);
  graph.relationship(b, "R", start);
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(found(shortest(true), "size(rs)"), (Rows{"2"}));
  auto empty = shortest(false);
  empty.min = 0;
  EXPECT_EQ(found(std::move(empty), "size(rs)"), (Rows{"0"}));
}

TEST_F(PathTest, ShortestObeysThePredicate) {
  const NodeId start = graph.node({"Start"}), end = graph.node({"End"}), b = graph.node();
  graph.relationship(start, "R", end, {{"w", Value::integer(9)}});
  graph.relationship(start, "R", b, {{"w", Value::integer(1)}});
  graph.relationship(b, "R", end, {{"w", Value::integer(1)}});
  slots["n"], slots["rs"], slots["m"], slots["each"];
  auto op = shortest(false);
  op.each = slots["each"];
  op.each_predicate = slots.expression("each.w < 5");
  EXPECT_EQ(found(std::move(op), "size(rs)"), (Rows{"2"}));
}

TEST_F(PathTest, NoPathWhereThereIsNone) {
  graph.node({"Start"});
  graph.node({"End"});
  graph.relationship(graph.node(), "R", graph.node());
  slots["n"], slots["rs"], slots["m"];
  EXPECT_EQ(found(shortest(false)), Rows{});
  EXPECT_EQ(found(shortest(true)), Rows{});
  EXPECT_EQ(found(shortest(false, 3)), Rows{});
}

class RepeatTest : public PathTest {
 protected:
  query::RepeatPath repeat(std::int64_t min, std::optional<std::int64_t> max,
                           query::BoundExpressionPtr inner_predicate = nullptr) {
    query::RepeatPath r;
    r.from = slots["n"];
    r.to = slots["m"];
    r.min = min;
    r.max = max;
    r.inner_row = slots["row"];
    r.inner_from = slots["x"];
    r.inner_to = slots["y"];
    r.inner_relationships = {slots["r"]};
    r.groups = {{slots["x"], slots["xs"]}, {slots["r"], slots["rs"]}};
    r.steps = slots["steps"];
    query::Expand one;
    one.from = slots["x"];
    one.relationship = slots["r"];
    one.to = slots["y"];
    r.inner = plan(std::move(one), plan(query::Argument{slots["row"]}));
    if (inner_predicate)
      r.inner = plan(query::Filter{std::move(inner_predicate)}, std::move(r.inner));
    return r;
  }
};

TEST_F(RepeatTest, IterationsAreTrailsWithTheirGroups) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(b, "R", c);
  graph.relationship(c, "R", a);
  auto root = plan(repeat(0, std::nullopt), scan("n", "Start"));
  EXPECT_EQ(PlanRunner(graph).sorted(*root, {slots["m"], slots["xs"]}),
            (Rows{"(#0), [(#0), (#1), (#2)]", "(#0), []", "(#1), [(#0)]", "(#2), [(#0), (#1)]"}));
}

TEST_F(RepeatTest, StepsMakeAPath) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(b, "R", c);
  query::BuildPath build{slots["p"], {slots["n"], slots["m"]}, {slots["steps"]}};
  auto root = plan(std::move(build), plan(repeat(2, 2), scan("n", "Start")));
  query::Project project;
  project.items.emplace_back(slots["out"], slots.expression("nodes(p)"));
  auto above = plan(std::move(project), std::move(root));
  EXPECT_EQ(PlanRunner(graph).run(*above, {slots["out"]}), (Rows{"[(#0), (#1), (#2)]"}));
}

TEST_F(RepeatTest, TheInnerPatternMayReadTheRow) {
  const NodeId a = graph.node({"Start"}, {{"limit", Value::integer(2)}});
  const NodeId b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b, {{"w", Value::integer(1)}});
  graph.relationship(b, "R", c, {{"w", Value::integer(3)}});
  slots["n"], slots["r"];
  auto root = plan(repeat(1, std::nullopt, slots.expression("r.w <= n.limit")), scan("n", "Start"));
  EXPECT_EQ(PlanRunner(graph).run(*root, {slots["m"]}), (Rows{"(#1)"}));
}

TEST_F(RepeatTest, SelectShortestByPartition) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(b, "R", c);
  graph.relationship(a, "R", c);
  const auto lengths_of = [&](bool all, std::int64_t k) {
    query::BuildPath build{slots["p"], {slots["n"], slots["m"]}, {slots["steps"]}};
    query::SelectShortest select{{slots["n"], slots["m"]}, slots["p"], all, k};
    auto root = plan(std::move(select),
                     plan(std::move(build), plan(repeat(1, std::nullopt), scan("n", "Start"))));
    query::Project project;
    project.items.emplace_back(slots["out"], slots.expression("[size(nodes(p)) - 1, m]"));
    auto above = plan(std::move(project), std::move(root));
    return PlanRunner(graph).sorted(*above, {slots["out"]});
  };
  EXPECT_EQ(lengths_of(false, 1), (Rows{"[1, (#1)]", "[1, (#2)]"}));
  EXPECT_EQ(lengths_of(true, 1), (Rows{"[1, (#1)]", "[1, (#2)]"}));
  EXPECT_EQ(lengths_of(false, 2), (Rows{"[1, (#1)]", "[1, (#2)]", "[2, (#2)]"}));
}

}  // namespace
}  // namespace normgraph::tests
