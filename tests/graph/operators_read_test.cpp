// Operators that read: batch borders, empty inputs, selections, directions, nulls.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/memory_graph.hpp"
#include "tests/support/plan_runner.hpp"

namespace normgraph::tests {
namespace {

using query::ExpandDirection;
using Rows = std::vector<std::string>;

class ReadTest : public ::testing::Test {
 protected:
  query::PlanPtr scan(const std::string& name, const std::string& label = "",
                      query::PlanPtr input = nullptr) {
    if (!input) input = plan(query::SingleRow{});
    return plan(query::NodeScan{slots[name], label}, std::move(input));
  }
  query::Expand expand(const std::string& from, const std::string& relationship,
                       const std::string& to, ExpandDirection direction,
                       std::vector<std::string> types = {}) {
    query::Expand e;
    e.from = slots[from];
    e.relationship = slots[relationship];
    e.to = slots[to];
    e.direction = direction;
    e.types = std::move(types);
    return e;
  }
  query::PlanPtr filter(const std::string& predicate, query::PlanPtr input) {
    return plan(query::Filter{slots.expression(predicate)}, std::move(input));
  }
  PlanRunner& runner() {
    if (!runner_) runner_ = std::make_unique<PlanRunner>(graph);
    return *runner_;
  }

  MemoryGraph graph;
  Slots slots;

