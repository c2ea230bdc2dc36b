#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/store/bulk.hpp"
#include "graph/store/catalog.hpp"
#include "graph/store/lmdb.hpp"

// The parts of a bulk load. Segments are made on all cores and written in the order of their keys.

namespace normgraph::store {

/// Nodes with their place among all.
struct BulkRun {
  NodeId first = 0;
  BulkNodes nodes;
  LabelSetCode label_set = no_label_set;
};

bool has_values(const BulkColumn& column);
/// Directories and columns of all nodes.
void write_bulk_nodes(std::span<const BulkRun> runs, const LabelSets& sets, WriteTransaction& out);
/// Relationships get ordinals in the order of start and end.
void write_bulk_relationships(const BulkRelationships& relationships, NodeId node_limit,
                              WriteTransaction& out);
/// Entries of an index, if it is one on nodes of the runs. Throws for values that are not unique.
void write_bulk_index(std::span<const BulkRun> runs, const Catalog& catalog,
                      const StoredIndex& index, WriteTransaction& out);

/// The value of a property of a node of the runs.
Value node_value(std::span<const BulkRun> runs, KeyId key, NodeId node);

/// Makes the records of parts 0 … count - 1 on all cores and writes them part by part.
using Records = std::vector<std::pair<std::string, RecordWriter>>;
void write_parts(std::size_t count, const std::function<void(std::size_t, Records&)>& make,
                 WriteTransaction& out);

}  // namespace normgraph::store
