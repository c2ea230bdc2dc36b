#include "graph/store/overlay.hpp"

#include <algorithm>

namespace normgraph::store {

// ---- layers ----

Layer& Overlay::top() {
  if (layers_.empty()) push();
  return *layers_.back();
}

void Overlay::push() {
  retired_.clear();
  auto layer = std::make_unique<Layer>(node_limit());
  layer->labels_before = new_labels.size();
  layer->types_before = new_types.size();
  layer->keys_before = new_keys.size();
  layer->label_sets_before = label_sets().all().size();
  layers_.push_back(std::move(layer));
}

void Overlay::push(const Layer& layer, const LabelSets& label_sets) {
  push();
  Layer copy(layer);
  copy.label_sets_before = layers_.back()->label_sets_before;
  *layers_.back() = std::move(copy);
  label_sets_ = label_sets;
}

void Overlay::fold() {
  if (layers_.size() < 2) return;
  std::unique_ptr<Layer> later = std::move(layers_.back());
  layers_.pop_back();
  if (later->empty()) return;
  Layer& below = *layers_.back();
  if (below.empty()) {
    later->labels_before = below.labels_before;
    later->types_before = below.types_before;
    later->keys_before = below.keys_before;
    later->label_sets_before = below.label_sets_before;
    layers_.back() = std::move(later);
  } else {
    below.fold(std::move(*later));
  }
  forget_lists();
}

void Overlay::drop() {
  std::unique_ptr<Layer> layer = std::move(layers_.back());
  layers_.pop_back();
  new_labels.truncate(layer->labels_before);
  new_types.truncate(layer->types_before);
  new_keys.truncate(layer->keys_before);
  if (label_sets_) label_sets_->truncate(layer->label_sets_before);
  if (layer->empty()) return;
  dropped_.push_back(std::move(layer));
  forget_lists();
}

void Overlay::clear() {
  while (!layers_.empty()) drop();
  label_sets_.reset();  // they belong to the snapshot that was
  forget_dropped();
}

void Overlay::forget_dropped() {
  dropped_.clear();
  retired_.clear();
}

void Overlay::forget_lists() {
  for (auto& [id, list] : lists_) retired_.push_back(std::move(list));
  lists_.clear();
}

LabelSetCode Overlay::label_set_code(const std::vector<LabelId>& labels) {
  if (!label_sets_) label_sets_ = snapshot_.catalog().label_sets;
  return label_sets_->code_of(labels);
}

// ---- nodes ----

NodeId Overlay::node_limit() const {
  return layers_.empty() ? static_cast<NodeId>(snapshot_.counts().node_limit)
                         : layers_.back()->node_limit();
}

LabelSetCode Overlay::label_set(NodeId node) const {
  LabelSetCode code = no_label_set;
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
    if ((*layer)->find_labels(node, code)) return code;
  return snapshot_.label_set(node);
}

bool Overlay::changes_word(std::uint32_t word) const {
  return std::ranges::any_of(layers_, [&](auto& layer) { return layer->changes_word(word); });
}

// ---- relationships ----

bool Overlay::touches(TypeId type) const {
  return std::ranges::any_of(
      layers_, [&](auto& layer) { return layer->find_relationships(type) != nullptr; });
}

std::uint64_t Overlay::ordinal_limit(TypeId type) const {
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
    if (const RelationshipLog* log = (*layer)->find_relationships(type)) return log->limit();
  const auto& types = snapshot_.counts().types;
  return type < types.size() ? types[type].limit : 0;
}

bool Overlay::exists(RelationshipId relationship) const {
  const std::uint64_t ordinal = relationship.ordinal();
  bool added = false;
  for (const auto& layer : layers_) {
    const RelationshipLog* log = layer->find_relationships(relationship.type());
    if (!log) continue;
    if (log->is_removed(ordinal)) return false;
    added = added || (ordinal >= log->first() && ordinal < log->limit());
  }
  return added || snapshot_.exists(relationship);
}

Overlay::AtNodes Overlay::touching(NodeId node, TypeId type, Direction direction) const {
  AtNodes parts;
  for (const auto& layer : layers_)
    if (const RelationshipLog* log = layer->find_relationships(type))
      if (const auto* at = log->at(node, direction)) parts.emplace_back(log, at);
  return parts;
}

std::size_t Overlay::degree(NodeId node, TypeId type, Direction direction) const {
  std::size_t degree = snapshot_.neighbours(node, type, direction).size();
  if (layers_.empty()) return degree;
  const std::lock_guard lock(mutex_);
  for (const auto& [log, at] : touching(node, type, direction))
    degree += at->added.size() - at->removed.size();
  return degree;
}

Neighbours Overlay::neighbours(NodeId node, TypeId type, Direction direction) const {
  const Neighbours stored = snapshot_.neighbours(node, type, direction);
  if (layers_.empty()) return stored;
  const std::lock_guard lock(mutex_);
  const AtNodes parts = touching(node, type, direction);
  if (parts.empty()) return stored;
  MergedList& list = lists_[{node, type, direction}];
  merge(list, stored, parts, direction);
  return {list.nodes, list.ordinals.data()};
}

void Overlay::merge(MergedList& list, const Neighbours& stored, const AtNodes& parts,
                    Direction direction) const {
  std::size_t removed = 0;
  std::unordered_set<std::uint64_t> gone;
  for (const auto& [log, at] : parts) removed += at->removed.size();
  if (removed > 0)
    for (const auto& [log, at] : parts) gone.insert(at->removed.begin(), at->removed.end());
  if (removed != list.removed || !list.built) {
    retire(list);
    list.built = true;
    list.removed = removed;
    list.nodes.reserve(stored.size() + 4);
    list.ordinals.reserve(stored.size() + 4);
    for (std::size_t i = 0; i < stored.size(); ++i)
      if (gone.empty() || !gone.contains(stored.ordinal(i)))
        append(list, stored.nodes[i], stored.ordinal(i));
  }
  std::size_t position = 0;
  for (const auto& [log, at] : parts)
    for (const std::uint64_t ordinal : at->added) {
      if (position++ < list.added) continue;
      if (!gone.empty() && gone.contains(ordinal)) continue;
      const auto ends = log->ends(ordinal);
      append(list, direction == Direction::Out ? ends.end : ends.start, ordinal);
    }
  list.added = position;
}

void Overlay::append(MergedList& list, NodeId node, std::uint64_t ordinal) const {
  if (list.nodes.size() == list.nodes.capacity()) {
    MergedList larger;
    larger.nodes.reserve(list.nodes.size() * 2 + 4);
    larger.ordinals.reserve(list.nodes.size() * 2 + 4);
    larger.nodes.assign(list.nodes.begin(), list.nodes.end());
    larger.ordinals.assign(list.ordinals.begin(), list.ordinals.end());
    larger.added = list.added;
    larger.removed = list.removed;
    larger.built = true;
    std::swap(list, larger);
    retired_.push_back(std::move(larger));
  }
  list.nodes.push_back(node);
  list.ordinals.push_back(ordinal);
}

void Overlay::retire(MergedList& list) const {
  if (!list.nodes.empty()) retired_.push_back(std::move(list));
  list = {};
}

// ---- properties ----

bool Overlay::touches(ColumnId column) const {
  return std::ranges::any_of(layers_,
                             [&](auto& layer) { return layer->find_cells(column) != nullptr; });
}

const Value* Overlay::find_cell(ColumnId column, std::uint64_t id) const {
  if (layers_.empty()) return nullptr;
  const std::lock_guard lock(mutex_);
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
    if (const CellLog* log = (*layer)->find_cells(column))
      if (const Value* value = log->find(id)) return value;
  return nullptr;
}

Value Overlay::property(ColumnId column, std::uint64_t id) const {
  if (const Value* value = find_cell(column, id)) return *value;
  return snapshot_.property(column.owner, column.key, id);
}

}  // namespace normgraph::store
