#include <optional>
#include <set>
#include <span>

#include "graph/store/commit_parts.hpp"
#include "graph/store/index_key.hpp"
#include "graph/store/index_run.hpp"
#include "graph/store/overlay_view.hpp"

namespace normgraph::store {

namespace {

using Entries = std::span<const std::string>;

/// Takes the entries that belong before `limit`, all if it is empty, off the front.
Entries take_before(Entries& entries, std::string_view limit) {
  const auto end = std::ranges::partition_point(
      entries, [&](const std::string& entry) { return limit.empty() || entry < limit; });
  const Entries taken(entries.begin(), end);
  entries = Entries(end, entries.end());
  return taken;
}

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
      if (const auto bytes = new_bytes(node)) added_.push_back(index_entry(*bytes, node));
    std::ranges::sort(added_);
    write_index_runs(index_.number, added_, put_);
  }

  void update() {
    if (!possible_) return;
    for (const NodeId node : touched()) {
      const auto before = old_bytes(node), after = new_bytes(node);
      if (before == after) continue;
      if (before) removed_.push_back(index_entry(*before, node));
      if (after) added_.push_back(index_entry(*after, node));
    }
    std::ranges::sort(removed_);
    std::ranges::sort(added_);
    change_runs(removed_, added_);
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

  /// Rewrites only the runs that the changes fall into.
  void change_runs(Entries removed, Entries added) {
    IndexCursor cursor(commit_.snapshot().transaction(), index_.number);
    while (!removed.empty() || !added.empty()) {
      const bool remove_first = added.empty() || (!removed.empty() && removed[0] < added[0]);
      if (!cursor.seek_run(remove_first ? removed[0] : added[0]))
        return write_index_runs(index_.number, added, put_);  // there is no run yet
      const std::string key(cursor.run_key());
      const Bytes record = cursor.run_record();
      const std::string next(cursor.next_run() ? cursor.run_first() : Bytes());
      commit_.out.remove(key);
      change_run(record, take_before(removed, next), take_before(added, next));
    }
  }

  void change_run(Bytes record, Entries removed, Entries added) {
    std::vector<std::string> entries;
    for (IndexRun run(record); run.next();)
      if (!std::ranges::binary_search(removed, run.entry())) entries.push_back(run.entry());
    const auto middle = static_cast<std::ptrdiff_t>(entries.size());
    entries.insert(entries.end(), added.begin(), added.end());
    std::ranges::inplace_merge(entries, entries.begin() + middle);
    write_index_runs(index_.number, entries, put_);
  }

  Commit& commit_;
  OverlayView view_;
  const StoredIndex& index_;
  LabelId label_;
  KeyId key_;
  bool possible_;
  std::vector<std::string> removed_, added_;
  const PutIndexRun put_ = [this](const std::string& key, RecordWriter run) {
    commit_.out.put(key, run.bytes());
  };
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
