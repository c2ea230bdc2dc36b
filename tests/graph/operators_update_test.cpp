// Updating operators: what they change, what they count, and who sees it.

#include <gtest/gtest.h>

#include "graph/value/compare.hpp"
#include "tests/support/memory_graph.hpp"
#include "tests/support/plan_runner.hpp"

namespace normgraph::tests {
namespace {

using query::ExpandDirection;
using Rows = std::vector<std::string>;

class UpdateTest : public ::testing::Test {
 protected:
  query::PlanPtr scan(const std::string& name, const std::string& label = "",
                      query::PlanPtr input = nullptr) {
    if (!input) input = plan(query::SingleRow{});
    return plan(query::NodeScan{slots[name], label}, std::move(input));
  }
  query::NewNode new_node(const std::string& name, std::vector<std::string> labels,
                          const std::string& properties = "") {
    query::NewNode node;
    node.node = slots[name];
    node.labels = std::move(labels);
    if (!properties.empty()) node.properties = slots.expression(properties);
    return node;
  }
  query::NewRelationship new_relationship(const std::string& start, const std::string& type,
                                          const std::string& end) {
    query::NewRelationship relationship;
    relationship.relationship = slots["made " + type];
    relationship.start = slots[start];
    relationship.end = slots[end];
    relationship.type = type;
    return relationship;
  }
  query::SetProperty set(const std::string& element, const std::string& key,
                         const std::string& value) {
    return {slots.expression(element), key, slots.expression(value)};
  }
  template <class... Items>
  query::PlanPtr update(query::PlanPtr input, Items... items) {
    query::Update op;
    (op.items.emplace_back(std::move(items)), ...);
    return plan(std::move(op), std::move(input));
  }
  query::PlanPtr remove(query::PlanPtr input, const std::string& target, bool detach = false) {
    query::Delete op;
    op.targets.push_back(slots.expression(target));
    op.detach = detach;
    return plan(std::move(op), std::move(input));
  }
  std::size_t run(query::PlanPtr root) { return runner.count(*root); }
  std::string detail_of(query::PlanPtr root) {
    try {
      run(std::move(root));
    } catch (const Error& error) {
      EXPECT_EQ(error.phase, "runtime");
      return error.detail;
    }
    return "no error";
  }

