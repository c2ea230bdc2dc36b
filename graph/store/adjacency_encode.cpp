#include <algorithm>

#include "graph/store/adjacency_segment.hpp"

// Lists of neighbours as bytes, with ordinals in as few of them as they need.

namespace normgraph::store {

namespace {

bool are_in_order(std::span<const NeighbourEntry> entries) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].ordinal != entries.front().ordinal + i) return false;
  return true;
}

/// The least and largest ordinals by stretches of neighbours.
class StretchBounds {
 public:
  struct Bounds {
    std::uint64_t least = UINT64_MAX, most = 0;
    void add(const Bounds& other) {
      least = std::min(least, other.least);
      most = std::max(most, other.most);
    }
    std::uint64_t spread() const { return least > most ? 0 : most - least; }
  };

  /// The finest there can be use for: more than entries are never worth their bases.
  explicit StretchBounds(std::span<const NeighbourEntry> entries) {
    const auto [low, high] = std::ranges::minmax(entries, {}, &NeighbourEntry::node);
    while ((high.node >> shift_) - (low.node >> shift_) >= entries.size()) ++shift_;
    first_ = low.node >> shift_;
    bounds_.resize(std::size_t{high.node >> shift_} - first_ + 1);
    for (const auto& [node, ordinal] : entries)
      bounds_[(node >> shift_) - first_].add({ordinal, ordinal});
  }

  /// Twice as long.
  void widen() {
    std::vector<Bounds> wider((bounds_.size() + (first_ & 1) + 1) / 2);
    for (std::size_t i = 0; i < bounds_.size(); ++i) wider[(i + (first_ & 1)) / 2].add(bounds_[i]);
    bounds_ = std::move(wider);
    first_ >>= 1;
    ++shift_;
  }

  const std::vector<Bounds>& bounds() const { return bounds_; }
  std::uint32_t first() const { return first_; }
  std::uint8_t shift() const { return shift_; }
  /// Bytes of the largest difference from a base.
  std::uint8_t width() const {
    std::uint64_t spread = 0;
    for (const Bounds& each : bounds_) spread = std::max(spread, each.spread());
    return spread <= UINT8_MAX ? 1 : spread <= UINT16_MAX ? 2 : spread <= UINT32_MAX ? 4 : 8;
  }

 private:
  std::vector<Bounds> bounds_;
  std::uint32_t first_ = 0;
  std::uint8_t shift_ = 0;
};

/// Those with which the bases and the differences take the fewest bytes.
StretchBounds best_stretches(std::span<const NeighbourEntry> entries) {
  StretchBounds stretches(entries), best = stretches;
  const auto bytes = [&](const StretchBounds& s) {
    return s.bounds().size() * sizeof(std::uint32_t) + entries.size() * s.width();
  };
  constexpr std::uint8_t widest = 31;
  while (stretches.bounds().size() > 1 && stretches.shift() < widest) {
    stretches.widen();
    if (bytes(stretches) <= bytes(best)) best = stretches;
  }
  return best;
}

/// Ordinals as they are stored, and what the head says of them.
class OrdinalEncoder {
 public:
  OrdinalEncoder(std::span<const NeighbourEntry> entries, AdjacencyHeader& header)
      : entries_(entries), header_(header) {
    if (are_in_order(entries)) {
      header.base = entries.front().ordinal;
      return;
    }
    const auto [least, most] = std::ranges::minmax(entries, {}, &NeighbourEntry::ordinal);
    header.ordinal_width = 8;
    if (most.ordinal - least.ordinal > UINT32_MAX) return;
    header.base = least.ordinal;
    choose(best_stretches(entries));
  }

  void put(RecordWriter& out) const {
    if (!bases_.empty()) out.put_array<std::uint32_t>(bases_);
    switch (header_.ordinal_width) {
      case 0:
        return;
      case 1:
        return put_differences<std::uint8_t>(out);
      case 2:
        return put_differences<std::uint16_t>(out);
      case 4:
        return put_differences<std::uint32_t>(out);
      default:
        return put_differences<std::uint64_t>(out);
    }
  }

 private:
  void choose(const StretchBounds& stretches) {
    header_.ordinal_width = stretches.width();
    header_.stretch_shift = stretches.shift();
    header_.first_stretch = stretches.first();
    header_.stretches = static_cast<std::uint32_t>(stretches.bounds().size());
    for (const auto& [least, most] : stretches.bounds())
      bases_.push_back(least > most ? 0 : static_cast<std::uint32_t>(least - header_.base));
  }

  template <class T>
  void put_differences(RecordWriter& out) const {
    std::vector<T> differences;
    differences.reserve(entries_.size());
    for (const auto& [node, ordinal] : entries_) {
      const std::uint64_t stretch =
          (std::uint64_t{node} >> header_.stretch_shift) - header_.first_stretch;
      const std::uint64_t base = bases_.empty() ? 0 : header_.base + bases_[stretch];
      differences.push_back(static_cast<T>(ordinal - base));
    }
    out.put_array<T>(differences);
  }

  std::span<const NeighbourEntry> entries_;
  AdjacencyHeader& header_;
  std::vector<std::uint32_t> bases_;  // by stretch
};

/// From 0 on.
template <class T>
void put_offsets(RecordWriter& out, std::span<const std::uint32_t> offsets) {
  std::vector<T> values;
  values.reserve(offsets.size());
  for (const std::uint32_t offset : offsets)
    values.push_back(static_cast<T>(offset - offsets.front()));
  out.put_array<T>(values);
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
  const auto offsets = std::span(lists.offsets).subspan(from, to - from + 1);
  header.entries = offsets.back() - offsets.front();
  header.offset_width = header.entries <= UINT16_MAX ? 2 : 4;
  for (std::size_t i = from; i < to; ++i) {
    const auto size = static_cast<std::uint32_t>(lists.list(i).size());
    header.nodes += size > 0 ? 1 : 0;
    header.maximum = std::max(header.maximum, size);
  }
  const auto entries = std::span(lists.entries).subspan(offsets.front(), header.entries);
  const OrdinalEncoder ordinals(entries, header);
  RecordWriter out;
  out.put(header);
  header.offset_width == 2 ? put_offsets<std::uint16_t>(out, offsets)
                           : put_offsets<std::uint32_t>(out, offsets);
  put_nodes(out, entries);
  ordinals.put(out);
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
  std::vector<std::uint64_t> ordinals;
  for (const NeighbourEntry& entry : entries) ordinals.push_back(entry.ordinal);
  out.put_array<std::uint64_t>(ordinals);
  return out;
}

}  // namespace normgraph::store
