#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/neighbours.hpp"
#include "graph/store/record.hpp"

namespace normgraph::store {

/// One entry of a neighbour list, as it is sorted.
struct NeighbourEntry {
  NodeId node = 0;
  std::uint64_t ordinal = 0;
  friend auto operator<=>(const NeighbourEntry&, const NeighbourEntry&) = default;
};

struct AdjacencyHeader {
  NodeId first = 0;                 // the first source covered
  std::uint32_t count = 0;          // sources covered
  NodeId start = 0;                 // the range that the segment stands for
  std::uint32_t span = 0;           // sources in it, a power of two
  std::uint64_t base = 0;           // added to the stored ordinals
  std::uint32_t entries = 0;        // of all lists
  std::uint8_t ordinal_width = 0;   // 0: ordinals ascend one by one from base; 1, 2, 4 or 8 bytes
  std::uint8_t is_hub = 0;          // one source, and its list is in chunks of their own
  std::uint8_t stretch_shift = 0;   // neighbours with the same number >> shift share a base
  std::uint8_t offset_width = 4;    // 2 or 4 bytes
  std::uint32_t nodes = 0;          // sources with entries
  std::uint32_t maximum = 0;        // entries of the longest list
  std::uint32_t first_stretch = 0;  // with widths 1, 2 and 4: the first number >> shift
  std::uint32_t stretches = 0;
};
static_assert(sizeof(AdjacencyHeader) == 48);

/// The neighbours of a range of sources by one type and direction: compressed sparse rows.
class AdjacencySegment {
 public:
  /// No neighbours.
  AdjacencySegment() = default;
  /// Throws Error{Storage}. A hub's chunks are added with append_chunk.
  explicit AdjacencySegment(AlignedRecord record);
  AdjacencySegment(AdjacencySegment&&) = default;
  AdjacencySegment& operator=(AdjacencySegment&&) = default;

  const AdjacencyHeader& header() const { return header_; }
  bool covers(NodeId node) const { return node - header_.start < header_.span; }
  bool has_list(NodeId node) const { return node - header_.first < header_.count; }
  /// Requires has_list.
  Neighbours list(NodeId node) const {
    const std::uint32_t i = node - header_.first;
    const std::uint32_t begin = offset(i), size = offset(i + 1) - begin;
    return {{nodes_ + begin, size}, ordinals_, begin};
  }
  std::uint32_t degree(NodeId node) const {
    const std::uint32_t i = node - header_.first;
    return i < header_.count ? offset(i + 1) - offset(i) : 0;
  }
  /// Copies the next part of a hub's list behind what is there.
  void append_chunk(Bytes record);
  /// After the last chunk: throws when their entries are not as many as the head says.
  void finish_hub();

 private:
  std::uint32_t offset(std::uint32_t i) const {
    return narrow_offsets_ ? narrow_offsets_[i] : offsets_[i];
  }
  void read_lists(RecordReader& in);
  template <class T>
  const T* read_offsets(RecordReader& in) const;
  Ordinals read_ordinals(RecordReader& in) const;
  AlignedRecord record_;
  AdjacencyHeader header_;
  const std::uint16_t* narrow_offsets_ = nullptr;  // one of the two
  const std::uint32_t* offsets_ = nullptr;
  const NodeId* nodes_ = nullptr;
  Ordinals ordinals_;
  // Of a hub, joined from its chunks so that the list is one span.
  std::vector<NodeId> hub_nodes_;
  std::vector<std::uint64_t> hub_ordinals_;
  std::vector<std::uint32_t> hub_offsets_;
};

/// What encode_adjacency writes: lists of sources, one after the other.
struct AdjacencyLists {
  std::vector<std::uint32_t> offsets{0};  // one more than sources
  std::vector<NeighbourEntry> entries;    // of each source in ascending order
  std::size_t sources() const { return offsets.size() - 1; }
  std::span<const NeighbourEntry> list(std::size_t i) const {
    return std::span(entries).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
};
/// Writes the segment of [start, start + span); list i belongs to start + i. At least one entry.
RecordWriter encode_adjacency(NodeId start, std::uint32_t span, const AdjacencyLists& lists,
                              std::size_t from, std::size_t to);
/// The head of a hub whose list is in chunks.
RecordWriter encode_hub(NodeId hub, std::uint64_t entries);
RecordWriter encode_hub_chunk(std::span<const NeighbourEntry> entries);
std::vector<NeighbourEntry> decode_hub_chunk(Bytes record);

}  // namespace normgraph::store
