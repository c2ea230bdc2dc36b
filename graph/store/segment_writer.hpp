#pragma once

#include <functional>
#include <span>
#include <string>

#include "graph/store/adjacency_segment.hpp"
#include "graph/store/column_segment.hpp"
#include "graph/store/commit_parts.hpp"

// Values and lists of a range as one segment, or as several where one would be too large.

namespace normgraph::store {

/// Takes a record with its key.
using PutRecord = std::function<void(const std::string& key, RecordWriter record)>;

/// Lists of the sources from `start` on, which are a range that a segment may stand for. Sources
/// whose list is too long for a segment become hubs.
void write_adjacency(TypeId type, Direction direction, NodeId start, const AdjacencyLists& lists,
                     const PutRecord& put);
/// The list of a hub, or a part of it.
void write_hub_chunks(TypeId type, Direction direction, NodeId hub,
                      std::span<const NeighbourEntry> entries, const PutRecord& put);

/// Cells of one range; positions count from its start. False: no segment begins there.
bool write_column(ColumnOwner owner, KeyId key, SegmentRange range,
                  std::span<const PlacedCell> cells, const PutRecord& put);

}  // namespace normgraph::store
