#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/cell.hpp"
#include "graph/store/view.hpp"

// Filling an empty graph straight into segments, without the overlay: for loaders of much data.

namespace normgraph::store {

/// Values of one property for a run of elements.
struct BulkColumn {
  KeyId key = no_key;
  StoredType type = StoredType::String;  // Boolean, Integer, Float, Date or String
  std::vector<std::uint64_t> numbers;    // one an element, as Cell::number has them; or
  std::vector<std::uint32_t> places;     // one an element, of its text among
  std::vector<Bytes> texts;              // each for any number of elements; see BulkWriter::keep
  std::vector<std::uint8_t> missing;     // 1: the element has no value; empty: all have

  std::size_t size() const { return type == StoredType::String ? places.size() : numbers.size(); }
  bool has(std::size_t i) const { return missing.empty() || missing[i] == 0; }
  /// Requires has(i).
  Cell cell(std::size_t i) const {
    if (type == StoredType::String) return {type, 0, texts[places[i]]};
    return {type, numbers[i], {}};
  }
};
/// Nodes with the same labels.
struct BulkNodes {
  std::vector<LabelId> labels;  // ascending
  std::uint32_t count = 0;
  std::vector<BulkColumn> columns;
};
/// Relationships of one type, in any order.
struct BulkRelationships {
  TypeId type = no_type;
  std::vector<NodeId> starts, ends;
  std::vector<BulkColumn> columns;
};

/// Writes nodes, then relationships, then commits. Names come from the transaction's writer before;
/// indexes that it creates before the relationships, and metadata, are committed with the rest.
/// Dropped without commit it leaves nothing behind. Each call may throw Error{Storage}.
class BulkWriter {
 public:
  virtual ~BulkWriter() = default;
  /// The id of the first; the others follow.
  virtual NodeId add_nodes(BulkNodes nodes) = 0;
  /// Once a type, after the last nodes.
  virtual void add_relationships(BulkRelationships relationships) = 0;
  /// Keeps what texts of columns view alive as long as it needs them.
  virtual void keep(std::shared_ptr<const void> owner) = 0;
  /// Commits the transaction. Throws ConstraintValidationFailed for values that are not unique.
  virtual void commit() = 0;
};

/// Null where the graph has elements already or a schema, or the transaction made some. The
/// transaction must outlive the writer, and nothing else may be written with it.
std::unique_ptr<BulkWriter> begin_bulk(Transaction& transaction);

}  // namespace normgraph::store
