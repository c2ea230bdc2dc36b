#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "graph/ids.hpp"

namespace normgraph::store {

enum class Direction : std::uint8_t { Out, In };

/// The ordinals of relationships, parallel to the neighbours of a segment of lists.
class Ordinals {
 public:
  Ordinals() = default;
  /// They follow each other from `first` on.
  explicit Ordinals(std::uint64_t first) : base_(first) {}
  explicit Ordinals(const std::uint64_t* whole) : stored_(whole), width_(sizeof(*whole)) {}

  /// Neighbours with the same number >> shift, whose ordinals are near each other, have a base of
  /// their own: what is stored for each is the difference from it, in few bytes.
  struct Stretches {
    std::span<const std::uint32_t> bases;  // less the common base
    std::uint32_t first = 0;
    std::uint8_t shift = 0;
  };
  /// `width`: bytes of a difference, 1, 2 or 4.
  Ordinals(std::uint64_t base, const Stretches& stretches, const void* stored, std::uint8_t width)
      : base_(base), stretches_(stretches), stored_(stored), width_(width) {}

  /// Whether they follow each other; then `at(0, …)` says all.
  bool consecutive() const { return width_ == 0; }
  std::uint64_t at(std::size_t i, NodeId neighbour) const {
    switch (width_) {
      case 0:
        return base_ + i;
      case 1:
        return base_of(neighbour) + static_cast<const std::uint8_t*>(stored_)[i];
      case 2:
        return base_of(neighbour) + static_cast<const std::uint16_t*>(stored_)[i];
      case 4:
        return base_of(neighbour) + static_cast<const std::uint32_t*>(stored_)[i];
      default:
        return static_cast<const std::uint64_t*>(stored_)[i];
    }
  }

 private:
  std::uint64_t base_of(NodeId neighbour) const {
    const std::uint64_t stretch = (std::uint64_t{neighbour} >> stretches_.shift) - stretches_.first;
    return stretch < stretches_.bases.size() ? base_ + stretches_.bases[stretch] : base_;
  }

  std::uint64_t base_ = 0;
  Stretches stretches_;
  const void* stored_ = nullptr;
  std::uint8_t width_ = 0;
};

/// The neighbours of one node by one relationship type and direction, in ascending order of node as
/// long as no write of this transaction touched the node. Views into the snapshot or the overlay;
/// those of a node that the transaction touched are valid until the next statement begins.
class Neighbours {
 public:
  Neighbours() = default;
  /// A list in a segment; its ordinals are those from the `first`-th on.
  Neighbours(std::span<const NodeId> list, const Ordinals& ordinals, std::size_t first)
      : nodes(list), of_segment_(&ordinals), first_(first) {}
  /// A list with ordinals of its own, parallel to it.
  Neighbours(std::span<const NodeId> list, const std::uint64_t* ordinals)
      : nodes(list), own_(ordinals) {}

  std::span<const NodeId> nodes;
  std::uint64_t ordinal(std::size_t i) const {
    return of_segment_ ? of_segment_->at(first_ + i, nodes[i]) : own_[i];
  }
  /// Whether the ordinals follow each other from that of the first neighbour on.
  bool consecutive() const { return of_segment_ && of_segment_->consecutive(); }
  /// Requires consecutive(): the ordinal of the first neighbour, or where it would be.
  std::uint64_t first_ordinal() const { return of_segment_->at(first_, 0); }
  /// Whether both lie in one segment: then so do the lists of the nodes between theirs.
  bool beside(const Neighbours& other) const {
    return of_segment_ && of_segment_ == other.of_segment_;
  }
  std::size_t size() const { return nodes.size(); }

 private:
  const Ordinals* of_segment_ = nullptr;
  union {
    std::size_t first_ = 0;
    const std::uint64_t* own_;
  };
};

}  // namespace normgraph::store
