#include "graph/store/overlay_view.hpp"

#include <algorithm>
#include <bit>

#include "graph/store/adjacency.hpp"
#include "graph/store/column_reader.hpp"
#include "graph/store/search/search_index.hpp"

namespace normgraph::store {

// ---- what a view without tables answers ----

AdjacencyReader GraphView::adjacency(TypeId type, Direction direction) const {
  return {*this, type, direction};
}
ColumnStatistics GraphView::node_statistics(KeyId) const { return {}; }
ColumnStatistics GraphView::relationship_statistics(TypeId, KeyId) const { return {}; }
DegreeStatistics GraphView::degree_statistics(TypeId, Direction) const { return {}; }
std::unique_ptr<SearchIndex> GraphView::search_index() const { return nullptr; }
std::optional<ElementClaims> GraphView::claims(ElementId) const { return std::nullopt; }
std::vector<ElementId> GraphView::changing_claims(std::int64_t, std::int64_t) const { return {}; }
std::vector<ElementId> GraphView::known_claims(std::int64_t, std::int64_t) const { return {}; }
std::vector<ElementId> GraphView::unsettled_claims(std::int64_t) const { return {}; }
std::optional<std::vector<NodeId>> GraphView::lookup_range(LabelId, KeyId,
                                                           const ValueRange&) const {
  return std::nullopt;
}
std::unique_ptr<NodeOrder> GraphView::nodes_in_order(LabelId, KeyId) const { return nullptr; }
void GraphWriter::restore_node(NodeId, std::span<const LabelId>) {}
void GraphWriter::put_claims(ElementId, std::optional<ElementClaims>) {}

// ---- names ----

namespace {

template <class Id>
Id find_name(const NameTable& stored, const NameTable& added, std::string_view name, Id none) {
  if (const std::size_t number = stored.find(name); number != NameTable::npos)
    return static_cast<Id>(number);
  if (const std::size_t number = added.find(name); number != NameTable::npos)
    return static_cast<Id>(stored.size() + number);
  return none;
}

const std::string& name_of(const NameTable& stored, const NameTable& added, std::size_t number) {
  static const std::string unknown = "?";
  if (number < stored.size()) return stored.name(number);
  return number - stored.size() < added.size() ? added.name(number - stored.size()) : unknown;
}

}  // namespace

LabelId OverlayView::find_label(std::string_view name) const {
  return find_name(snapshot_.catalog().labels, overlay_.new_labels, name, no_label);
}
TypeId OverlayView::find_type(std::string_view name) const {
  return find_name(snapshot_.catalog().types, overlay_.new_types, name, no_type);
}
KeyId OverlayView::find_key(std::string_view name) const {
  return find_name(snapshot_.catalog().keys, overlay_.new_keys, name, no_key);
}
const std::string& OverlayView::label_name(LabelId label) const {
  return name_of(snapshot_.catalog().labels, overlay_.new_labels, label);
}
const std::string& OverlayView::type_name(TypeId type) const {
  return name_of(snapshot_.catalog().types, overlay_.new_types, type);
}
const std::string& OverlayView::key_name(KeyId key) const {
  return name_of(snapshot_.catalog().keys, overlay_.new_keys, key);
}
std::size_t OverlayView::label_count() const {
  return snapshot_.catalog().labels.size() + overlay_.new_labels.size();
}
std::size_t OverlayView::type_count() const {
  return snapshot_.catalog().types.size() + overlay_.new_types.size();
}
std::size_t OverlayView::key_count() const {
  return snapshot_.catalog().keys.size() + overlay_.new_keys.size();
}

// ---- nodes ----

std::uint64_t OverlayView::node_count() const {
  std::uint64_t count = snapshot_.counts().nodes;
  for (const auto& layer : overlay_.layers())
    count += static_cast<std::uint64_t>(layer->node_delta);
  return count;
}

std::uint64_t OverlayView::node_count(LabelId label) const {
  if (label == no_label) return 0;
  const auto& stored = snapshot_.counts().label_nodes;
  std::uint64_t count = label < stored.size() ? stored[label] : 0;
  for (const auto& layer : overlay_.layers())
    if (const auto found = layer->label_delta.find(label); found != layer->label_delta.end())
      count += static_cast<std::uint64_t>(found->second);
  return count;
}

/// The bits of 64 nodes, with what the layers changed among them.
std::uint64_t OverlayView::words_of(NodeId first, LabelId label, std::uint64_t stored) const {
  if (overlay_.empty() || !overlay_.changes_word(first / 64)) return stored;
  std::uint64_t bits = 0;
  for (NodeId i = 0; i < 64; ++i) {
    const bool in = label == no_label ? exists(first + i) : has_label(first + i, label);
    bits |= std::uint64_t{in} << i;
  }
  return bits;
}

NodeId OverlayView::scan(LabelId label, NodeId from, std::size_t limit,
                         std::vector<NodeId>& out) const {
  const std::size_t full = out.size() + limit;
  const auto stored = static_cast<NodeId>(snapshot_.counts().node_limit);
  NodeId at = from;
  while (at < stored) {
    const NodeSegment& segment = snapshot_.nodes(at);
    const NodeId first = at / node_range * node_range;
    const NodeId end = first + std::min<NodeId>(stored - first, node_range);
    const auto words = label == no_label ? segment.existing() : segment.having(label);
    while (at < end) {
      const NodeId word_first = at / 64 * 64;
      const std::size_t word = (word_first - first) / 64;
      std::uint64_t bits = words_of(word_first, label, word < words.size() ? words[word] : 0);
      bits &= ~std::uint64_t{0} << (at - word_first);
      for (; bits != 0; bits &= bits - 1) {
        const NodeId node = word_first + static_cast<NodeId>(std::countr_zero(bits));
        if (node >= end) break;
        if (out.size() == full) return node;
        out.push_back(node);
      }
      at = end - word_first > 64 ? word_first + 64 : end;
    }
  }
  for (; at < node_limit(); ++at) {
    if (label == no_label ? !exists(at) : !has_label(at, label)) continue;
    if (out.size() == full) return at;
    out.push_back(at);
  }
  return no_node;
}

bool OverlayView::has_label(NodeId node, LabelId label) const {
  const LabelSetCode code = overlay_.label_set(node);
  return code != no_label_set && overlay_.label_sets().has(code, label);
}

void OverlayView::has_label(std::span<const NodeId> nodes, LabelId label,
                            std::span<std::uint8_t> out) const {
  const auto& sets = overlay_.label_sets().all();
  std::vector<std::uint8_t> has(sets.size());
  for (LabelSetCode code = 0; code < sets.size(); ++code)
    has[code] = overlay_.label_sets().has(code, label);
  const bool stored = overlay_.empty();
  const NodeSegment* segment = nullptr;  // of the node before: nodes often lie together
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    LabelSetCode code = no_label_set;
    if (!stored) {
      code = overlay_.label_set(nodes[i]);
    } else if (nodes[i] < snapshot_.counts().node_limit) {
      if (!segment || nodes[i] - segment->header().first >= node_range)
        segment = &snapshot_.nodes(nodes[i]);
      code = segment->label_set(nodes[i]);
    }
    out[i] = code == no_label_set ? std::uint8_t{0} : has[code];
  }
}

