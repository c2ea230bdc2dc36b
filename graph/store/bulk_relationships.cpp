#include <algorithm>
#include <numeric>

#include "graph/store/bulk_parts.hpp"
#include "graph/store/segment_writer.hpp"

namespace normgraph::store {

namespace {

/// Rows grouped by a node, in the order in which they came: of node n those from offsets[n] on.
struct Grouped {
  std::vector<std::uint64_t> offsets;  // one more than nodes
  std::vector<std::uint32_t> rows;
};

Grouped group_by(const std::vector<NodeId>& nodes, NodeId limit,
                 const std::vector<std::uint32_t>* order) {
  Grouped grouped;
  grouped.offsets.assign(std::size_t{limit} + 1, 0);
  for (const NodeId node : nodes) ++grouped.offsets[node + std::size_t{1}];
  std::partial_sum(grouped.offsets.begin(), grouped.offsets.end(), grouped.offsets.begin());
  std::vector<std::uint64_t> next(grouped.offsets.begin(), grouped.offsets.end() - 1);
  grouped.rows.resize(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::uint32_t row = order ? (*order)[i] : static_cast<std::uint32_t>(i);
    grouped.rows[next[nodes[row]]++] = static_cast<std::uint32_t>(i);
  }
  return grouped;
}

/// One direction of a type.
struct Lists {
  TypeId type;
  Direction direction;
  const Grouped& grouped;
  const std::vector<NodeId>& others;         // by row: the node at the other end
  const std::vector<std::uint32_t>* row_of;  // by ordinal; null: grouped.rows holds rows in order
};

void make_block(const Lists& lists, NodeId first, NodeId limit, Records& records) {
  const Grouped& grouped = lists.grouped;
  AdjacencyLists block;
  for (NodeId i = 0; i < adjacency_range; ++i) {
    const std::size_t node = std::min<std::size_t>(std::size_t{first} + i, limit);
    const std::size_t end = std::min<std::size_t>(node + 1, limit);
    for (std::uint64_t at = grouped.offsets[node]; at < grouped.offsets[end]; ++at) {
      // Out lists lie in the order of ordinals; In lists name them.
      const std::uint32_t named = grouped.rows[at];
      if (lists.row_of)
        block.entries.push_back({lists.others[(*lists.row_of)[named]], named});
      else
        block.entries.push_back({lists.others[named], at});
    }
    block.offsets.push_back(static_cast<std::uint32_t>(block.entries.size()));
  }
  write_adjacency(lists.type, lists.direction, first, block,
                  [&](const std::string& key, RecordWriter record) {
                    records.emplace_back(key, std::move(record));
                  });
}

void write_lists(const Lists& lists, NodeId limit, WriteTransaction& out) {
  const std::size_t blocks = (std::size_t{limit} + adjacency_range - 1) / adjacency_range;
  write_parts(
      blocks,
      [&](std::size_t i, Records& records) {
        make_block(lists, static_cast<NodeId>(i * adjacency_range), limit, records);
      },
      out);
}

void write_existence(TypeId type, std::uint64_t count, WriteTransaction& out) {
  const std::vector<std::uint64_t> all(relationship_range / 64, ~std::uint64_t{0});
  for (std::uint64_t first = 0; first < count; first += relationship_range) {
    const auto here = static_cast<std::uint32_t>(std::min(relationship_range, count - first));
    std::vector<std::uint64_t> bits(all.begin(), all.begin() + (here + 63) / 64);
    if (here % 64 != 0) bits.back() &= (std::uint64_t{1} << (here % 64)) - 1;
    out.put(relationships_key(type, first), encode_existence(first, here, bits).bytes());
  }
}

void make_column_range(const BulkColumn& column, TypeId type,
                       const std::vector<std::uint32_t>& row_of, std::uint64_t start,
                       Records& records) {
  std::vector<PlacedCell> cells;
  const std::uint64_t end = std::min<std::uint64_t>(start + column_range, row_of.size());
  cells.reserve(end - start);
  for (std::uint64_t ordinal = start; ordinal < end; ++ordinal) {
    const std::uint32_t row = row_of[ordinal];
    if (column.has(row))
      cells.push_back({static_cast<std::uint32_t>(ordinal - start), column.cell(row)});
  }
  write_column(type, column.key, {start, column_range}, cells,
               [&](const std::string& key, RecordWriter record) {
                 records.emplace_back(key, std::move(record));
               });
}

}  // namespace

void write_bulk_relationships(const BulkRelationships& relationships, NodeId node_limit,
                              WriteTransaction& out) {
  const std::vector<NodeId>&starts = relationships.starts, &ends = relationships.ends;
  if (starts.size() >= UINT32_MAX)
    throw storage_error("NG6011", "TooManyRelationships",
                        "a load has at most 4,294,967,294 relationships of one type");
  Grouped by_start = group_by(starts, node_limit, nullptr);
  for (NodeId node = 0; node < node_limit; ++node) {
    const auto begin = by_start.rows.begin() + static_cast<std::ptrdiff_t>(by_start.offsets[node]);
    const auto end = by_start.rows.begin() +
                     static_cast<std::ptrdiff_t>(by_start.offsets[node + std::size_t{1}]);
    if (!std::is_sorted(begin, end, [&](auto a, auto b) { return ends[a] < ends[b]; }))
      std::stable_sort(begin, end, [&](auto a, auto b) { return ends[a] < ends[b]; });
  }
  const std::vector<std::uint32_t>& row_of = by_start.rows;  // by ordinal
  write_existence(relationships.type, starts.size(), out);
  write_lists({relationships.type, Direction::Out, by_start, ends, nullptr}, node_limit, out);
  {
    const Grouped by_end = group_by(ends, node_limit, &row_of);
    write_lists({relationships.type, Direction::In, by_end, starts, &row_of}, node_limit, out);
  }
  const std::size_t ranges = (starts.size() + column_range - 1) / column_range;
  for (const BulkColumn& column : relationships.columns)
    write_parts(
        ranges,
        [&](std::size_t i, Records& records) {
          make_column_range(column, relationships.type, row_of, i * column_range, records);
        },
        out);
}

}  // namespace normgraph::store
