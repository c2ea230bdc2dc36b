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
  const bool width_ok =
      h.ordinal_width == 0 || (h.ordinal_width <= 8 && std::has_single_bit(h.ordinal_width));
  const bool offsets_ok = h.offset_width == 2 || h.offset_width == 4;
  if (!range_ok || !width_ok || !offsets_ok || h.stretch_shift > 31 ||
      (h.is_hub && (h.span != 1 || h.ordinal_width != 8)))
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

template <class T>
const T* AdjacencySegment::read_offsets(RecordReader& in) const {
  const auto offsets = in.get_array<T>(std::uint64_t{header_.count} + 1);
  if (offsets.front() != 0 || offsets.back() != header_.entries || !std::ranges::is_sorted(offsets))
    corrupt("the offsets of an adjacency segment");
  return offsets.data();
}

void AdjacencySegment::read_lists(RecordReader& in) {
  if (header_.offset_width == 2)
    narrow_offsets_ = read_offsets<std::uint16_t>(in);
  else
    offsets_ = read_offsets<std::uint32_t>(in);
  nodes_ = in.get_array<NodeId>(header_.entries).data();
  ordinals_ = read_ordinals(in);
}

Ordinals AdjacencySegment::read_ordinals(RecordReader& in) const {
  const std::uint8_t width = header_.ordinal_width;
  if (width == 0) return Ordinals(header_.base);
  if (width == 8) return Ordinals(in.get_array<std::uint64_t>(header_.entries).data());
  const Ordinals::Stretches stretches{in.get_array<std::uint32_t>(header_.stretches),
                                      header_.first_stretch, header_.stretch_shift};
  const auto stored = in.get_array<char>(std::uint64_t{header_.entries} * width);
  return {header_.base, stretches, stored.data(), width};
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
  ordinals_ = Ordinals(hub_ordinals_.data());
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
