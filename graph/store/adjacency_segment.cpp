#include "graph/store/adjacency_segment.hpp"

#include <algorithm>
#include <bit>

#include "graph/store/layout.hpp"

namespace normgraph::store {

namespace {

void check_header(const AdjacencyHeader& h) {
  const bool range_ok = h.span <= adjacency_range && std::has_single_bit(h.span) &&
                        h.start % h.span == 0 && h.first >= h.start && h.count > 0 &&
                        h.first - h.start < h.span && h.count <= h.span - (h.first - h.start);
  const bool width_ok = h.ordinal_width == 0 || h.ordinal_width == 4 || h.ordinal_width == 8;
  if (!range_ok || !width_ok || (h.is_hub && (h.span != 1 || h.ordinal_width != 8)))
    corrupt("the head of an adjacency segment");
}

}  // namespace

AdjacencySegment::AdjacencySegment(AlignedRecord record) : record_(std::move(record)) {
  RecordReader in(record_.bytes());
  header_ = in.get<AdjacencyHeader>();
  check_header(header_);
  if (!header_.is_hub) read_lists(in);
  in.expect_end();
}

void AdjacencySegment::read_lists(RecordReader& in) {
  const auto offsets = in.get_array<std::uint32_t>(std::uint64_t{header_.count} + 1);
  if (offsets.front() != 0 || offsets.back() != header_.entries || !std::ranges::is_sorted(offsets))
    corrupt("the offsets of an adjacency segment");
  offsets_ = offsets.data();
  nodes_ = in.get_array<NodeId>(header_.entries).data();
  if (header_.ordinal_width == 4) narrow_ = in.get_array<std::uint32_t>(header_.entries).data();
  if (header_.ordinal_width == 8) wide_ = in.get_array<std::uint64_t>(header_.entries).data();
}

void AdjacencySegment::append_chunk(Bytes record) {
  for (const NeighbourEntry& entry : decode_hub_chunk(record)) {
    hub_nodes_.push_back(entry.node);
    hub_ordinals_.push_back(entry.ordinal);
  }
}

void AdjacencySegment::finish_hub() {
  if (hub_nodes_.size() != header_.entries) corrupt("the chunks of a hub");
  hub_offsets_ = {0, header_.entries};
  offsets_ = hub_offsets_.data();
  nodes_ = hub_nodes_.data();
  wide_ = hub_ordinals_.data();
}

namespace {

/// Chooses how ordinals are stored.
void choose_ordinals(AdjacencyHeader& header, std::span<const NeighbourEntry> entries) {
  std::uint64_t least = entries.front().ordinal, most = least;
  bool in_order = true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    least = std::min(least, entries[i].ordinal);
    most = std::max(most, entries[i].ordinal);
    in_order = in_order && entries[i].ordinal == entries.front().ordinal + i;
  }
  header.base = least;
  if (in_order)
    header.ordinal_width = 0;
  else
    header.ordinal_width = most - least <= UINT32_MAX ? 4 : 8;
  if (header.ordinal_width == 8) header.base = 0;
}

template <class T>
void put_ordinals(RecordWriter& out, std::span<const NeighbourEntry> entries, std::uint64_t base) {
  std::vector<T> ordinals(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    ordinals[i] = static_cast<T>(entries[i].ordinal - base);
  out.put_array<T>(ordinals);
}

void put_nodes(RecordWriter& out, std::span<const NeighbourEntry> entries) {
  std::vector<NodeId> nodes(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) nodes[i] = entries[i].node;
  out.put_array<NodeId>(nodes);
}

}  // namespace

RecordWriter encode_adjacency(NodeId start, std::uint32_t span, const AdjacencyLists& lists,
                              std::size_t from, std::size_t to) {
  AdjacencyHeader header;
  header.start = start + static_cast<NodeId>(from);
  header.span = span;
  while (lists.list(from).empty()) ++from;
  while (lists.list(to - 1).empty()) --to;
  header.first = start + static_cast<NodeId>(from);
  header.count = static_cast<std::uint32_t>(to - from);
  std::vector<std::uint32_t> offsets(lists.offsets.begin() + static_cast<std::ptrdiff_t>(from),
                                     lists.offsets.begin() + static_cast<std::ptrdiff_t>(to) + 1);
  const std::uint32_t begin = offsets.front();
  for (std::uint32_t& offset : offsets) offset -= begin;
  header.entries = offsets.back();
  for (std::size_t i = from; i < to; ++i) {
    const auto size = static_cast<std::uint32_t>(lists.list(i).size());
    header.nodes += size > 0 ? 1 : 0;
    header.maximum = std::max(header.maximum, size);
  }
  const auto entries = std::span(lists.entries).subspan(begin, header.entries);
  choose_ordinals(header, entries);
  RecordWriter out;
  out.put(header);
  out.put_array<std::uint32_t>(offsets);
  put_nodes(out, entries);
  if (header.ordinal_width == 4) put_ordinals<std::uint32_t>(out, entries, header.base);
  if (header.ordinal_width == 8) put_ordinals<std::uint64_t>(out, entries, header.base);
  return out;
}

RecordWriter encode_hub(NodeId hub, std::uint64_t entries) {
  AdjacencyHeader header;
  header.first = header.start = hub;
  header.count = header.span = header.nodes = 1;
  if (entries > UINT32_MAX)
    throw storage_error("NG6011", "TooManyRelationships",
                        "a node has over four thousand million relationships of one type");
  header.entries = header.maximum = static_cast<std::uint32_t>(entries);
  header.ordinal_width = 8;
  header.is_hub = 1;
  RecordWriter out;
  out.put(header);
  return out;
}

RecordWriter encode_hub_chunk(std::span<const NeighbourEntry> entries) {
  RecordWriter out;
  out.put(static_cast<std::uint64_t>(entries.size()));
  put_nodes(out, entries);
  put_ordinals<std::uint64_t>(out, entries, 0);
  return out;
}

std::vector<NeighbourEntry> decode_hub_chunk(Bytes record) {
  const AlignedRecord aligned(record);
  RecordReader in(aligned.bytes());
  const auto count = in.get<std::uint64_t>();
  const auto nodes = in.get_array<NodeId>(count);
  const auto ordinals = in.get_array<std::uint64_t>(count);
  in.expect_end();
  std::vector<NeighbourEntry> entries(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) entries[i] = {nodes[i], ordinals[i]};
  return entries;
}

}  // namespace normgraph::store
