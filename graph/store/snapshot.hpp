#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "graph/store/adjacency_segment.hpp"
#include "graph/store/catalog.hpp"
#include "graph/store/column_segment.hpp"
#include "graph/store/layer.hpp"
#include "graph/store/lmdb.hpp"
#include "graph/store/node_segment.hpp"

// Committed state, read without a search: for each column and each (type, direction) a table from
// id to the decoded segment. An entry is made the first time that it is asked for; all snapshots of
// one transaction number share them, so that opening a snapshot of an unchanged graph is free.

namespace normgraph::store {

/// Pointers to segments by stretch of ids; null: not read yet.
template <class T>
class SlotTable {
 public:
  std::size_t size() const { return size_; }
  const T* get(std::size_t slot) const { return slots_[slot].load(std::memory_order_acquire); }
  void set(std::size_t slot, const T* segment) {
    slots_[slot].store(segment, std::memory_order_release);
  }
  explicit SlotTable(std::size_t size)
      : slots_(std::make_unique<std::atomic<const T*>[]>(size)), size_(size) {}

 private:
  std::unique_ptr<std::atomic<const T*>[]> slots_;
  std::size_t size_;
};

/// The adjacency of 1,024 sources: one segment, or several where one would be too large.
struct AdjacencyBlock {
  AdjacencySegment whole;
  std::vector<AdjacencySegment> parts;  // ascending

  Neighbours neighbours(NodeId node) const {
    if (whole.has_list(node)) return whole.list(node);
    return parts.empty() ? Neighbours{} : in_parts(node);
  }
  Neighbours in_parts(NodeId node) const;
};

using AdjacencyTable = SlotTable<AdjacencyBlock>;
using ColumnTable = SlotTable<ColumnSegment>;

/// The tables of one transaction number. Thread-safe.
class SegmentTables {
 public:
  /// Reads the counts, and the catalog unless `previous` has the same.
  SegmentTables(const ReadTransaction& transaction, const SegmentTables* previous);

  std::uint64_t transaction_id() const { return id_; }
  const Catalog& catalog() const { return *catalog_; }
  const Counts& counts() const { return counts_; }

  const NodeSegment& nodes(const ReadTransaction& transaction, NodeId node);
  const ExistenceSegment& existence(const ReadTransaction& transaction, TypeId type,
                                    std::uint64_t ordinal);
  /// Null: no relationship of the type has ever been stored.
  const AdjacencyTable* adjacency_table(TypeId type, Direction direction);
  const AdjacencyBlock& load_adjacency(const ReadTransaction& transaction, TypeId type,
                                       Direction direction, std::size_t slot);
  /// The segment that covers the id; an empty one when there is none.
  const ColumnSegment& column(const ReadTransaction& transaction, ColumnOwner owner, KeyId key,
                              std::uint64_t id);
  /// Null: nothing has ever had the property.
  const ColumnTable* column_table(ColumnOwner owner, KeyId key);

  /// Sums over segments, made when first asked for.
  struct Statistics {
    std::mutex mutex;  // guards both
    std::map<std::pair<ColumnOwner, KeyId>, ColumnStatistics> columns;
    std::map<std::pair<TypeId, Direction>, DegreeStatistics> degrees;
  };
  Statistics statistics;

  /// Layers over this state, by the time that they show. Made once, copied into each overlay.
  struct TimeLayers {
    struct Entry {
      std::unique_ptr<const Layer> layer;  // null: nothing differs
      LabelSets label_sets;
    };
    std::mutex mutex;
    std::map<When, Entry> layers;
  };
  TimeLayers time_layers;

