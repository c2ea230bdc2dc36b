#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "graph/ids.hpp"

namespace normgraph::store {

enum class Direction : std::uint8_t { Out, In };

/// Ordinals of relationships, parallel to a list of neighbours.
class Ordinals {
 public:
  Ordinals() = default;
  /// They follow each other from `first` on.
  explicit Ordinals(std::uint64_t first) : base_(first) {}
  explicit Ordinals(const std::uint64_t* whole) : stored_(whole), width_(sizeof(*whole)) {}

  /// Neighbours with the same number >> shift, whose ordinals are near each other, have a base of
  /// their own: what is stored for each is the difference from it, in few bytes.
  struct Stretches {
    const std::uint32_t* bases = nullptr;  // less the common base
    std::uint32_t first = 0, count = 0;
    std::uint8_t shift = 0;
  };
  /// `width`: bytes of a difference, 1, 2 or 4.
  Ordinals(std::uint64_t base, const Stretches& stretches, const void* stored, std::uint8_t width)
      : base_(base),
        bases_(stretches.bases),
        stored_(stored),
        first_(stretches.first),
        count_(stretches.count),
        shift_(stretches.shift),
        width_(width) {}

  bool are_stored() const { return width_ != 0; }
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
  /// Those from the i-th on.
  Ordinals from(std::size_t i) const {
    Ordinals rest = *this;
    if (width_ == 0)
      rest.base_ += i;
    else
      rest.stored_ = static_cast<const char*>(stored_) + i * width_;
    return rest;
  }

 private:
  std::uint64_t base_of(NodeId neighbour) const {
    const std::uint64_t stretch = (std::uint64_t{neighbour} >> shift_) - first_;
    return stretch < count_ ? base_ + bases_[stretch] : base_;
  }

  std::uint64_t base_ = 0;
  const std::uint32_t* bases_ = nullptr;
  const void* stored_ = nullptr;
  std::uint32_t first_ = 0, count_ = 0;  // stretches
  std::uint8_t shift_ = 0, width_ = 0;
};

/// The neighbours of one node by one relationship type and direction, in ascending order of node as
/// long as no write of this transaction touched the node. Views into the snapshot or the overlay;
/// those of a node that the transaction touched are valid until the next statement begins.
struct Neighbours {
  std::span<const NodeId> nodes;
  Ordinals ordinals = {};
  std::uint64_t ordinal(std::size_t i) const { return ordinals.at(i, nodes[i]); }
  std::size_t size() const { return nodes.size(); }
};

}  // namespace normgraph::store
