#include <set>

#include "graph/store/commit_parts.hpp"
#include "graph/store/segment_writer.hpp"

// Rewrites the column segments in which values were set or removed.

namespace normgraph::store {

namespace {

/// What an element will have; null pointer: no value.
struct NewValue {
  std::uint64_t id;
  const Value* value;
};

class ColumnCommit {
 public:
  ColumnCommit(Commit& commit, ColumnId column) : commit_(commit), column_(column) {
    const auto& types = commit.snapshot().counts().types;
    if (column.owner == node_owner)
      stored_ = commit.snapshot().counts().node_limit;
    else if (column.owner < types.size())
      stored_ = types[column.owner].limit;
  }

  /// `values` ascending by id, each id once.
  void run(std::span<const NewValue> values) {
    while (!values.empty()) {
      const std::uint64_t start = values.front().id / column_range * column_range;
      const auto segments = stored_segments(start);
      while (!values.empty() && values.front().id - start < column_range) {
        const SegmentRange range = range_for(values.front().id, column_range, segments);
        const auto old = segments.find(range.start);
        const auto end = std::ranges::partition_point(
            values, [&](const NewValue& v) { return v.id < range.start + range.span; });
        change_segment(range, old == segments.end() ? nullptr : old->second,
                       std::span(values.begin(), end));
        values = std::span(end, values.end());
      }
    }
  }

 private:
  SegmentsByStart<ColumnSegment> stored_segments(std::uint64_t start) const {
    SegmentsByStart<ColumnSegment> segments;
    for (std::uint64_t id = start; id < std::min(stored_, start + column_range);
         id += least_column_range) {
      const ColumnSegment& segment = commit_.snapshot().column(column_.owner, column_.key, id);
      if (segment.header().present > 0) segments[segment.header().start] = &segment;
    }
    return segments;
  }

  void change_segment(SegmentRange range, const ColumnSegment* old,
                      std::span<const NewValue> values) {
    CellArena arena;
    std::vector<PlacedCell> cells;
    std::size_t next = 0;
    const auto add_new_before = [&](std::uint64_t id) {
      for (; next < values.size() && values[next].id < id; ++next)
        if (values[next].value)
          cells.push_back({static_cast<std::uint32_t>(values[next].id - range.start),
                           to_cell(*values[next].value, arena)});
    };
    if (old)
      old->for_each([&](std::uint32_t position, std::uint32_t slot) {
        add_new_before(range.start + position);
        const bool replaced = next < values.size() && values[next].id == range.start + position;
        if (!replaced) cells.push_back({position, old->cell(slot)});
      });
    add_new_before(range.start + range.span);
    const bool begins_here = write_column(column_.owner, column_.key, range, cells, put_);
    if (old && !begins_here)
      commit_.out.remove(column_key(column_.owner, column_.key, range.start));
    if (!cells.empty()) commit_.catalog.add_column(column_.owner, column_.key);
  }

  Commit& commit_;
  ColumnId column_;
  const PutRecord put_ = [this](const std::string& key, RecordWriter record) {
    commit_.out.put(key, record.bytes());
  };
  std::uint64_t stored_ = 0;  // ids in the snapshot
};

bool will_exist(const Commit& commit, ColumnOwner owner, std::uint64_t id) {
  if (owner == node_owner) return commit.overlay.label_set(static_cast<NodeId>(id)) != no_label_set;
  const RelationshipLog* log = commit.layer.find_relationships(owner);
  return !log || !log->is_removed(id);
}

/// Elements in the snapshot that the layer deletes: their values go, too.
std::vector<std::uint64_t> deleted_elements(const Commit& commit, ColumnOwner owner) {
  std::vector<std::uint64_t> ids;
  if (owner == node_owner) {
    for (const auto& [node, code] : commit.layer.changed())
      if (code == no_label_set) ids.push_back(node);
  } else if (const RelationshipLog* log = commit.layer.find_relationships(owner)) {
    for (const RelationshipRef& gone : log->removed()) ids.push_back(gone.id.ordinal());
  }
  return ids;
}

std::vector<NewValue> new_values(const Commit& commit, ColumnId column,
                                 const std::vector<std::uint64_t>& deleted) {
  std::vector<NewValue> values;
  if (const CellLog* log = commit.layer.find_cells(column))
    for (const auto& [id, value] : log->entries())
      values.push_back(
          {id, value.is_null() || !will_exist(commit, column.owner, id) ? nullptr : &value});
  for (const std::uint64_t id : deleted) values.push_back({id, nullptr});
  if (!std::ranges::is_sorted(values, {}, &NewValue::id))
    std::ranges::stable_sort(values, {}, &NewValue::id);
  // Of several values of one element the last written counts.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i + 1 == values.size() || values[i + 1].id != values[i].id) values[kept++] = values[i];
  values.resize(kept);
  return values;
}

}  // namespace

void commit_columns(Commit& commit) {
  std::set<ColumnId> columns;
  for (const auto& [column, log] : commit.layer.cells()) columns.insert(column);
  std::map<ColumnOwner, std::vector<std::uint64_t>> deleted;
  deleted[node_owner] = deleted_elements(commit, node_owner);
  for (const auto& [type, log] : commit.layer.relationships())
    deleted[type] = deleted_elements(commit, type);
  for (const auto& [owner, ids] : deleted)
    if (!ids.empty())
      for (const KeyId key : commit.catalog.keys_of(owner)) columns.insert({owner, key});
  for (const ColumnId column : columns)
    ColumnCommit(commit, column).run(new_values(commit, column, deleted[column.owner]));
}

}  // namespace normgraph::store
