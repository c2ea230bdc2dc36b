#include "tests/support/memory_graph.hpp"

#include <algorithm>
#include <stdexcept>

#include "graph/value/compare.hpp"

namespace normgraph::tests {
namespace {

template <class Id>
Id position(const std::vector<std::string>& names, std::string_view name, Id absent) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? absent : static_cast<Id>(found - names.begin());
}

template <class Id>
Id intern(std::vector<std::string>& names, std::string_view name, Id absent) {
  const Id known = position(names, name, absent);
  if (known != absent) return known;
  names.emplace_back(name);
  return static_cast<Id>(names.size() - 1);
}

void change(std::map<KeyId, Value>& properties, KeyId key, const Value& value) {
  if (value.is_null()) {
    properties.erase(key);
  } else {
    properties[key] = value;
  }
}

Value read(const std::map<KeyId, Value>& properties, KeyId key) {
  const auto found = properties.find(key);
  return found == properties.end() ? Value() : found->second;
}

}  // namespace

NodeId MemoryGraph::node(const std::vector<std::string>& labels, const Map& properties) {
  std::vector<LabelId> ids;
  for (const std::string& label : labels) ids.push_back(intern_label(label));
  return create_node(ids, interned(properties));
}

RelationshipRef MemoryGraph::relationship(NodeId start, const std::string& type, NodeId end,
                                          const Map& properties) {
  return create_relationship(intern_type(type), start, end, interned(properties));
}

store::PropertyList MemoryGraph::interned(const Map& properties) {
  store::PropertyList list;
  for (const auto& [key, value] : properties) list.emplace_back(intern_key(key), value);
  return list;
}

LabelId MemoryGraph::find_label(std::string_view name) const {
  return position(labels_, name, no_label);
}
TypeId MemoryGraph::find_type(std::string_view name) const {
  return position(types_, name, no_type);
}
KeyId MemoryGraph::find_key(std::string_view name) const { return position(keys_, name, no_key); }
LabelId MemoryGraph::intern_label(std::string_view name) { return intern(labels_, name, no_label); }
TypeId MemoryGraph::intern_type(std::string_view name) { return intern(types_, name, no_type); }
KeyId MemoryGraph::intern_key(std::string_view name) { return intern(keys_, name, no_key); }

std::uint64_t MemoryGraph::node_count(LabelId label) const {
  return static_cast<std::uint64_t>(std::count_if(
      nodes_.begin(), nodes_.end(), [&](const auto& n) { return n.second.labels.count(label); }));
}

NodeId MemoryGraph::scan(LabelId label, NodeId from, std::size_t limit,
                         std::vector<NodeId>& out) const {
  for (auto next = nodes_.lower_bound(from); next != nodes_.end(); ++next) {
    if (label != no_label && next->second.labels.count(label) == 0) continue;
    if (limit-- == 0) return next->first;
    out.push_back(next->first);
  }
  return no_node;
}

bool MemoryGraph::has_label(NodeId node, LabelId label) const {
  const auto found = nodes_.find(node);
  return found != nodes_.end() && found->second.labels.count(label) != 0;
}

void MemoryGraph::has_label(std::span<const NodeId> nodes, LabelId label,
                            std::span<std::uint8_t> out) const {
  for (std::size_t i = 0; i < nodes.size(); ++i) out[i] = has_label(nodes[i], label) ? 1 : 0;
}

std::vector<LabelId> MemoryGraph::labels(NodeId node) const {
  const auto found = nodes_.find(node);
  if (found == nodes_.end()) return {};
  return {found->second.labels.begin(), found->second.labels.end()};
}

std::uint64_t MemoryGraph::relationship_count(TypeId type) const {
  return static_cast<std::uint64_t>(
      std::count_if(relationships_.begin(), relationships_.end(),
                    [&](const auto& r) { return r.first.type() == type; }));
}

store::Neighbours MemoryGraph::neighbours(NodeId node, TypeId type,
                                          store::Direction direction) const {
  const auto found = lists_.find({node, type, direction});
  if (found == lists_.end()) return {};
  return {found->second.nodes, found->second.ordinals.data()};
}

std::size_t MemoryGraph::degree(NodeId node, TypeId type, store::Direction direction) const {
  return neighbours(node, type, direction).size();
}

Vector MemoryGraph::node_property(KeyId key, std::span<const NodeId> nodes) const {
  std::vector<Value> values;
  for (const NodeId node : nodes) values.push_back(node_property(key, node));
  return Vector::of(std::move(values));
}