 private:
  /// A table made when it is first used.
  template <class T>
  struct Lazy {
    std::atomic<SlotTable<T>*> table = nullptr;
    ~Lazy() { delete table.load(); }
  };
  template <class T>
  SlotTable<T>& open(Lazy<T>& lazy, std::uint64_t ids, std::uint64_t ids_a_slot);
  Lazy<ColumnSegment>* column_of(ColumnOwner owner, KeyId key);
  ColumnTable* open_column(ColumnOwner owner, KeyId key);
  const ColumnSegment& load_column(const ReadTransaction& transaction, ColumnTable& table,
                                   ColumnOwner owner, KeyId key, std::size_t slot);

  std::uint64_t id_;
  // Shared with the tables of earlier and later transactions, as long as no name is added.
  std::shared_ptr<const Catalog> catalog_;
  std::uint64_t catalog_hash_ = 0;
  Counts counts_;

  Lazy<NodeSegment> nodes_;
  std::deque<Lazy<ExistenceSegment>> existence_;  // by type
  std::deque<Lazy<AdjacencyBlock>> adjacency_;    // by 2 * type + direction
  std::deque<Lazy<ColumnSegment>> node_columns_;  // parallel to catalog.node_keys
  std::vector<std::deque<Lazy<ColumnSegment>>> type_columns_;

  std::mutex mutex_;  // guards making tables and entries, and what follows: the segments' owners
  std::deque<NodeSegment> node_segments_;
  std::deque<ExistenceSegment> existence_segments_;
  std::deque<AdjacencyBlock> adjacency_blocks_;
  std::deque<ColumnSegment> column_segments_;
};

/// What one transaction reads: LMDB's snapshot and its tables. Several threads may read it.
class Snapshot {
 public:
  /// `newest`: the tables of the newest snapshot that anybody took, guarded by `mutex`.
  Snapshot(Environment& environment, std::mutex& mutex, std::shared_ptr<SegmentTables>& newest);
  void rest() noexcept { transaction_.rest(); }
  /// After rest(): takes the newest snapshot. True: it is the same one.
  bool renew(std::mutex& mutex, std::shared_ptr<SegmentTables>& newest);

  const ReadTransaction& transaction() const { return transaction_; }
  const Catalog& catalog() const { return tables_->catalog(); }
  const Counts& counts() const { return tables_->counts(); }

  LabelSetCode label_set(NodeId node) const {
    return node < counts().node_limit ? nodes(node).label_set(node) : no_label_set;
  }
  /// Requires node < counts().node_limit.
  const NodeSegment& nodes(NodeId node) const { return tables_->nodes(transaction_, node); }
  bool exists(RelationshipId relationship) const;
  /// Requires ordinal < counts().types[type].limit.
  const ExistenceSegment& existence(TypeId type, std::uint64_t ordinal) const {
    return tables_->existence(transaction_, type, ordinal);
  }
  const AdjacencyTable* adjacency_table(TypeId type, Direction direction) const {
    return tables_->adjacency_table(type, direction);
  }
  const AdjacencyBlock& load_adjacency(TypeId type, Direction direction, std::size_t slot) const {
    return tables_->load_adjacency(transaction_, type, direction, slot);
  }
  Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;
  const ColumnSegment& column(ColumnOwner owner, KeyId key, std::uint64_t id) const {
    return tables_->column(transaction_, owner, key, id);
  }
  /// The same segments by id / least_column_range; an entry is null until column() was asked.
  const ColumnTable* column_table(ColumnOwner owner, KeyId key) const {
    return tables_->column_table(owner, key);
  }
  SegmentTables::Statistics& statistics() const { return tables_->statistics; }
  SegmentTables::TimeLayers& time_layers() const { return tables_->time_layers; }
  /// Null: it has no such property.
  Value property(ColumnOwner owner, KeyId key, std::uint64_t id) const;

 private:
  void take_tables(std::mutex& mutex, std::shared_ptr<SegmentTables>& newest);

  ReadTransaction transaction_;
  // Shared by all snapshots of one transaction number, which come and go in any order.
  std::shared_ptr<SegmentTables> tables_;
};

}  // namespace normgraph::store
