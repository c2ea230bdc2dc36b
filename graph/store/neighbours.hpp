#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "graph/ids.hpp"

namespace normgraph::store {

enum class Direction : std::uint8_t { Out, In };

/// Ordinals of relationships, parallel to a list of neighbours: stored as 32-bit differences from a
/// base, or whole.
class Ordinals {
 public:
  Ordinals() = default;
  Ordinals(const std::uint32_t* narrow, std::uint64_t base, std::size_t size)
      : narrow_(narrow), base_(base), size_(size) {}
  Ordinals(const std::uint64_t* wide, std::size_t size) : wide_(wide), size_(size) {}

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  std::uint64_t operator[](std::size_t i) const { return narrow_ ? base_ + narrow_[i] : wide_[i]; }

 private:
  const std::uint32_t* narrow_ = nullptr;
  const std::uint64_t* wide_ = nullptr;
  std::uint64_t base_ = 0;
  std::size_t size_ = 0;
};

/// The neighbours of one node by one relationship type and direction, in ascending order of node as
/// long as no write of this transaction touched the node. Views into the snapshot or the overlay;
/// those of a node that the transaction touched are valid until the next statement begins.
struct Neighbours {
  std::span<const NodeId> nodes;
  /// Ordinals of the relationships, parallel to `nodes`; empty: they are first_ordinal + i.
  Ordinals ordinals;
  std::uint64_t first_ordinal = 0;
  std::uint64_t ordinal(std::size_t i) const {
    return ordinals.empty() ? first_ordinal + i : ordinals[i];
  }
  std::size_t size() const { return nodes.size(); }
};

}  // namespace normgraph::store
