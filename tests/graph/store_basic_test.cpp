#include <gtest/gtest.h>

#include "tests/support/store_fixture.hpp"

namespace normgraph::store {
namespace {

TEST(Store, AnEmptyGraphHasNothing) {
  const auto store = open_store({.memory = true});
  const auto read = store->begin_read();
  EXPECT_EQ(read->view().node_count(), 0u);
  EXPECT_EQ(read->view().node_limit(), 0u);
  EXPECT_EQ(read->view().find_label("A"), no_label);
  EXPECT_EQ(read->view().find_type("A"), no_type);
  EXPECT_EQ(read->view().find_key("a"), no_key);
  EXPECT_TRUE(store->verify().empty());
}

TEST(Store, AStatementSeesItsOwnWritesAndOthersSeeThemAfterTheCommit) {
  const auto store = open_store({.memory = true});
  const auto before = store->begin_read();
  const auto write = store->begin_write();
  write->begin_statement();
  GraphWriter& writer = write->writer();
  const LabelId label = writer.intern_label("Article");
  const KeyId key = writer.intern_key("title");
  const TypeId type = writer.intern_type("CITES");
  const NodeId a = writer.create_node(std::array{label}, {{key, Value::string("Risk")}});
  const NodeId b = writer.create_node({}, {});
  const RelationshipRef ab = writer.create_relationship(type, a, b, {{key, Value::integer(7)}});
  const GraphView& view = write->view();
  EXPECT_EQ(view.node_count(), 2u);
  EXPECT_EQ(view.node_count(label), 1u);
  EXPECT_EQ(view.node_property(key, a).as_string(), "Risk");
  EXPECT_EQ(view.neighbours(b, type, Direction::In).nodes[0], a);
  EXPECT_EQ(view.relationship_property(key, ab.id).as_integer(), 7);
  write->keep_statement();
  EXPECT_EQ(store->begin_read()->view().node_count(), 0u);
  write->commit();
  EXPECT_EQ(before->view().node_count(), 0u);
  const auto after = store->begin_read();
  EXPECT_EQ(after->view().node_count(), 2u);
  EXPECT_EQ(after->view().label_name(after->view().labels(a)[0]), "Article");
  EXPECT_EQ(after->view().node_property(key, a).as_string(), "Risk");
  EXPECT_EQ(after->view().degree(a, type, Direction::Out), 1u);
  EXPECT_EQ(after->view().relationship_property(key, ab.id).as_integer(), 7);
  EXPECT_TRUE(after->view().exists(ab.id));
  EXPECT_TRUE(store->verify().empty());
}

TEST(Store, AnUndoneStatementLeavesNothing) {
  const auto store = open_store({.memory = true});
  const auto write = store->begin_write();
  write->begin_statement();
  write->writer().create_node(std::array{write->writer().intern_label("Kept")}, {});
  write->keep_statement();
  write->begin_statement();
  const LabelId lost = write->writer().intern_label("Lost");
  write->writer().create_node(std::array{lost}, {});
  write->writer().add_label(0, lost);
  write->undo_statement();
  EXPECT_EQ(write->view().find_label("Lost"), no_label);
  EXPECT_EQ(write->view().node_count(), 1u);
  write->commit();
  EXPECT_EQ(store->begin_read()->view().label_count(), 1u);
  EXPECT_TRUE(store->verify().empty());
}

TEST(Store, KeyIsUniqueInTheWholeGraph) {
  const auto store = open_store({.memory = true});
  {
    const auto write = store->begin_write();
    const KeyId key = write->writer().intern_key("key");
    write->writer().create_node({}, {{key, Value::string("art:9")}});
    write->commit();
  }
  const auto write = store->begin_write();
  const KeyId key = write->view().find_key("key");
  write->begin_statement();
  write->writer().create_node({}, {{key, Value::string("art:9")}});
  try {
    write->keep_statement();
    FAIL() << "a second node with the key was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.error_class, "ConstraintValidationFailed");
    EXPECT_NE(error.message.find("key 'art:9'"), std::string::npos) << error.message;
    write->undo_statement();
  }
  // The same key may move from one node to another within a statement.
  write->begin_statement();
  const NodeId heir = write->writer().create_node({}, {{key, Value::string("art:9")}});
  write->writer().set_property(0, key, Value());
  write->keep_statement();
  write->commit();
  const auto read = store->begin_read();
  EXPECT_EQ(read->view().lookup(no_label, key, Value::string("art:9")), std::vector<NodeId>{heir});
}

TEST(Store, AFileKeepsEveryTypeOfValue) {
  const TemporaryFolder folder;
  const std::vector<Value> values = one_of_each_type();
  {
    const auto store = open_store({.path = folder.file("g")});
    const auto write = store->begin_write();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const KeyId alone = write->writer().intern_key("alone" + std::to_string(i));
      const KeyId mixed = write->writer().intern_key("mixed");
      write->writer().create_node({}, {{alone, values[i]}, {mixed, values[i]}});
    }
    write->commit();
  }
  const auto store = open_store({.path = folder.file("g"), .read_only = true});
  const auto read = store->begin_read();
  std::vector<NodeId> nodes;
  read->view().scan(no_label, 0, 1000, nodes);
  const Vector mixed = read->view().node_property(read->view().find_key("mixed"), nodes);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const KeyId alone = read->view().find_key("alone" + std::to_string(i));
    EXPECT_TRUE(same(read->view().node_property(alone, nodes[i]), values[i])) << i;
    EXPECT_TRUE(same(mixed.value(i), values[i])) << i;
    EXPECT_TRUE(same(read->view().node_property(alone, nodes).value(i), values[i])) << i;
  }
  EXPECT_TRUE(store->verify().empty());
}