 private:
  std::unique_ptr<PlanRunner> runner_;
};

TEST_F(ReadTest, ScanOfAnEmptyGraphGivesNothing) {
  auto root = scan("n");
  EXPECT_EQ(runner().count(*root), 0u);
  auto labelled = scan("n", "Unknown");
  EXPECT_EQ(runner().count(*labelled), 0u);
}

TEST_F(ReadTest, ScanCutsBatchesAtTheirBorder) {
  for (const std::size_t nodes : {2047u, 2048u, 2049u}) {
    MemoryGraph big;
    for (std::size_t i = 0; i < nodes; ++i) big.node({"A"});
    PlanRunner run(big);
    auto root = scan("n", "A");
    EXPECT_EQ(run.count(*root), nodes);
    EXPECT_EQ(run.batch_sizes().size(), nodes > 2048 ? 2u : 1u);
    EXPECT_LE(run.batch_sizes().front(), 2048u);
  }
}

TEST_F(ReadTest, ScanBesideEachInputRow) {
  graph.node({"A"});
  graph.node({"B"});
  graph.node({"A"});
  auto root = scan("n", "A", integers(slots, "i", 1, 3));
  EXPECT_EQ(runner().run(*root, {slots["i"], slots["n"]}),
            (Rows{"1, (#0)", "1, (#2)", "2, (#0)", "2, (#2)", "3, (#0)", "3, (#2)"}));
}

TEST_F(ReadTest, FilterNarrowsTheSelectionAndOthersRespectIt) {
  for (int i = 0; i < 3000; ++i) graph.node({}, {{"x", Value::integer(i)}});
  auto root = filter("n.x % 1000 = 7", scan("n"));
  EXPECT_EQ(runner().run(*root, {slots["n"]}), (Rows{"(#7)", "(#1007)", "(#2007)"}));
  query::Unwind twice;
  twice.list = slots.expression("[n.x, n.x + 1]");
  twice.item = slots["y"];
  auto above = plan(std::move(twice), std::move(root));
  EXPECT_EQ(runner().run(*above, {slots["y"]}), (Rows{"7", "8", "1007", "1008", "2007", "2008"}));
}

TEST_F(ReadTest, FilterThatKeepsNothing) {
  graph.node();
  auto root = filter("false", scan("n"));
  EXPECT_EQ(runner().count(*root), 0u);
  auto unknown = filter("null", scan("n"));
  EXPECT_EQ(runner().count(*unknown), 0u);
}

TEST_F(ReadTest, ExpandFollowsDirectionAndType) {
  const NodeId a = graph.node({"Start"}), b = graph.node(), c = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(c, "R", a);
  graph.relationship(a, "S", c);
  const auto to = [&](ExpandDirection direction, std::vector<std::string> types) {
    auto root = plan(expand("n", "r", "m", direction, std::move(types)), scan("n", "Start"));
    return runner().sorted(*root, {slots["m"]});
  };
  EXPECT_EQ(to(ExpandDirection::Out, {}), (Rows{"(#1)", "(#2)"}));
  EXPECT_EQ(to(ExpandDirection::Out, {"R"}), (Rows{"(#1)"}));
  EXPECT_EQ(to(ExpandDirection::In, {}), (Rows{"(#2)"}));
  EXPECT_EQ(to(ExpandDirection::Both, {}), (Rows{"(#1)", "(#2)", "(#2)"}));
  EXPECT_EQ(to(ExpandDirection::Both, {"S", "Unknown", "S"}), (Rows{"(#2)"}));
  EXPECT_EQ(to(ExpandDirection::Out, {"Unknown"}), Rows{});
}

TEST_F(ReadTest, SelfLoopsOnceInBothDirections) {
  const NodeId a = graph.node();
  graph.relationship(a, "R", a);
  for (const auto direction : {ExpandDirection::Out, ExpandDirection::In, ExpandDirection::Both}) {
    auto root = plan(expand("n", "r", "m", direction), scan("n"));
    EXPECT_EQ(runner().count(*root), 1u);
    auto into = expand("n", "r", "n", direction);
    into.to_bound = true;
    auto closed = plan(std::move(into), scan("n"));
    EXPECT_EQ(runner().count(*closed), 1u);
  }
}

TEST_F(ReadTest, ExpandIntoAHubGoesOnFromBatchToBatch) {
  const NodeId hub = graph.node({"Hub"});
  for (int i = 0; i < 5000; ++i) graph.relationship(graph.node(), "R", hub);
  for (const auto direction : {ExpandDirection::In, ExpandDirection::Both}) {
    auto root = plan(expand("n", "r", "m", direction), scan("n", "Hub"));
    EXPECT_EQ(runner().run(*root, {slots["m"]}).size(), 5000u);
    EXPECT_EQ(runner().batch_sizes(), (std::vector<std::size_t>{2048, 2048, 904}));
  }
}

TEST_F(ReadTest, RowsStayWithTheirInputAcrossItsBatches) {
  // Each node has 30 relationships to the nodes behind it; the input of the second step comes in
  // batches that end in the middle of what the second step makes of them.
  std::vector<NodeId> nodes;
  for (int i = 0; i < 100; ++i) nodes.push_back(graph.node());
  for (const NodeId a : nodes)
    for (NodeId i = 1; i <= 30; ++i) graph.relationship(a, "R", nodes[(a + i) % 100]);
  Rows expected;
  for (NodeId a = 0; a < 100; ++a)
    for (NodeId i = 1; i <= 30; ++i)
      for (NodeId j = 1; j <= 30; ++j)
        expected.push_back("(#" + std::to_string(a) + "), (#" + std::to_string((a + i + j) % 100) +
                           ")");
  std::sort(expected.begin(), expected.end());
  for (const bool inside : {false, true}) {
    query::PlanPtr leaf = inside ? plan(query::Argument{slots["row"]}) : scan("n");
    auto second = expand("m", "s", "o", ExpandDirection::Out);
    second.distinct_from = {slots["r"]};
    auto root =
        plan(std::move(second), plan(expand("n", "r", "m", ExpandDirection::Out), std::move(leaf)));
    if (inside) {
      query::Apply apply;
      apply.row = slots["row"];
      apply.introduced = {slots["o"]};
      apply.inner = std::move(root);
      root = plan(std::move(apply), scan("n"));
    }
    EXPECT_EQ(runner().sorted(*root, {slots["n"], slots["o"]}), expected);
  }
}

TEST_F(ReadTest, EveryMultiplyingOperatorKeepsRowsWithTheirInput) {
  // 3,000 input rows arrive as batches of 2,048 and 952.
  graph.node({"A"}, {{"key", Value::string("a")}});
  graph.relationship(0, "R", 0);
  const auto check = [&](query::PlanPtr root) {
    const Rows rows = runner().run(*root, {slots["i"]});
    ASSERT_EQ(rows.size(), 3000u);
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], std::to_string(i + 1));
  };
  check(scan("n", "A", integers(slots, "i", 1, 3000)));
  query::Unwind unwind;
  unwind.list = slots.expression("[i]");
  unwind.item = slots["j"];
  check(plan(std::move(unwind), integers(slots, "i", 1, 3000)));
  query::IndexSeek seek{slots["n"], "", "key", slots.expression("'a'"), nullptr, nullptr};
  check(plan(std::move(seek), integers(slots, "i", 1, 3000)));
  const auto nodes = [&] { return scan("n", "A", integers(slots, "i", 1, 3000)); };
  check(plan(expand("n", "r", "m", ExpandDirection::Both), nodes()));
  auto into = expand("n", "r", "n", ExpandDirection::Out);
  into.to_bound = true;
  check(plan(std::move(into), nodes()));
  query::VariableExpand paths;
  paths.from = slots["n"];
  paths.relationships = slots["rs"];
  paths.to = slots["m"];
  check(plan(std::move(paths), nodes()));
  query::ShortestPath shortest;
  shortest.from = shortest.to = slots["n"];
  shortest.relationships = slots["rs"];
  check(plan(std::move(shortest), nodes()));
}

TEST_F(ReadTest, ExpandFromNullGivesNothing) {
  graph.relationship(graph.node(), "R", graph.node());
  query::Project nothing;
  nothing.items.emplace_back(slots["n"], query::bound_constant(Value()));
  auto root = plan(expand("n", "r", "m", ExpandDirection::Out),
                   plan(std::move(nothing), plan(query::SingleRow{})));
  EXPECT_EQ(runner().count(*root), 0u);
}

TEST_F(ReadTest, ExpandFromSomethingElseIsATypeError) {
  auto root = plan(expand("i", "r", "m", ExpandDirection::Out), integers(slots, "i", 1, 2));
  try {
    runner().count(*root);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class, "TypeError");
    EXPECT_EQ(error.phase, "runtime");
  }
}

