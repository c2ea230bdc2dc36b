#include "graph/store/overlay_writer.hpp"

#include <algorithm>

#include "graph/store/errors.hpp"

namespace normgraph::store {

namespace {

std::size_t intern(const NameTable& stored, NameTable& added, std::string_view name,
                   std::size_t limit, Layer& layer, const char* what) {
  if (const std::size_t number = stored.find(name); number != NameTable::npos) return number;
  if (const std::size_t number = added.find(name); number != NameTable::npos)
    return stored.size() + number;
  if (stored.size() + added.size() >= limit)
    throw Error(ErrorKind::Limit, "NG6012", "LimitError", "TooManyNames",
                "a graph has at most " + std::to_string(limit) + " " + what)
        .at_runtime();
  layer.touch();
  return stored.size() + added.add(name);
}

}  // namespace

LabelId OverlayWriter::intern_label(std::string_view name) {
  return static_cast<LabelId>(intern(overlay_.snapshot().catalog().labels, overlay_.new_labels,
                                     name, no_label, overlay_.top(), "labels"));
}
TypeId OverlayWriter::intern_type(std::string_view name) {
  return static_cast<TypeId>(intern(overlay_.snapshot().catalog().types, overlay_.new_types, name,
                                    max_types, overlay_.top(), "relationship types"));
}
KeyId OverlayWriter::intern_key(std::string_view name) {
  return static_cast<KeyId>(intern(overlay_.snapshot().catalog().keys, overlay_.new_keys, name,
                                   no_key, overlay_.top(), "property keys"));
}

// ---- elements ----

NodeId OverlayWriter::create_node(std::span<const LabelId> labels, const PropertyList& properties) {
  Layer& layer = overlay_.top();
  const NodeId node = layer.node_limit();
  if (node == no_node)
    throw Error(ErrorKind::Limit, "NG6013", "LimitError", "TooManyNodes",
                "the numbers of nodes are used up")
        .hint("`normgraph compact` gives those of deleted nodes out again")
        .at_runtime();
  std::vector<LabelId> sorted(labels.begin(), labels.end());
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  const LabelSetCode code = overlay_.label_set_code(sorted);
  layer.add_node(code);
  ++layer.node_delta;
  count_labels(code, 1);
  for (const auto& [key, value] : properties)
    if (!value.is_null()) set({node_owner, key}, node, value);
  return node;
}

RelationshipRef OverlayWriter::create_relationship(TypeId type, NodeId start, NodeId end,
                                                   const PropertyList& properties) {
  RelationshipLog& log = overlay_.top().relationships(type, overlay_.ordinal_limit(type));
  const std::uint64_t ordinal = log.add(start, end);
  for (const auto& [key, value] : properties)
    if (!value.is_null()) set({type, key}, ordinal, value);
  return {RelationshipId::of(type, ordinal), start, end};
}

void OverlayWriter::set(ColumnId column, std::uint64_t id, const Value& value) {
  if (!value.is_null() && !is_storable(value))
    throw Error(ErrorKind::Type, "NG3101", "TypeError", "InvalidPropertyType",
                "a property cannot hold a " + std::string(type_name(value.type())))
        .at_runtime();
  overlay_.top().cells(column).set(id, value);
}

void OverlayWriter::set_property(NodeId node, KeyId key, const Value& value) {
  set({node_owner, key}, node, value);
}

void OverlayWriter::set_property(RelationshipId relationship, KeyId key, const Value& value) {
  set({relationship.type(), key}, relationship.ordinal(), value);
}

void OverlayWriter::delete_relationship(RelationshipRef relationship) {
  if (!overlay_.exists(relationship.id)) return;
  const TypeId type = relationship.id.type();
  overlay_.top().relationships(type, overlay_.ordinal_limit(type)).remove(relationship);
}

// ---- labels ----

void OverlayWriter::count_labels(LabelSetCode code, int change) {
  for (const LabelId label : overlay_.label_sets().labels(code))
    overlay_.top().label_delta[label] += change;
}

void OverlayWriter::relabel(NodeId node, LabelSetCode before, const std::vector<LabelId>& labels) {
  const LabelSetCode code = overlay_.label_set_code(labels);
  count_labels(before, -1);
  count_labels(code, 1);
  overlay_.top().set_labels(node, code);
}

bool OverlayWriter::add_label(NodeId node, LabelId label) {
  const LabelSetCode before = overlay_.label_set(node);
  if (before == no_label_set || overlay_.label_sets().has(before, label)) return false;
  std::vector<LabelId> labels = overlay_.label_sets().labels(before);
  labels.insert(std::ranges::upper_bound(labels, label), label);
  relabel(node, before, labels);
  return true;
}

bool OverlayWriter::remove_label(NodeId node, LabelId label) {
  const LabelSetCode before = overlay_.label_set(node);
  if (before == no_label_set || !overlay_.label_sets().has(before, label)) return false;
  std::vector<LabelId> labels = overlay_.label_sets().labels(before);
  std::erase(labels, label);
  relabel(node, before, labels);
  return true;
}

void OverlayWriter::delete_node(NodeId node) {
  const LabelSetCode before = overlay_.label_set(node);
  if (before == no_label_set) return;
  count_labels(before, -1);
  --overlay_.top().node_delta;
  overlay_.top().set_labels(node, no_label_set);
}

void OverlayWriter::restore_node(NodeId node, std::span<const LabelId> labels) {
  if (overlay_.label_set(node) != no_label_set) return;
  std::vector<LabelId> sorted(labels.begin(), labels.end());
  std::ranges::sort(sorted);
  const LabelSetCode code = overlay_.label_set_code(sorted);
  count_labels(code, 1);
  ++overlay_.top().node_delta;
  overlay_.top().set_labels(node, code);
}

// ---- the rest ----

void OverlayWriter::put_claims(ElementId element, std::optional<ElementClaims> claims) {
  overlay_.top().put_claims(element, std::move(claims));
}

void OverlayWriter::create_index(const IndexInfo& index) { overlay_.top().create_index(index); }

void OverlayWriter::drop_index(std::string_view name) {
  if (name == "key")
    throw storage_error("NG5102", "IndexIsFixed", "the index of `key` belongs to every graph");
  overlay_.top().drop_index(name);
}

void OverlayWriter::set_metadata(std::string_view name, std::string_view text) {
  overlay_.top().set_metadata(name, text);
}

}  // namespace normgraph::store
