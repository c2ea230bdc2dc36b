#include <algorithm>
#include <map>

#include "graph/store/bulk_parts.hpp"
#include "graph/store/index_key.hpp"
#include "graph/store/index_run.hpp"
#include "graph/store/segment_writer.hpp"
#include "graph/store/unique.hpp"

namespace normgraph::store {

namespace {

/// The values of one key, run by run.
struct NodeColumn {
  KeyId key;
  std::vector<std::pair<NodeId, const BulkColumn*>> parts;  // by the first node
};

std::vector<NodeColumn> columns_of(std::span<const BulkRun> runs) {
  std::map<KeyId, NodeColumn> columns;
  for (const BulkRun& run : runs)
    for (const BulkColumn& column : run.nodes.columns) {
      NodeColumn& all = columns[column.key];
      all.key = column.key;
      all.parts.emplace_back(run.first, &column);
    }
  std::vector<NodeColumn> list;
  for (auto& [key, column] : columns) list.push_back(std::move(column));
  return list;
}

void make_column_range(const NodeColumn& column, std::uint64_t start, Records& records) {
  std::vector<PlacedCell> cells;
  for (const auto& [first, part] : column.parts) {
    const std::uint64_t begin = std::max<std::uint64_t>(first, start);
    const std::uint64_t end = std::min(first + part->size(), start + column_range);
    for (std::uint64_t id = begin; id < end; ++id)
      if (part->has(id - first))
        cells.push_back({static_cast<std::uint32_t>(id - start), part->cell(id - first)});
  }
  write_column(node_owner, column.key, {start, column_range}, cells,
               [&](const std::string& key, RecordWriter record) {
                 records.emplace_back(key, std::move(record));
               });
}

void make_directory(std::span<const BulkRun> runs, const LabelSets& sets, NodeId first,
                    NodeId limit, Records& records) {
  std::vector<LabelSetCode> codes(std::min<NodeId>(node_range, limit - first), no_label_set);
  for (const BulkRun& run : runs) {
    const std::uint64_t begin = std::max<std::uint64_t>(run.first, first);
    const std::uint64_t end =
        std::min<std::uint64_t>(std::uint64_t{run.first} + run.nodes.count, first + codes.size());
    for (std::uint64_t id = begin; id < end; ++id) codes[id - first] = run.label_set;
  }
  records.emplace_back(nodes_key(first), encode_nodes(first, codes, sets.all()));
}

}  // namespace

void write_bulk_nodes(std::span<const BulkRun> runs, const LabelSets& sets, WriteTransaction& out) {
  if (runs.empty()) return;
  const NodeId limit = runs.back().first + runs.back().nodes.count;
  const std::size_t directories = (std::size_t{limit} + node_range - 1) / node_range;
  write_parts(
      directories,
      [&](std::size_t i, Records& records) {
        make_directory(runs, sets, static_cast<NodeId>(i * node_range), limit, records);
      },
      out);
  const std::size_t ranges = (std::size_t{limit} + column_range - 1) / column_range;
  const std::vector<NodeColumn> columns = columns_of(runs);
  write_parts(
      columns.size() * ranges,
      [&](std::size_t i, Records& records) {
        make_column_range(columns[i / ranges], i % ranges * column_range, records);
      },
      out);
}

namespace {

/// Throws where two entries, which are in order, have the same value.
void refuse_repeated(std::span<const BulkRun> runs, KeyId key, const IndexInfo& index,
                     std::span<const std::string> entries) {
  const auto value = [](std::string_view entry) {
    return entry.substr(0, entry.size() - sizeof(NodeId));
  };
  const auto repeated = std::ranges::adjacent_find(entries, {}, value);
  if (repeated != entries.end())
    refuse_duplicate(index, node_value(runs, key, entry_node(*repeated)));
}

}  // namespace

void write_bulk_index(std::span<const BulkRun> runs, const Catalog& catalog,
                      const StoredIndex& index, WriteTransaction& out) {
  const std::size_t key = catalog.keys.find(index.info.property);
  if (key == NameTable::npos) return;
  const std::size_t label = catalog.labels.find(index.info.label);
  std::vector<std::string> entries;
  for (const BulkRun& run : runs) {
    if (!index.info.label.empty() &&
        (label == NameTable::npos || std::ranges::count(run.nodes.labels, label) == 0))
      continue;
    for (const BulkColumn& column : run.nodes.columns) {
      if (column.key != key) continue;
      for (std::size_t i = 0; i < column.size(); ++i) {
        if (!column.has(i)) continue;
        const Value value = to_value(column.cell(i));
        if (is_indexable(value))
          entries.push_back(index_entry(index_bytes(value), run.first + static_cast<NodeId>(i)));
      }
    }
  }
  std::ranges::sort(entries);
  if (index.info.unique) refuse_repeated(runs, static_cast<KeyId>(key), index.info, entries);
  write_index_runs(index.number, entries,
                   [&](const std::string& name, RecordWriter run) { out.put(name, run.bytes()); });
}

Value node_value(std::span<const BulkRun> runs, KeyId key, NodeId node) {
  for (const BulkRun& run : runs)
    if (node - run.first < run.nodes.count)
      for (const BulkColumn& column : run.nodes.columns)
        if (column.key == key) return to_value(column.cell(node - run.first));
  return {};
}

}  // namespace normgraph::store