TEST_F(ReadTest, RelationshipsOfOnePatternAreDifferent) {
  const NodeId a = graph.node({"Start"}), b = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(a, "R", b);
  auto second = expand("m", "s", "o", ExpandDirection::In);
  second.distinct_from = {slots["r"]};
  auto root = plan(std::move(second),
                   plan(expand("n", "r", "m", ExpandDirection::Out), scan("n", "Start")));
  EXPECT_EQ(runner().count(*root), 2u);
}

TEST_F(ReadTest, ExpandIntoReadsEitherEnd) {
  const NodeId few = graph.node({"Few"}), many = graph.node({"Many"});
  graph.relationship(few, "R", many);
  graph.relationship(few, "R", many);
  for (int i = 0; i < 100; ++i) graph.relationship(graph.node(), "R", many);
  for (const bool turned : {false, true}) {
    auto into = turned ? expand("m", "r", "n", ExpandDirection::In)
                       : expand("n", "r", "m", ExpandDirection::Out);
    into.to_bound = true;
    auto root = plan(std::move(into), scan("m", "Many", scan("n", "Few")));
    const Rows rows = runner().run(*root, {slots["r"]});
    EXPECT_EQ(rows.size(), 2u);
  }
}

TEST_F(ReadTest, ExpandAlongABoundRelationship) {
  const NodeId a = graph.node({"A"}), b = graph.node({"B"});
  graph.relationship(a, "R", b);
  const auto rows = [&](const std::string& label, ExpandDirection direction,
                        std::vector<std::string> types) {
    auto again = expand("x", "r", "y", direction, std::move(types));
    again.relationship_bound = true;
    auto root =
        plan(std::move(again),
             scan("x", label, plan(expand("n", "r", "m", ExpandDirection::Out), scan("n"))));
    return runner().run(*root, {slots["y"]});
  };
  EXPECT_EQ(rows("", ExpandDirection::Out, {}), (Rows{"(#1)"}));
  EXPECT_EQ(rows("B", ExpandDirection::In, {}), (Rows{"(#0)"}));
  EXPECT_EQ(rows("B", ExpandDirection::Out, {}), Rows{});
  EXPECT_EQ(rows("A", ExpandDirection::Out, {"S"}), Rows{});
  Rows both = rows("", ExpandDirection::Both, {"R"});
  std::sort(both.begin(), both.end());
  EXPECT_EQ(both, (Rows{"(#0)", "(#1)"}));
}

TEST_F(ReadTest, SeekByKeyAndWithoutAnIndex) {
  graph.node({"A"}, {{"key", Value::string("one")}, {"x", Value::integer(1)}});
  graph.node({"B"}, {{"key", Value::string("two")}, {"x", Value::integer(1)}});
  const auto seek = [&](const std::string& label, const std::string& property, Value value) {
    query::IndexSeek op;
    op.node = slots["n"];
    op.label = label;
    op.property = property;
    op.value = query::bound_constant(std::move(value));
    auto root = plan(std::move(op), plan(query::SingleRow{}));
    return runner().run(*root, {slots["n"]});
  };
  EXPECT_EQ(seek("", "key", Value::string("two")), (Rows{"(#1)"}));
  EXPECT_EQ(seek("", "key", Value()), Rows{});
  EXPECT_EQ(seek("B", "x", Value::real(1.0)), (Rows{"(#1)"}));
  EXPECT_EQ(seek("C", "x", Value::integer(1)), Rows{});
  EXPECT_EQ(seek("", "unknown", Value::integer(1)), Rows{});
}

TEST_F(ReadTest, UnwindOfListsNullsAndSingleValues) {
  query::Unwind unwind;
  unwind.list = query::bound_constant(Value::list(
      {Value::list({Value::integer(1), Value()}), Value(), Value::list({}), Value::string("x")}));
  unwind.item = slots["l"];
  query::Unwind again;
  again.list = slots.slot("l");
  again.item = slots["i"];
  again.ordinal = slots["o"];
  auto root = plan(std::move(again), plan(std::move(unwind), plan(query::SingleRow{})));
  EXPECT_EQ(runner().run(*root, {slots["i"], slots["o"]}), (Rows{"1, 1", "null, 2", "'x', 1"}));
}

TEST_F(ReadTest, UnwindGoesOnFromBatchToBatch) {
  auto root = integers(slots, "i", 1, 4097);
  EXPECT_EQ(runner().run(*root, {slots["i"]}).back(), "4097");
  EXPECT_EQ(runner().batch_sizes(), (std::vector<std::size_t>{2048, 2048, 1}));
}

TEST_F(ReadTest, CancellationAndTimeLimitEndTheStatement) {
  for (int i = 0; i < 10; ++i) graph.node();
  auto root = scan("n");
  std::atomic<bool> cancelled = true;
  runner().context().cancelled = &cancelled;
  EXPECT_THROW(runner().count(*root), Error);
  cancelled = false;
  runner().context().deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  try {
    runner().count(*root);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::Limit);
    EXPECT_NE(error.message.find("NodeScan"), std::string::npos);
  }
}

}  // namespace
}  // namespace normgraph::tests
