#include <optional>
#include <set>

#include "graph/store/commit_parts.hpp"
#include "graph/store/index_key.hpp"
#include "graph/store/overlay_view.hpp"

namespace normgraph::store {

namespace {

class IndexCommit {
 public:
  IndexCommit(Commit& commit, const StoredIndex& index)
      : commit_(commit), view_(commit.overlay), index_(index) {
    label_ = index.info.label.empty() ? no_label : view_.find_label(index.info.label);
    key_ = view_.find_key(index.info.property);
    // A name that nothing has: no node can be in the index.
    possible_ = key_ != no_key && (index.info.label.empty() || label_ != no_label);
  }

  /// Enters every node that there is.
  void build() {
    if (!possible_) return;
    std::vector<NodeId> nodes;
    view_.scan(label_, 0, SIZE_MAX / 2, nodes);
    for (const NodeId node : nodes)
      if (auto bytes = new_bytes(node)) puts_.emplace_back(std::move(*bytes), node);
    write();
  }

  void update() {
    if (!possible_) return;
    for (const NodeId node : touched()) {
      auto before = old_bytes(node), after = new_bytes(node);
      if (before == after) continue;
      if (before) commit_.out.remove(entry_key(*before, node));
      if (after) puts_.emplace_back(std::move(*after), node);
    }
    write();
  }

 private:
  std::set<NodeId> touched() const {
    std::set<NodeId> nodes;
    if (const CellLog* log = commit_.layer.find_cells({node_owner, key_}))
      for (const auto& entry : log->entries())
        nodes.insert(nodes.end(), static_cast<NodeId>(entry.id));
    for (const auto& [node, code] : commit_.layer.changed())
      if (code == no_label_set || label_ != no_label) nodes.insert(node);
    return nodes;
  }

  static std::optional<std::string> bytes_of(const Value& value) {
    if (value.is_null() || !is_indexable(value)) return std::nullopt;
    return index_bytes(value);
  }

  std::optional<std::string> old_bytes(NodeId node) const {
    const Snapshot& snapshot = commit_.snapshot();
    const LabelSetCode code = snapshot.label_set(node);
    if (code == no_label_set) return std::nullopt;
    if (label_ != no_label && !snapshot.catalog().label_sets.has(code, label_)) return std::nullopt;
    return bytes_of(snapshot.property(node_owner, key_, node));
  }

  std::optional<std::string> new_bytes(NodeId node) const {
    if (label_ == no_label ? !view_.exists(node) : !view_.has_label(node, label_))
      return std::nullopt;
    return bytes_of(view_.node_property(key_, node));
  }

  std::string entry_key(const std::string& bytes, NodeId node) const {
    std::string key = index_prefix(index_.number) + bytes;
    if (!index_.info.unique) append_big_endian(key, node);
    return key;
  }

  void write() {
    std::ranges::sort(puts_);
    for (const auto& [bytes, node] : puts_) {
      RecordWriter record;
      if (index_.info.unique) record.put(node);
      commit_.out.put(entry_key(bytes, node), record.bytes());
    }
  }

  Commit& commit_;
  OverlayView view_;
  const StoredIndex& index_;
  LabelId label_;
  KeyId key_;
  bool possible_;
  std::vector<std::pair<std::string, NodeId>> puts_;
};

void drop(Commit& commit, std::uint16_t number) {
  const std::string prefix = index_prefix(number);
  Cursor cursor(commit.snapshot().transaction());
  for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix);
       more = cursor.next())
    commit.out.remove(cursor.key());
}

}  // namespace

void commit_indexes(Commit& commit) {
  auto& indexes = commit.catalog.indexes;
  for (const std::string& name : commit.layer.dropped_indexes())
    for (std::size_t i = indexes.size(); i-- > 0;)
      if (indexes[i].info.name == name) {
        drop(commit, indexes[i].number);
        indexes.erase(indexes.begin() + static_cast<std::ptrdiff_t>(i));
      }
  for (const StoredIndex& index : indexes) IndexCommit(commit, index).update();
  for (const IndexInfo& created : commit.layer.created_indexes()) {
    const StoredIndex& index =
        indexes.emplace_back(StoredIndex{commit.catalog.next_index++, created});
    IndexCommit(commit, index).build();
  }
}

}  // namespace normgraph::store
