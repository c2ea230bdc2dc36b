#include <gtest/gtest.h>

#include "tests/support/store_model.hpp"

namespace normgraph::store {
namespace {

/// Statements, some undone, some transactions dropped; after each step the view must be the model.
void run_transaction(std::mt19937& random, Store& store, Model& committed) {
  const auto transaction = store.begin_write();
  Model model = committed;
  for (std::size_t statements = 1 + random() % 3; statements > 0; --statements) {
    Model after = model;
    transaction->begin_statement();
    RandomStatement(random, *transaction, after).run(1 + static_cast<int>(random() % 30));
    if (random() % 4 == 0) {
      transaction->undo_statement();
    } else {
      transaction->keep_statement();
      model = after;
    }
    expect_same(model, transaction->view());
  }
  if (random() % 5 == 0) return;
  transaction->commit();
  committed = model;
}

void create_indexes(Store& store) {
  const auto write = store.begin_write();
  write->writer().create_index({"numbers", "L0", "number", false});
  write->writer().create_index({"words", "L1", "word", false});
  write->writer().create_index({"mixed", "L2", "mixed0", false});
  write->commit();
}

/// Nodes and relationships in the order in which a sorted load makes them.
Model sorted_graph(std::mt19937& random, Store& store) {
  constexpr NodeId nodes = 1000;
  const auto below = [&](unsigned limit) { return static_cast<NodeId>(random() % limit); };
  Model model;
  const auto write = store.begin_write();
  GraphWriter& writer = write->writer();
  const std::array labels = {writer.intern_label("L0")};
  const KeyId number = writer.intern_key("number");
  for (NodeId i = 0; i < nodes; ++i) {
    const Value value = Value::integer(below(900));
    model.nodes[writer.create_node(labels, {{number, value}})] = {{"L0"}, {{"number", value}}};
  }
  const TypeId type = writer.intern_type("T0");
  for (NodeId start = 0; start < nodes; ++start)
    for (NodeId end = below(400); end < nodes; end += below(400)) {
      const auto made = writer.create_relationship(type, start, end, {});
      model.relationships["T0"][made.id.ordinal()] = {start, end, {}};
    }
  write->commit();
  return model;
}

class StoreHistory : public testing::TestWithParam<unsigned> {};

TEST_P(StoreHistory, InMemoryAgreesWithPlainMaps) {
  std::mt19937 random(GetParam());
  const auto store = open_store({.memory = true});
  create_indexes(*store);
  Model model;
  for (int i = 0; i < 25 && !HasFailure(); ++i) {
    run_transaction(random, *store, model);
    expect_same(model, store->begin_read()->view());
  }
  EXPECT_TRUE(store->verify().empty());
}

TEST_P(StoreHistory, AFileAgreesAfterReopening) {
  std::mt19937 random(1000 + GetParam());
  const TemporaryFolder folder;
  create_indexes(*open_store({.path = folder.file("g")}));
  Model model;
  for (int i = 0; i < 4 && !HasFailure(); ++i) {
    const auto store = open_store({.path = folder.file("g")});
    expect_same(model, store->begin_read()->view());
    for (int n = 0; n < 3; ++n) run_transaction(random, *store, model);
    EXPECT_TRUE(store->verify().empty());
  }
}

TEST_P(StoreHistory, ASortedGraphAgreesAfterChanges) {
  std::mt19937 random(2000 + GetParam());
  const auto store = open_store({.memory = true});
  create_indexes(*store);
  Model model = sorted_graph(random, *store);
  for (int i = 0; i < 3 && !HasFailure(); ++i) run_transaction(random, *store, model);
  expect_same(model, store->begin_read()->view());
  EXPECT_TRUE(store->verify().empty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreHistory, testing::Range(0u, 12u));

/// Random changes over ranges that are split, in columns and in adjacency.
TEST(StoreSegments, LongTextsSplitColumnsAndStayRight) {
  const auto store = open_store({.memory = true});
  std::map<NodeId, std::string> expected;
  std::mt19937 random(7);
  for (int round = 0; round < 6; ++round) {
    const auto write = store->begin_write();
    const KeyId text = write->writer().intern_key("text");
    for (int i = 0; i < 400; ++i) {
      const std::string value(random() % 4000, static_cast<char>('a' + random() % 26));
      const NodeId node = write->writer().create_node({}, {{text, Value::string(value)}});
      expected[node] = value;
    }
    for (int i = 0; i < 300; ++i) {
      const NodeId node = static_cast<NodeId>(random() % expected.size());
      const bool remove = random() % 2 == 0;
      const std::string value(random() % 9000, 'x');
      write->writer().set_property(node, text, remove ? Value() : Value::string(value));
      expected[node] = remove ? "" : value;
    }
    write->commit();
    const auto read = store->begin_read();
    for (const auto& [node, value] : expected) {
      const Value found = read->view().node_property(text, node);
      ASSERT_EQ(found.is_null() ? "" : found.as_string(), value);
    }
    EXPECT_TRUE(store->verify().empty());
  }
}

TEST(StoreSegments, AHubIsCutIntoChunksAndJoinedAgain) {
  const auto store = open_store({.memory = true});
  constexpr NodeId spokes = 300000;
  std::map<std::uint64_t, NodeId> expected;
  const auto check = [&] {
    const auto read = store->begin_read();
    const Neighbours list = read->view().neighbours(0, 0, Direction::In);
    ASSERT_EQ(list.size(), expected.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      ASSERT_EQ(expected.at(list.ordinal(i)), list.nodes[i]);
      ASSERT_LE(list.nodes[i == 0 ? 0 : i - 1], list.nodes[i]);
    }
    EXPECT_TRUE(store->verify().empty());
  };
  {
    const auto write = store->begin_write();
    const TypeId type = write->writer().intern_type("PART_OF");
    for (NodeId i = 0; i < spokes; ++i) write->writer().create_node({}, {});
    for (NodeId i = 1; i < spokes; ++i)
      expected[write->writer().create_relationship(type, i, 0, {}).id.ordinal()] = i;
    write->commit();
  }
  check();
  std::mt19937 random(3);
  for (int round = 0; round < 3; ++round) {
    const auto write = store->begin_write();
    for (int i = 0; i < 2000; ++i) {
      const NodeId from = 1 + static_cast<NodeId>(random() % (spokes - 1));
      expected[write->writer().create_relationship(0, from, 0, {}).id.ordinal()] = from;
      const auto gone = expected.lower_bound(random() % expected.rbegin()->first);
      write->writer().delete_relationship({RelationshipId::of(0, gone->first), gone->second, 0});
      expected.erase(gone);
    }
    write->commit();
    check();
  }
  const auto write = store->begin_write();
  for (const auto& [ordinal, from] : expected)
    write->writer().delete_relationship({RelationshipId::of(0, ordinal), from, 0});
  write->commit();
  expected.clear();
  check();
}

TEST(StoreSegments, RelationshipsAreNumberedAsTheyAreCreated) {
  const auto store = open_store({.memory = true});
  const auto write = store->begin_write();
  const TypeId type = write->writer().intern_type("T");
  for (int i = 0; i < 3000; ++i) write->writer().create_node({}, {});
  for (NodeId i = 0; i < 3000; ++i)
    for (NodeId n = 0; n < 3; ++n) write->writer().create_relationship(type, i, n * 7, {});
  write->commit();
  const auto read = store->begin_read();
  EXPECT_EQ(read->view().neighbours(2999, type, Direction::Out).ordinal(2), 8999u);
  EXPECT_EQ(read->view().neighbours(7, type, Direction::In).ordinal(2), 7u);
  const DegreeStatistics degrees = read->view().degree_statistics(type, Direction::In);
  EXPECT_EQ(degrees.nodes, 3u);
  EXPECT_EQ(degrees.maximum, 3000u);
}

}  // namespace
}  // namespace normgraph::store