  MemoryGraph graph;
  Slots slots;
  PlanRunner runner{graph};
};

TEST_F(UpdateTest, CreateMakesElementsForEachRowAcrossBatches) {
  slots["i"];
  query::Create create;
  create.elements.emplace_back(new_node("a", {"A", "A", "B"}, "{x: i, y: null}"));
  create.elements.emplace_back(new_node("b", {}));
  create.elements.emplace_back(new_relationship("a", "R", "b"));
  EXPECT_EQ(run(plan(std::move(create), integers(slots, "i", 1, 2049))), 2049u);
  EXPECT_EQ(graph.node_count(), 4098u);
  EXPECT_EQ(runner.counts().nodes_created, 4098);
  EXPECT_EQ(runner.counts().labels_added, 2 * 2049);
  EXPECT_EQ(runner.counts().properties_set, 2049);
  EXPECT_EQ(runner.counts().relationships_created, 2049);
}

TEST_F(UpdateTest, CreateDoesNotSeeWhatItMakes) {
  graph.node({"A"});
  graph.node({"A"});
  query::Create create;
  create.elements.emplace_back(new_node("m", {"A"}));
  EXPECT_EQ(run(plan(std::move(create), scan("n", "A"))), 2u);
  EXPECT_EQ(graph.node_count(), 4u);
}

TEST_F(UpdateTest, ReadingAfterCreateSeesIt) {
  query::Create create;
  create.elements.emplace_back(new_node("m", {"New"}));
  EXPECT_EQ(run(scan("n", "New", plan(std::move(create), integers(slots, "i", 1, 3)))), 9u);
}

TEST_F(UpdateTest, LimitZeroStillUpdates) {
  query::Create create;
  create.elements.emplace_back(new_node("m", {}));
  auto root = plan(query::Limit{query::bound_constant(Value::integer(0))},
                   plan(std::move(create), integers(slots, "i", 1, 5)));
  EXPECT_EQ(run(std::move(root)), 0u);
  EXPECT_EQ(graph.node_count(), 5u);
}

TEST_F(UpdateTest, APropertyMustBeStorable) {
  query::Create create;
  create.elements.emplace_back(new_node("m", {}, "{x: {y: 1}}"));
  EXPECT_EQ(detail_of(plan(std::move(create), plan(query::SingleRow{}))), "InvalidPropertyType");
  graph.node();
  slots["n"];
  EXPECT_EQ(detail_of(update(scan("n"), set("n", "x", "[{y: 1}]"))), "InvalidPropertyType");
}

TEST_F(UpdateTest, ARelationshipNeedsBothEnds) {
  query::Project nothing;
  nothing.keep = true;
  nothing.items.emplace_back(slots["b"], query::bound_constant(Value()));
  query::Create create;
  create.elements.emplace_back(new_node("a", {}));
  create.elements.emplace_back(new_relationship("a", "R", "b"));
  EXPECT_EQ(detail_of(plan(std::move(create), plan(std::move(nothing), plan(query::SingleRow{})))),
            "MissingNode");
}

TEST_F(UpdateTest, SetSeesTheRowsBefore) {
  const NodeId n = graph.node({}, {{"x", Value::integer(0)}});
  slots["n"], slots["i"];
  EXPECT_EQ(run(update(scan("n", "", integers(slots, "i", 1, 3000)), set("n", "x", "n.x + 1"))),
            3000u);
  EXPECT_EQ(graph.node_property(graph.find_key("x"), n).as_integer(), 3000);
}

TEST_F(UpdateTest, SetToNullRemovesAndCountsOnlyWhatWasThere) {
  graph.node({}, {{"x", Value::integer(0)}});
  slots["n"];
  run(update(scan("n"), set("n", "x", "null"), set("n", "never", "null")));
  EXPECT_EQ(runner.counts().properties_set, 1);
  EXPECT_TRUE(graph.node_properties(0).empty());
  EXPECT_EQ(graph.find_key("never"), no_key);
}

TEST_F(UpdateTest, SetOnNullDoesNothing) {
  query::Project nothing;
  nothing.items.emplace_back(slots["n"], query::bound_constant(Value()));
  query::SetLabels labels{slots.slot("n"), {"L"}, false};
  query::SetProperties all{slots.slot("n"), slots.expression("{x: 1}"), true};
  EXPECT_EQ(run(update(plan(std::move(nothing), plan(query::SingleRow{})), set("n", "x", "1"),
                       std::move(labels), std::move(all))),
            1u);
  EXPECT_EQ(runner.counts().properties_set, 0);
}

TEST_F(UpdateTest, SetFromMapsAndElements) {
  graph.node({"A"}, {{"x", Value::integer(1)}, {"y", Value::integer(2)}});
  graph.node({"B"}, {{"y", Value::integer(3)}, {"z", Value::integer(4)}});
  slots["a"], slots["b"];
  run(update(scan("b", "B", scan("a", "A")),
             query::SetProperties{slots.slot("a"), slots.expression("{y: null, w: 5}"), false}));
  EXPECT_EQ(graph.node_properties(0).size(), 2u);
  run(update(scan("b", "B", scan("a", "A")),
             query::SetProperties{slots.slot("a"), slots.slot("b"), true}));
  EXPECT_TRUE(
      equivalent(Value::map(graph.node_properties(0)), Value::map(graph.node_properties(1))));
  run(update(scan("a", "A"), query::SetProperties{slots.slot("a"), slots.slot("a"), true}));
  EXPECT_EQ(graph.node_properties(0).size(), 2u);
}

TEST_F(UpdateTest, LabelsAreCountedWhenTheyChange) {
  graph.node({"A"});
  slots["n"];
  run(update(scan("n"), query::SetLabels{slots.slot("n"), {"A", "B"}, false},
             query::SetLabels{slots.slot("n"), {"A", "C"}, true}));
  EXPECT_EQ(runner.counts().labels_added, 1);
  EXPECT_EQ(runner.counts().labels_removed, 1);
  EXPECT_EQ(graph.find_label("C"), no_label);
}

TEST_F(UpdateTest, DeleteInAnyOrderOfTargets) {
  const NodeId a = graph.node(), b = graph.node();
  graph.relationship(a, "R", b);
  graph.relationship(b, "R", b);
  query::Expand expand;
  expand.from = slots["n"];
  expand.relationship = slots["r"];
  expand.to = slots["m"];
  expand.direction = ExpandDirection::Both;
  query::Delete op;
  for (const char* target : {"n", "r", "m"}) op.targets.push_back(slots.slot(target));
  EXPECT_EQ(run(plan(std::move(op), plan(std::move(expand), scan("n")))), 3u);
  EXPECT_EQ(graph.node_count(), 0u);
  EXPECT_EQ(runner.counts().nodes_deleted, 2);
  EXPECT_EQ(runner.counts().relationships_deleted, 2);
}

TEST_F(UpdateTest, DeleteOfAConnectedNode) {
  const NodeId a = graph.node({"A"});
  graph.relationship(a, "R", graph.node());
  slots["n"];
  EXPECT_EQ(detail_of(remove(scan("n", "A"), "n")), "DeleteConnectedNode");
  EXPECT_EQ(run(remove(scan("n", "A"), "n", true)), 1u);
  EXPECT_EQ(graph.node_count(), 1u);
}

TEST_F(UpdateTest, DeleteOfOtherThings) {
  graph.node();
  slots["n"];
  EXPECT_EQ(run(remove(scan("n"), "null")), 1u);
  EXPECT_EQ(detail_of(remove(scan("n"), "1 + 1")), "InvalidArgumentType");
  EXPECT_EQ(run(remove(remove(scan("n"), "n"), "n")), 1u);
  EXPECT_EQ(runner.counts().nodes_deleted, 1);
}

class MergeTest : public UpdateTest {
 protected:
  query::PlanPtr match(const std::string& predicate) {
    slots["m"];
    return plan(query::Filter{slots.expression(predicate)},
                scan("m", "M", plan(query::Argument{slots["row"]})));
  }
  query::Merge merge(const std::string& predicate, const std::string& properties) {
    query::Merge op;
    op.row = slots["row"];
    op.match = match(predicate);
    op.introduced = {slots["m"]};
    op.elements.emplace_back(new_node("m", {"M"}, properties));
    return op;
  }
};

TEST_F(MergeTest, FindsWhatRowsBeforeMade) {
  slots["i"];
  EXPECT_EQ(run(plan(merge("m.x = i % 3", "{x: i % 3}"), integers(slots, "i", 1, 2049))), 2049u);
  EXPECT_EQ(graph.node_count(), 3u);
}

TEST_F(MergeTest, GivesEveryMatch) {
  graph.node({"M"}, {{"x", Value::integer(1)}});
  graph.node({"M"}, {{"x", Value::integer(1)}});
  slots["i"];
  EXPECT_EQ(run(plan(merge("m.x = i", "{x: i}"), integers(slots, "i", 1, 2))), 3u);
}

TEST_F(MergeTest, SetsOnCreateAndOnMatch) {
  slots["i"];
  auto op = merge("m.x = 7", "{x: 7}");
  op.on_create.emplace_back(set("m", "created", "i"));
  op.on_match.emplace_back(set("m", "matched", "i"));
  run(plan(std::move(op), integers(slots, "i", 1, 3)));
  const Map properties = graph.node_properties(0);
  EXPECT_EQ(find(properties, "created")->as_integer(), 1);
  EXPECT_EQ(find(properties, "matched")->as_integer(), 3);
}

TEST_F(MergeTest, RefusesNulls) {
  EXPECT_EQ(detail_of(plan(merge("m.x = null", "{x: null}"), plan(query::SingleRow{}))),
            "MergeReadOwnWrites");
}

TEST_F(UpdateTest, ForeachFinishesOneItemBeforeTheNext) {
  slots["m"], slots["i"];
  query::Merge op;
  op.row = slots["inner row"];
  op.match = plan(query::Filter{slots.expression("m.x = 1")},
                  scan("m", "M", plan(query::Argument{slots["inner row"]})));
  op.introduced = {slots["m"]};
  op.elements.emplace_back(new_node("m", {"M"}, "{x: 1}"));
  query::Foreach each;
  each.list = slots.expression("[1, 2]");
  each.item = slots["k"];
  each.row = slots["row"];
  each.inner = update(plan(std::move(op), plan(query::Argument{slots["row"]})), set("m", "x", "2"));
  EXPECT_EQ(run(plan(std::move(each), integers(slots, "i", 1, 2))), 2u);
  EXPECT_EQ(graph.node_count(), 4u);
}

TEST_F(UpdateTest, ForeachOverNullDoesNothing) {
  query::Create create;
  create.elements.emplace_back(new_node("m", {}));
  query::Foreach each;
  each.list = slots.expression("null");
  each.item = slots["k"];
  each.row = slots["row"];
  each.inner = plan(std::move(create), plan(query::Argument{slots["row"]}));
  EXPECT_EQ(run(plan(std::move(each), plan(query::SingleRow{}))), 1u);
  EXPECT_EQ(graph.node_count(), 0u);
}

}  // namespace
}  // namespace normgraph::tests
