#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/column_segment.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/snapshot.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// What is stored, segment by segment, for operators that work on whole segments. Several threads
/// may read it, as long as the view lives.
class StoredGraph {
 public:
  /// nullopt where a write or another time lies over what is stored: then only the view knows.
  static std::optional<StoredGraph> of(const GraphView& view);

  /// One above the largest id of a node, or ordinal of a relationship of the type.
  std::uint64_t limit(ColumnOwner owner) const;
  /// The segment that covers the id; one without values when there is none.
  const ColumnSegment& column(ColumnOwner owner, KeyId key, std::uint64_t id) const {
    return snapshot_->column(owner, key, id);
  }
  LabelSetCode label_set(NodeId node) const { return snapshot_->label_set(node); }
  /// Sets `bits` to a bit for each id of [first, first + count): it exists, and where `label` is
  /// not no_label the node has it. `first` is a multiple of 64; the ids are below limit().
  void mark_existing(ColumnOwner owner, LabelId label, std::uint64_t first, std::uint32_t count,
                     std::vector<std::uint64_t>& bits) const;

 private:
  explicit StoredGraph(const Snapshot& snapshot) : snapshot_(&snapshot) {}
  const Snapshot* snapshot_;
};

}  // namespace normgraph::store
