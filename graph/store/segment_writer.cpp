#include "graph/store/segment_writer.hpp"

#include "graph/store/layout.hpp"

namespace normgraph::store {

// ---- adjacency ----

void write_hub_chunks(TypeId type, Direction direction, NodeId hub,
                      std::span<const NeighbourEntry> entries, const PutRecord& put) {
  while (!entries.empty()) {
    const std::size_t size =
        entries.size() < 2 * hub_chunk_entries ? entries.size() : hub_chunk_entries;
    const auto [node, ordinal] = entries.front();
    put(hub_key(type, direction, hub, node, ordinal), encode_hub_chunk(entries.first(size)));
    entries = entries.subspan(size);
  }
}

namespace {

struct AdjacencyTarget {
  TypeId type;
  Direction direction;
  NodeId start;  // of the first list
  const AdjacencyLists& lists;
  const PutRecord& put;

  std::string key(std::size_t list) const {
    return adjacency_key(type, direction, start + static_cast<NodeId>(list));
  }
};

/// Lists [from, to), halved while they are too large.
void write_lists(const AdjacencyTarget& target, std::size_t from, std::size_t to) {
  const AdjacencyLists& lists = target.lists;
  const std::size_t entries = lists.offsets[to] - lists.offsets[from];
  if (entries == 0) return;
  const std::size_t bytes = (to - from) * sizeof(std::uint32_t) + entries * 8;
  if (bytes <= adjacency_bytes) {
    const auto span = static_cast<std::uint32_t>(to - from);
    return target.put(target.key(from), encode_adjacency(target.start, span, lists, from, to));
  }
  if (to - from == 1) {
    const NodeId hub = target.start + static_cast<NodeId>(from);
    write_hub_chunks(target.type, target.direction, hub, lists.list(from), target.put);
    return target.put(target.key(from), encode_hub(hub, entries));
  }
  const std::size_t middle = from + (to - from) / 2;
  write_lists(target, from, middle);
  write_lists(target, middle, to);
}

}  // namespace

void write_adjacency(TypeId type, Direction direction, NodeId start, const AdjacencyLists& lists,
                     const PutRecord& put) {
  write_lists({type, direction, start, lists, put}, 0, lists.sources());
}

// ---- columns ----

namespace {

/// A segment is halved before it is built when its texts alone are this long: longer ones are never
/// made shorter by a dictionary of less than half as many words.
constexpr std::size_t hopeless_bytes = column_bytes * 64;

bool write_halves(ColumnOwner owner, KeyId key, SegmentRange range,
                  std::span<const PlacedCell> cells, const PutRecord& put) {
  const std::uint64_t half = range.span / 2;
  const auto middle = std::ranges::partition_point(
      cells, [&](const PlacedCell& placed) { return placed.position < half; });
  std::vector<PlacedCell> upper(middle, cells.end());
  for (PlacedCell& placed : upper) placed.position -= static_cast<std::uint32_t>(half);
  write_column(owner, key, {range.start + half, half}, upper, put);
  return write_column(owner, key, {range.start, half}, std::span(cells.begin(), middle), put);
}

}  // namespace

bool write_column(ColumnOwner owner, KeyId key, SegmentRange range,
                  std::span<const PlacedCell> cells, const PutRecord& put) {
  if (cells.empty()) return false;
  std::size_t bytes = 0;
  for (const PlacedCell& placed : cells) bytes += placed.cell.bytes.size();
  if (range.span == least_column_range || bytes < hopeless_bytes) {
    RecordWriter record = encode_column(range.start, static_cast<std::uint32_t>(range.span), cells);
    if (record.bytes().size() <= column_bytes || range.span == least_column_range) {
      put(column_key(owner, key, range.start), std::move(record));
      return true;
    }
  }
  return write_halves(owner, key, range, cells, put);
}

}  // namespace normgraph::store
