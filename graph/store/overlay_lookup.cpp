#include <algorithm>
#include <cstring>

#include "graph/store/index_key.hpp"
#include "graph/store/index_run.hpp"
#include "graph/store/overlay_view.hpp"
#include "graph/value/compare.hpp"

// Indexes and statistics of a view: what the file's index says, corrected by the layers.

namespace normgraph::store {

bool OverlayView::is_dropped(const std::string& index) const {
  return std::ranges::any_of(overlay_.layers(), [&](auto& layer) {
    return std::ranges::count(layer->dropped_indexes(), index) > 0;
  });
}

std::vector<IndexInfo> OverlayView::indexes() const {
  std::vector<IndexInfo> all;
  for (const StoredIndex& index : snapshot_.catalog().indexes)
    if (!is_dropped(index.info.name)) all.push_back(index.info);
  for (const auto& layer : overlay_.layers())
    for (const IndexInfo& index : layer->created_indexes()) {
      std::erase_if(all, [&](const IndexInfo& old) { return old.name == index.name; });
      all.push_back(index);
    }
  return all;
}

namespace {

bool is_of(const IndexInfo& index, std::string_view label, std::string_view property) {
  return index.label == label && index.property == property;
}

}  // namespace

std::optional<std::vector<NodeId>> OverlayView::lookup(LabelId label, KeyId key,
                                                       const Value& value) const {
  const std::string_view label_text = label == no_label ? "" : std::string_view(label_name(label));
  const std::string_view property = key == no_key ? "" : std::string_view(key_name(key));
  if (value.is_null() || (value.type() == Type::Float && value.as_float() != value.as_float()))
    return std::vector<NodeId>{};  // equals nothing
  if (!is_indexable(value)) return std::nullopt;
  for (const auto& layer : overlay_.layers())
    for (const IndexInfo& index : layer->created_indexes())
      if (is_of(index, label_text, property)) return find_by_scan(label, key, value);
  for (const StoredIndex& index : snapshot_.catalog().indexes) {
    if (!is_of(index.info, label_text, property) || is_dropped(index.info.name)) continue;
    std::vector<NodeId> found;
    const std::string bytes = index_bytes(value);
    find_stored(index, bytes, found);
    if (overlay_.empty() && says_all(bytes)) return found;
    if (!overlay_.empty()) {
      find_written(label, key, value, found);
      std::ranges::sort(found);
      found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    std::erase_if(found, [&](NodeId node) { return !matches(node, label, key, value); });
    return found;
  }
  return std::nullopt;
}

bool OverlayView::matches(NodeId node, LabelId label, KeyId key, const Value& value) const {
  if (label == no_label ? !exists(node) : !has_label(node, label)) return false;
  return equals(node_property(key, node), value) == Truth::True;
}

void OverlayView::find_stored(const StoredIndex& index, std::string_view bytes,
                              std::vector<NodeId>& out) const {
  IndexCursor cursor(snapshot_.transaction(), index.number);
  for (bool more = cursor.seek(bytes); more && cursor.entry().starts_with(bytes);
       more = cursor.next())
    out.push_back(cursor.node());
}

std::optional<std::vector<NodeId>> OverlayView::lookup_range(LabelId label, KeyId key,
                                                             const ValueRange& range) const {
  const auto stretches = index_stretches(range.low, range.high);
  if (!stretches || label == no_label || key == no_key) return std::nullopt;
  // Where half of the nodes are found, it is quicker to look at all of them.
  const std::size_t most = node_count(label) / 2 + 1;
  for (const StoredIndex& index : snapshot_.catalog().indexes) {
    if (!is_of(index.info, label_name(label), key_name(key)) || is_dropped(index.info.name))
      continue;
    std::vector<NodeId> found;
    for (const IndexStretch& stretch : *stretches)
      if (!find_between(index, stretch, most, found)) return std::nullopt;
    if (!overlay_.empty()) {
      const auto lock = overlay_.lock();
      for (const auto& layer : overlay_.layers()) {
        if (const CellLog* log = layer->find_cells({node_owner, key}))
          for (const auto& entry : log->entries()) found.push_back(static_cast<NodeId>(entry.id));
        for (const auto& [node, code] : layer->changed()) found.push_back(node);
      }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::erase_if(found, [&](NodeId node) { return !has_label(node, label); });
    return found;
  }
  return std::nullopt;
}

namespace {

class StoredOrder final : public NodeOrder {
 public:
  StoredOrder(const ReadTransaction& transaction, std::uint16_t index)
      : cursor_(transaction, index), more_(cursor_.seek({})) {}
  bool has_type_with_order() const { return more_ && has_order(cursor_.entry()); }
  /// All entries of one type begin with the same byte.
  char type() const { return cursor_.entry().front(); }
  bool next(std::size_t count, std::vector<NodeId>& out) override {
    for (; more_ && count > 0; --count) {
      out.push_back(cursor_.node());
      more_ = cursor_.next();
    }
    return more_;
  }
  bool is_above(const Value& value) const override {
    return !more_ || (is_indexable(value) && ordered_bytes(index_bytes(value)) <
                                                 ordered_bytes(entry_value(cursor_.entry())));
  }

 private:
  IndexCursor cursor_;
  bool more_;
};

}  // namespace

std::unique_ptr<NodeOrder> OverlayView::nodes_in_order(LabelId label, KeyId key) const {
  if (!overlay_.empty() || label == no_label || key == no_key) return nullptr;
  for (const StoredIndex& index : snapshot_.catalog().indexes) {
    if (!is_of(index.info, label_name(label), key_name(key))) continue;
    auto order = std::make_unique<StoredOrder>(snapshot_.transaction(), index.number);
    if (!order->has_type_with_order()) return nullptr;
    IndexCursor other_types(snapshot_.transaction(), index.number);
    const char next_type = static_cast<char>(order->type() + 1);
    if (other_types.seek({&next_type, 1})) return nullptr;
    return order;
  }
  return nullptr;
}

/// False: there are more than `most`.
bool OverlayView::find_between(const StoredIndex& index, const IndexStretch& stretch,
                               std::size_t most, std::vector<NodeId>& out) const {
  IndexCursor cursor(snapshot_.transaction(), index.number);
  for (bool more = cursor.seek(stretch.first); more; more = cursor.next()) {
    if (std::string_view(cursor.entry()).substr(0, stretch.last.size()) > stretch.last) break;
    if (out.size() == most) return false;
    out.push_back(cursor.node());
  }
  return true;
}

/// Adds the nodes that a layer gave the value, or the label.
void OverlayView::find_written(LabelId label, KeyId key, const Value& value,
                               std::vector<NodeId>& out) const {
  const auto lock = overlay_.lock();
  for (const auto& layer : overlay_.layers()) {
    if (const CellLog* log = layer->find_cells({node_owner, key}))
      if (const auto* ids = log->with_hash(hash(value)))
        for (const std::uint64_t id : *ids) out.push_back(static_cast<NodeId>(id));
    if (label == no_label) continue;
    for (const auto& [node, code] : layer->changed()) out.push_back(node);
  }
}

/// For an index that this transaction has just made.
std::vector<NodeId> OverlayView::find_by_scan(LabelId label, KeyId key, const Value& value) const {
  std::vector<NodeId> nodes;
  scan(label, 0, static_cast<std::size_t>(-1) / 2, nodes);
  std::erase_if(nodes, [&](NodeId node) { return !matches(node, label, key, value); });
  return nodes;
}

// ---- statistics ----

namespace {

Value bound(StoredType type, std::int64_t number) {
  return to_value(Cell{type, static_cast<std::uint64_t>(number), {}});
}

bool is_less(StoredType type, std::int64_t a, std::int64_t b) {
  if (type != StoredType::Float) return a < b;
  return less(bound(type, a), bound(type, b)) == Truth::True;
}

/// Sums up the heads of a column's segments.
ColumnStatistics statistics_of(const Snapshot& snapshot, ColumnOwner owner, KeyId key) {
  ColumnStatistics sum;
  std::int64_t minimum = 0, maximum = 0;
  StoredType type = StoredType::Mixed;
  bool bounded = true;
  const std::uint64_t limit = owner == node_owner ? snapshot.counts().node_limit
                              : owner < snapshot.counts().types.size()
                                  ? snapshot.counts().types[owner].limit
                                  : 0;
  const ColumnSegment* before = nullptr;
  for (std::uint64_t id = 0; id < limit; id += least_column_range) {
    const ColumnSegment& segment = snapshot.column(owner, key, id);
    const ColumnHeader& head = segment.header();
    if (&segment == before || head.present == 0) continue;
    before = &segment;
    const bool first = sum.present == 0;
    bounded = bounded && head.has_bounds && (first || head.type == type);
    if (first || is_less(head.type, head.minimum, minimum)) minimum = head.minimum;
    if (first || is_less(head.type, maximum, head.maximum)) maximum = head.maximum;
    type = head.type;
    sum.present += head.present;
    sum.distinct = std::max<std::uint64_t>(sum.distinct, head.distinct);
    if (head.distinct == 0) sum.distinct = sum.present;
  }
  if (sum.present == 0 || !bounded) return sum;
  sum.minimum = bound(type, minimum);
  sum.maximum = bound(type, maximum);
  if (type != StoredType::Float) {
    const std::uint64_t range =
        static_cast<std::uint64_t>(maximum) - static_cast<std::uint64_t>(minimum);
    if (range < sum.distinct) sum.distinct = range + 1;
  }
  return sum;
}

ColumnStatistics cached_statistics(const Snapshot& snapshot, ColumnOwner owner, KeyId key) {
  auto& cache = snapshot.statistics();
  const std::lock_guard lock(cache.mutex);
  const auto [entry, is_new] = cache.columns.try_emplace({owner, key});
  if (is_new) entry->second = statistics_of(snapshot, owner, key);
  return entry->second;
}

DegreeStatistics degrees_of(const Snapshot& snapshot, TypeId type, Direction direction) {
  DegreeStatistics sum;
  const AdjacencyTable* table = snapshot.adjacency_table(type, direction);
  if (!table) return sum;
  const auto add = [&](const AdjacencySegment& segment) {
    sum.nodes += segment.header().nodes;
    sum.relationships += segment.header().entries;
    sum.maximum = std::max<std::uint64_t>(sum.maximum, segment.header().maximum);
  };
  for (std::size_t slot = 0; slot < table->size(); ++slot) {
    const AdjacencyBlock& block = snapshot.load_adjacency(type, direction, slot);
    add(block.whole);
    for (const AdjacencySegment& part : block.parts) add(part);
  }
  return sum;
}

}  // namespace

ColumnStatistics OverlayView::node_statistics(KeyId key) const {
  return cached_statistics(snapshot_, node_owner, key);
}
ColumnStatistics OverlayView::relationship_statistics(TypeId type, KeyId key) const {
  return cached_statistics(snapshot_, type, key);
}

DegreeStatistics OverlayView::degree_statistics(TypeId type, Direction direction) const {
  auto& cache = snapshot_.statistics();
  const std::lock_guard lock(cache.mutex);
  const auto [entry, is_new] = cache.degrees.try_emplace({type, direction});
  if (is_new) entry->second = degrees_of(snapshot_, type, direction);
  return entry->second;
}

}  // namespace normgraph::store
