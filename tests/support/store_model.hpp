#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/store/index_key.hpp"
#include "tests/support/store_fixture.hpp"

namespace normgraph::store {

/// The graph as plain maps: the oracle that histories are compared with.
struct Model {
  struct Node {
    std::set<std::string> labels;
    std::map<std::string, Value> properties;
  };
  struct Relationship {
    NodeId start = 0, end = 0;
    std::map<std::string, Value> properties;
  };
  std::map<NodeId, Node> nodes;
  std::map<std::string, std::map<std::uint64_t, Relationship>> relationships;  // by type, ordinal
};

inline void expect_properties(const std::map<std::string, Value>& expected, const Map& found) {
  ASSERT_EQ(found.size(), expected.size());
  auto at = expected.begin();
  for (const auto& [name, value] : found) {
    EXPECT_EQ(name, at->first);
    EXPECT_TRUE(same(value, at->second)) << name;
    ++at;
  }
}

inline void expect_nodes(const Model& model, const GraphView& view) {
  EXPECT_EQ(view.node_count(), model.nodes.size());
  std::vector<NodeId> found, expected;
  for (NodeId from = 0; from != no_node;) from = view.scan(no_label, from, 7, found);
  for (const auto& [id, node] : model.nodes) expected.push_back(id);
  ASSERT_EQ(found, expected);
  for (LabelId label = 0; label < view.label_count(); ++label) {
    std::vector<NodeId> having, model_having;
    view.scan(label, 0, 1000000, having);
    for (const auto& [id, node] : model.nodes)
      if (node.labels.contains(view.label_name(label))) model_having.push_back(id);
    EXPECT_EQ(having, model_having) << view.label_name(label);
    EXPECT_EQ(view.node_count(label), having.size()) << view.label_name(label);
    std::vector<std::uint8_t> has(found.size());
    view.has_label(found, label, has);
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_EQ(has[i] != 0, view.has_label(found[i], label));
  }
  for (const auto& [id, node] : model.nodes)
    expect_properties(node.properties, view.node_properties(id));
  for (KeyId key = 0; key < view.key_count(); ++key) {
    const Vector column = view.node_property(key, found);
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_TRUE(same(column.value(i), view.node_property(key, found[i])));
  }
}

inline std::vector<NeighbourEntry> sorted_entries(const Neighbours& list) {
  std::vector<NeighbourEntry> entries;
  for (std::size_t i = 0; i < list.size(); ++i) entries.push_back({list.nodes[i], list.ordinal(i)});
  std::ranges::sort(entries);
  return entries;
}

inline void expect_relationships(const Model& model, const GraphView& view) {
  for (TypeId type = 0; type < view.type_count(); ++type) {
    const auto of_type = model.relationships.find(view.type_name(type));
    std::map<NodeId, std::vector<NeighbourEntry>> lists[2];
    std::size_t count = 0;
    if (of_type != model.relationships.end())
      for (const auto& [ordinal, relationship] : of_type->second) {
        lists[0][relationship.start].push_back({relationship.end, ordinal});
        lists[1][relationship.end].push_back({relationship.start, ordinal});
        const RelationshipId id = RelationshipId::of(type, ordinal);
        EXPECT_TRUE(view.exists(id));
        expect_properties(relationship.properties, view.relationship_properties(id));
        ++count;
      }
    EXPECT_EQ(view.relationship_count(type), count);
    for (const Direction direction : {Direction::Out, Direction::In}) {
      const AdjacencyReader reader = view.adjacency(type, direction);
      auto& expected = lists[direction == Direction::Out ? 0 : 1];
      for (NodeId node = 0; node < view.node_limit(); ++node) {
        std::ranges::sort(expected[node]);
        EXPECT_EQ(sorted_entries(view.neighbours(node, type, direction)), expected[node]);
        EXPECT_EQ(sorted_entries(reader.neighbours(node)), expected[node]);
        EXPECT_EQ(view.degree(node, type, direction), expected[node].size());
        EXPECT_EQ(reader.degree(node), expected[node].size());
      }
    }
  }
}

/// Each value finds the nodes that have it, by every index on a label.
inline void expect_lookups(const Model& model, const GraphView& view) {
  for (const IndexInfo& index : view.indexes()) {
    std::map<std::string, std::pair<Value, std::vector<NodeId>>> expected;
    for (const auto& [id, node] : model.nodes) {
      const auto found = node.properties.find(index.property);
      if (!node.labels.contains(index.label) || found == node.properties.end()) continue;
      if (!is_indexable(found->second)) continue;
      auto& [value, nodes] = expected[index_bytes(found->second)];
      value = found->second;
      if (equals(value, value) == Truth::True) nodes.push_back(id);
    }
    const LabelId label = view.find_label(index.label);
    const KeyId key = view.find_key(index.property);
    for (const auto& [bytes, entry] : expected)
      EXPECT_EQ(view.lookup(label, key, entry.first), entry.second) << index.name;
  }
}

inline void expect_same(const Model& model, const GraphView& view) {
  expect_nodes(model, view);
  expect_relationships(model, view);
  expect_lookups(model, view);
}

/// Makes random changes to a transaction and to a model alike.
class RandomStatement {
 public:
  RandomStatement(std::mt19937& random, Transaction& transaction, Model& model)
      : random_(random), transaction_(transaction), model_(model) {}

  void run(int changes) {
    for (int i = 0; i < changes; ++i) change();
  }