std::vector<LabelId> OverlayView::labels(NodeId node) const {
  const LabelSetCode code = overlay_.label_set(node);
  return code == no_label_set ? std::vector<LabelId>{} : overlay_.label_sets().labels(code);
}

// ---- relationships ----

std::uint64_t OverlayView::relationship_count(TypeId type) const {
  const auto& types = snapshot_.counts().types;
  std::uint64_t count = type < types.size() ? types[type].existing : 0;
  for (const auto& layer : overlay_.layers())
    if (const RelationshipLog* log = layer->find_relationships(type))
      count += log->added().size() - log->removed().size();
  return count;
}

Neighbours OverlayView::neighbours(NodeId node, TypeId type, Direction direction) const {
  return overlay_.neighbours(node, type, direction);
}
std::size_t OverlayView::degree(NodeId node, TypeId type, Direction direction) const {
  return overlay_.degree(node, type, direction);
}
bool OverlayView::exists(RelationshipId relationship) const {
  return overlay_.exists(relationship);
}
AdjacencyReader OverlayView::adjacency(TypeId type, Direction direction) const {
  if (overlay_.touches(type)) return {*this, type, direction};
  return {snapshot_, type, direction};
}

// ---- properties ----

Vector OverlayView::node_property(KeyId key, std::span<const NodeId> nodes) const {
  return read_nodes(overlay_, key, nodes);
}
Vector OverlayView::relationship_property(KeyId key,
                                          std::span<const RelationshipRef> relationships) const {
  return read_relationships(overlay_, key, relationships);
}
Value OverlayView::node_property(KeyId key, NodeId node) const {
  return overlay_.property({node_owner, key}, node);
}
Value OverlayView::relationship_property(KeyId key, RelationshipId relationship) const {
  return overlay_.property({relationship.type(), key}, relationship.ordinal());
}
Map OverlayView::node_properties(NodeId node) const { return properties(node_owner, node); }
Map OverlayView::relationship_properties(RelationshipId relationship) const {
  return properties(relationship.type(), relationship.ordinal());
}

Map OverlayView::properties(ColumnOwner owner, std::uint64_t id) const {
  std::map<std::string_view, Value> found;
  for (const KeyId key : snapshot_.catalog().keys_of(owner))
    if (Value value = snapshot_.property(owner, key, id); !value.is_null())
      found[key_name(key)] = std::move(value);
  const auto lock = overlay_.lock();
  for (const auto& layer : overlay_.layers())
    for (auto at = layer->cells().lower_bound({owner, 0});
         at != layer->cells().end() && at->first.owner == owner; ++at)
      if (const Value* value = at->second.find(id)) found[key_name(at->first.key)] = *value;
  Map map;
  for (auto& [name, value] : found)
    if (!value.is_null()) map.emplace_back(name, std::move(value));
  return map;
}

std::optional<std::string> OverlayView::metadata(std::string_view name) const {
  for (auto layer = overlay_.layers().rbegin(); layer != overlay_.layers().rend(); ++layer)
    if (const auto found = (*layer)->metadata().find(name); found != (*layer)->metadata().end())
      return found->second;
  const std::string key = metadata_key(name);
  const auto record = snapshot_.transaction().get(key);
  if (!record) return std::nullopt;
  return std::string(record_body(key, *record));
}

}  // namespace normgraph::store