Vector MemoryGraph::relationship_property(KeyId key,
                                          std::span<const RelationshipRef> relationships) const {
  std::vector<Value> values;
  for (const RelationshipRef& each : relationships)
    values.push_back(relationship_property(key, each.id));
  return Vector::of(std::move(values));
}

Value MemoryGraph::node_property(KeyId key, NodeId node) const {
  const auto found = nodes_.find(node);
  return found == nodes_.end() ? Value() : read(found->second.properties, key);
}

Value MemoryGraph::relationship_property(KeyId key, RelationshipId relationship) const {
  const auto found = relationships_.find(relationship);
  return found == relationships_.end() ? Value() : read(found->second.properties, key);
}

Map MemoryGraph::named(const Properties& properties) const {
  Map map;
  for (const auto& [key, value] : properties) map.emplace_back(keys_[key], value);
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return map;
}

Map MemoryGraph::node_properties(NodeId node) const {
  const auto found = nodes_.find(node);
  return found == nodes_.end() ? Map() : named(found->second.properties);
}

Map MemoryGraph::relationship_properties(RelationshipId relationship) const {
  const auto found = relationships_.find(relationship);
  return found == relationships_.end() ? Map() : named(found->second.properties);
}

std::optional<std::vector<NodeId>> MemoryGraph::lookup(LabelId label, KeyId key,
                                                       const Value& value) const {
  if (label != no_label || key != find_key("key")) return std::nullopt;
  std::vector<NodeId> found;
  for (const auto& [id, node] : nodes_)
    if (equals(read(node.properties, key), value) == Truth::True) found.push_back(id);
  return found;
}

NodeId MemoryGraph::create_node(std::span<const LabelId> labels,
                                const store::PropertyList& properties) {
  Node& made = nodes_[next_node_];
  made.labels.insert(labels.begin(), labels.end());
  for (const auto& [key, value] : properties) change(made.properties, key, value);
  return next_node_++;
}

RelationshipRef MemoryGraph::create_relationship(TypeId type, NodeId start, NodeId end,
                                                 const store::PropertyList& properties) {
  const RelationshipRef ref{RelationshipId::of(type, next_ordinal_[type]++), start, end};
  Relationship& made = relationships_[ref.id];
  made.ref = ref;
  for (const auto& [key, value] : properties) change(made.properties, key, value);
  index(ref);
  return ref;
}

void MemoryGraph::index(RelationshipRef r) {
  const auto add = [&](NodeId node, store::Direction direction, NodeId other) {
    List& list = lists_[{node, r.id.type(), direction}];
    list.nodes.push_back(other);
    list.ordinals.push_back(r.id.ordinal());
  };
  add(r.start, store::Direction::Out, r.end);
  add(r.end, store::Direction::In, r.start);
}

void MemoryGraph::unindex(RelationshipRef r) {
  const auto remove = [&](NodeId node, store::Direction direction) {
    List& list = lists_[{node, r.id.type(), direction}];
    const auto at = std::find(list.ordinals.begin(), list.ordinals.end(), r.id.ordinal());
    list.nodes.erase(list.nodes.begin() + (at - list.ordinals.begin()));
    list.ordinals.erase(at);
  };
  remove(r.start, store::Direction::Out);
  remove(r.end, store::Direction::In);
}

void MemoryGraph::set_property(NodeId node, KeyId key, const Value& value) {
  change(nodes_.at(node).properties, key, value);
}
void MemoryGraph::set_property(RelationshipId relationship, KeyId key, const Value& value) {
  change(relationships_.at(relationship).properties, key, value);
}
bool MemoryGraph::add_label(NodeId node, LabelId label) {
  return nodes_.at(node).labels.insert(label).second;
}
bool MemoryGraph::remove_label(NodeId node, LabelId label) {
  return nodes_.at(node).labels.erase(label) != 0;
}

void MemoryGraph::delete_node(NodeId node) {
  for (std::size_t type = 0; type < types_.size(); ++type)
    for (const store::Direction direction : {store::Direction::Out, store::Direction::In})
      if (degree(node, static_cast<TypeId>(type), direction) != 0)
        throw std::logic_error("a node with relationships was deleted");
  nodes_.erase(node);
}

void MemoryGraph::delete_relationship(RelationshipRef relationship) {
  unindex(relationships_.at(relationship.id).ref);
  relationships_.erase(relationship.id);
}

}  // namespace normgraph::tests