 private:
  GraphWriter& writer() { return transaction_.writer(); }
  std::size_t below(std::size_t n) { return random_() % n; }

  Value random_value() {
    static const std::vector<Value> odd = one_of_each_type();
    switch (below(8)) {
      case 0:
        return odd[below(odd.size())];
      case 1:
        return Value::string("word " + std::to_string(below(5)));
      case 2:
        return Value::string(std::string(below(3000), static_cast<char>('a' + below(26))));
      case 3:
        return Value::real(static_cast<double>(below(100)) / 4);
      case 4:
        return Value::boolean(below(2) == 0);
      default:
        return Value::integer(static_cast<std::int64_t>(below(100000)) - 500);
    }
  }
  // Keys whose values have one type most of the time, and some that mix.
  std::pair<std::string, Value> random_property() {
    if (below(3) == 0) return {"mixed" + std::to_string(below(2)), random_value()};
    if (below(2) == 0) return {"number", Value::integer(static_cast<std::int64_t>(below(9)))};
    return {"word", Value::string("w" + std::to_string(below(3)))};
  }
  NodeId random_node() {
    auto at =
        model_.nodes.lower_bound(static_cast<NodeId>(below(model_.nodes.rbegin()->first + 1)));
    return at->first;
  }

  void change() {
    if (model_.nodes.empty()) return create_node();
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return create_node();
      case 3:
      case 4:
      case 5:
        return create_relationship();
      case 6:
        return set_node_property();
      case 7:
        return set_relationship_property();
      case 8:
      case 9:
        return change_label();
      case 10:
        return delete_relationship();
      default:
        return delete_node();
    }
  }

  void create_node() {
    Model::Node node;
    std::vector<LabelId> labels;
    PropertyList properties;
    for (std::size_t i = below(3); i > 0; --i) {
      const std::string label = "L" + std::to_string(below(6));
      node.labels.insert(label);
      labels.push_back(writer().intern_label(label));
    }
    for (std::size_t i = below(3); i > 0; --i) {
      auto [key, value] = random_property();
      if (node.properties.contains(key)) continue;
      properties.emplace_back(writer().intern_key(key), value);
      node.properties[key] = value;
    }
    model_.nodes[writer().create_node(labels, properties)] = node;
  }

  void create_relationship() {
    const std::string type = "T" + std::to_string(below(3));
    Model::Relationship relationship{random_node(), random_node(), {}};
    PropertyList properties;
    if (below(2) == 0) {
      auto [key, value] = random_property();
      properties.emplace_back(writer().intern_key(key), value);
      relationship.properties[key] = value;
    }
    const auto made = writer().create_relationship(writer().intern_type(type), relationship.start,
                                                   relationship.end, properties);
    model_.relationships[type][made.id.ordinal()] = relationship;
  }

  void set_node_property() {
    const NodeId node = random_node();
    auto [key, value] = random_property();
    if (below(3) == 0) value = Value();
    writer().set_property(node, writer().intern_key(key), value);
    assign(model_.nodes[node].properties, key, value);
  }

  static void assign(std::map<std::string, Value>& properties, const std::string& key,
                     const Value& value) {
    if (value.is_null())
      properties.erase(key);
    else
      properties[key] = value;
  }

  /// A random relationship; false when there is none.
  bool pick(std::string& type, std::uint64_t& ordinal) {
    type = "T" + std::to_string(below(3));
    auto& all = model_.relationships[type];
    if (all.empty()) return false;
    ordinal = all.lower_bound(below(all.rbegin()->first + 1))->first;
    return true;
  }

  void set_relationship_property() {
    std::string type;
    std::uint64_t ordinal = 0;
    if (!pick(type, ordinal)) return;
    auto [key, value] = random_property();
    if (below(3) == 0) value = Value();
    const TypeId number = transaction_.view().find_type(type);
    writer().set_property(RelationshipId::of(number, ordinal), writer().intern_key(key), value);
    assign(model_.relationships[type][ordinal].properties, key, value);
  }

  void change_label() {
    const NodeId node = random_node();
    const std::string label = "L" + std::to_string(below(6));
    const LabelId number = writer().intern_label(label);
    auto& labels = model_.nodes[node].labels;
    if (below(2) == 0)
      EXPECT_EQ(writer().add_label(node, number), labels.insert(label).second);
    else
      EXPECT_EQ(writer().remove_label(node, number), labels.erase(label) > 0);
  }

  void erase(const std::string& type, std::uint64_t ordinal) {
    auto& all = model_.relationships[type];
    const auto& [start, end, properties] = all[ordinal];
    const TypeId number = transaction_.view().find_type(type);
    writer().delete_relationship({RelationshipId::of(number, ordinal), start, end});
    all.erase(ordinal);
  }

  void delete_relationship() {
    std::string type;
    std::uint64_t ordinal = 0;
    if (pick(type, ordinal)) erase(type, ordinal);
  }

  void delete_node() {
    const NodeId node = random_node();
    for (auto& [type, all] : model_.relationships) {
      std::vector<std::uint64_t> gone;
      for (const auto& [ordinal, relationship] : all)
        if (relationship.start == node || relationship.end == node) gone.push_back(ordinal);
      for (const std::uint64_t ordinal : gone) erase(type, ordinal);
    }
    writer().delete_node(node);
    model_.nodes.erase(node);
  }

  std::mt19937& random_;
  Transaction& transaction_;
  Model& model_;
};

}  // namespace normgraph::store
