#pragma once

// A graph in plain maps: slow and obviously right. Operators run on it in tests without the store.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/store/view.hpp"

namespace normgraph::tests {

class MemoryGraph final : public store::GraphView, public store::GraphWriter {
 public:
  // Short forms for tests.
  NodeId node(const std::vector<std::string>& labels = {}, const Map& properties = {});
  RelationshipRef relationship(NodeId start, const std::string& type, NodeId end,
                               const Map& properties = {});

  LabelId find_label(std::string_view name) const override;
  TypeId find_type(std::string_view name) const override;
  KeyId find_key(std::string_view name) const override;
  const std::string& label_name(LabelId label) const override { return labels_[label]; }
  const std::string& type_name(TypeId type) const override { return types_[type]; }
  const std::string& key_name(KeyId key) const override { return keys_[key]; }
  std::size_t label_count() const override { return labels_.size(); }
  std::size_t type_count() const override { return types_.size(); }
  std::size_t key_count() const override { return keys_.size(); }

  NodeId node_limit() const override { return next_node_; }
  bool exists(NodeId node) const override { return nodes_.count(node) != 0; }
  std::uint64_t node_count() const override { return nodes_.size(); }
  std::uint64_t node_count(LabelId label) const override;
  NodeId scan(LabelId label, NodeId from, std::size_t limit,
              std::vector<NodeId>& out) const override;
  bool has_label(NodeId node, LabelId label) const override;
  void has_label(std::span<const NodeId> nodes, LabelId label,
                 std::span<std::uint8_t> out) const override;
  std::vector<LabelId> labels(NodeId node) const override;

  std::uint64_t relationship_count(TypeId type) const override;
  store::Neighbours neighbours(NodeId node, TypeId type, store::Direction direction) const override;
  std::size_t degree(NodeId node, TypeId type, store::Direction direction) const override;
  bool exists(RelationshipId relationship) const override {
    return relationships_.count(relationship) != 0;
  }

  Vector node_property(KeyId key, std::span<const NodeId> nodes) const override;
  Vector relationship_property(KeyId key,
                               std::span<const RelationshipRef> relationships) const override;
  Value node_property(KeyId key, NodeId node) const override;
  Value relationship_property(KeyId key, RelationshipId relationship) const override;
  Map node_properties(NodeId node) const override;
  Map relationship_properties(RelationshipId relationship) const override;

  std::vector<store::IndexInfo> indexes() const override { return {}; }
  std::optional<std::vector<NodeId>> lookup(LabelId label, KeyId key,
                                            const Value& value) const override;
  std::optional<std::string> metadata(std::string_view) const override { return std::nullopt; }

  LabelId intern_label(std::string_view name) override;
  TypeId intern_type(std::string_view name) override;
  KeyId intern_key(std::string_view name) override;
  NodeId create_node(std::span<const LabelId> labels,
                     const store::PropertyList& properties) override;
  RelationshipRef create_relationship(TypeId type, NodeId start, NodeId end,
                                      const store::PropertyList& properties) override;
  void set_property(NodeId node, KeyId key, const Value& value) override;
  void set_property(RelationshipId relationship, KeyId key, const Value& value) override;
  bool add_label(NodeId node, LabelId label) override;
  bool remove_label(NodeId node, LabelId label) override;
  void delete_node(NodeId node) override;
  void delete_relationship(RelationshipRef relationship) override;
  void create_index(const store::IndexInfo&) override {}
  void drop_index(std::string_view) override {}
  void set_metadata(std::string_view, std::string_view) override {}

 private:
  using Properties = std::map<KeyId, Value>;
  struct Node {
    std::set<LabelId> labels;
    Properties properties;
  };
  struct Relationship {
    RelationshipRef ref;
    Properties properties;
  };
  struct List {
    std::vector<NodeId> nodes;
    std::vector<std::uint64_t> ordinals;
  };
  using ListKey = std::tuple<NodeId, TypeId, store::Direction>;

  store::PropertyList interned(const Map& properties);
  void index(RelationshipRef relationship);
  void unindex(RelationshipRef relationship);
  Map named(const Properties& properties) const;

  std::vector<std::string> labels_, types_, keys_;
  std::map<NodeId, Node> nodes_;
  std::map<RelationshipId, Relationship> relationships_;
  std::map<ListKey, List> lists_;
  NodeId next_node_ = 0;
  std::map<TypeId, std::uint64_t> next_ordinal_;
};

}  // namespace normgraph::tests