TEST(Store, AnIndexMadeByAStatementFindsItsNodes) {
  const auto store = open_store({.memory = true});
  {
    const auto write = store->begin_write();
    const LabelId label = write->writer().intern_label("P");
    const KeyId age = write->writer().intern_key("age");
    for (int i = 0; i < 100; ++i)
      write->writer().create_node(std::array{label}, {{age, Value::integer(i % 10)}});
    write->writer().create_index({"ages", "P", "age", false});
    EXPECT_EQ(write->view().lookup(label, age, Value::integer(3))->size(), 10u);
    write->commit();
  }
  const auto write = store->begin_write();
  const LabelId label = write->view().find_label("P");
  const KeyId age = write->view().find_key("age");
  EXPECT_EQ(write->view().lookup(label, age, Value::real(3.0))->size(), 10u);
  write->writer().set_property(NodeId{3}, age, Value::integer(4));
  write->writer().remove_label(13, label);
  write->writer().delete_node(23);
  write->writer().add_label(write->writer().create_node({}, {{age, Value::integer(3)}}), label);
  EXPECT_EQ(write->view().lookup(label, age, Value::integer(3))->size(), 8u);
  EXPECT_EQ(write->view().lookup(label, age, Value::integer(4))->size(), 11u);
  write->commit();
  const auto drop = store->begin_write();
  EXPECT_EQ(drop->view().lookup(label, age, Value::integer(3))->size(), 8u);
  EXPECT_EQ(drop->view().lookup(label, age, Value::integer(4))->size(), 11u);
  drop->writer().drop_index("ages");
  EXPECT_FALSE(drop->view().lookup(label, age, Value::integer(3)).has_value());
  drop->commit();
  EXPECT_FALSE(store->begin_read()->view().lookup(label, age, Value::integer(3)).has_value());
}

TEST(Store, LongKeysAreFoundByTheirWholeText) {
  const auto store = open_store({.memory = true});
  const std::string stem(2000, 'x');
  const auto write = store->begin_write();
  const KeyId key = write->writer().intern_key("key");
  const NodeId a = write->writer().create_node({}, {{key, Value::string(stem + "a")}});
  const NodeId b = write->writer().create_node({}, {{key, Value::string(stem + "b")}});
  write->commit();
  const auto read = store->begin_read();
  EXPECT_EQ(read->view().lookup(no_label, key, Value::string(stem + "a")), std::vector{a});
  EXPECT_EQ(read->view().lookup(no_label, key, Value::string(stem + "b")), std::vector{b});
  EXPECT_TRUE(read->view().lookup(no_label, key, Value::string(stem))->empty());
}

}  // namespace
}  // namespace normgraph::store
