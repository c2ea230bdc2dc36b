#pragma once

#include <cstddef>

#include "graph/ids.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/neighbours.hpp"
#include "graph/store/snapshot.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// The neighbours by one type and direction, for hot loops: a table look-up a node, without a
/// virtual call as long as the overlay does not touch the type. From GraphView::adjacency().
class AdjacencyReader {
 public:
  /// Asks the view each time.
  AdjacencyReader(const GraphView& view, TypeId type, Direction direction)
      : view_(&view), type_(type), direction_(direction) {}
  /// Straight from the snapshot.
  AdjacencyReader(const Snapshot& snapshot, TypeId type, Direction direction)
      : snapshot_(&snapshot),
        table_(snapshot.adjacency_table(type, direction)),
        slots_(table_ ? table_->size() : 0),
        type_(type),
        direction_(direction) {}

  Neighbours neighbours(NodeId node) const {
    if (view_) return view_->neighbours(node, type_, direction_);
    const AdjacencyBlock* block = find(node);
    return block ? block->neighbours(node) : Neighbours{};
  }
  std::size_t degree(NodeId node) const {
    if (view_) return view_->degree(node, type_, direction_);
    const AdjacencyBlock* block = find(node);
    if (!block) return 0;
    return block->parts.empty() ? block->whole.degree(node) : block->in_parts(node).size();
  }
  /// Lists are in ascending order and stay in place: no write lies over them.
  bool is_stored() const { return view_ == nullptr; }

 private:
  const AdjacencyBlock* find(NodeId node) const {
    const std::size_t slot = node / adjacency_range;
    if (slot >= slots_) return nullptr;
    const AdjacencyBlock* block = table_->get(slot);
    return block ? block : &snapshot_->load_adjacency(type_, direction_, slot);
  }

  const GraphView* view_ = nullptr;
  const Snapshot* snapshot_ = nullptr;
  const AdjacencyTable* table_ = nullptr;
  std::size_t slots_ = 0;
  TypeId type_;
  Direction direction_;
};

}  // namespace normgraph::store
