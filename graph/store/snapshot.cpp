#include "graph/store/snapshot.hpp"

#include <algorithm>
#include <cstring>

namespace normgraph::store {

Neighbours AdjacencyBlock::in_parts(NodeId node) const {
  const auto after = std::ranges::upper_bound(
      parts, node, {}, [](const AdjacencySegment& part) { return part.header().start; });
  if (after == parts.begin()) return {};
  const AdjacencySegment& part = *(after - 1);
  return part.has_list(node) ? part.list(node) : Neighbours{};
}

SegmentTables::SegmentTables(const ReadTransaction& transaction, const SegmentTables* previous)
    : id_(transaction.id()) {
  const std::string counts_key = record_key(RecordKind::Counts);
  const std::string catalog_key = record_key(RecordKind::Catalog);
  const auto counts = transaction.get(counts_key);
  const auto catalog = transaction.get(catalog_key);
  if (!counts || !catalog) corrupt("its catalog is missing");
  record_body(counts_key, *counts);
  counts_ = decode_counts(*counts);
  record_body(catalog_key, *catalog);
  std::memcpy(&catalog_hash_, catalog->data(), sizeof(catalog_hash_));
  if (previous && previous->catalog_hash_ == catalog_hash_) {
    catalog_ = previous->catalog_;
  } else {
    auto read = std::make_shared<Catalog>();
    decode_catalog(*catalog, *read);
    catalog_ = std::move(read);
  }
  existence_.resize(counts_.types.size());
  adjacency_.resize(counts_.types.size() * 2);
  node_columns_.resize(catalog_->node_keys.size());
  for (const auto& keys : catalog_->type_keys) type_columns_.emplace_back(keys.size());
}

template <class T>
SlotTable<T>& SegmentTables::open(Lazy<T>& lazy, std::uint64_t ids, std::uint64_t ids_a_slot) {
  SlotTable<T>* table = lazy.table.load(std::memory_order_acquire);
  if (table) return *table;
  const std::lock_guard lock(mutex_);
  table = lazy.table.load(std::memory_order_relaxed);
  if (!table) {
    table = new SlotTable<T>((ids + ids_a_slot - 1) / ids_a_slot);
    lazy.table.store(table, std::memory_order_release);
  }
  return *table;
}

const NodeSegment& SegmentTables::nodes(const ReadTransaction& transaction, NodeId node) {
  SlotTable<NodeSegment>& table = open(nodes_, counts_.node_limit, node_range);
  const std::size_t slot = node / node_range;
  if (const NodeSegment* found = table.get(slot)) return *found;
  const std::lock_guard lock(mutex_);
  if (const NodeSegment* found = table.get(slot)) return *found;
  const std::string key = nodes_key(static_cast<NodeId>(slot * node_range));
  NodeSegment& segment = node_segments_.emplace_back();
  if (const auto record = transaction.get(key)) {
    record_body(key, *record);
    segment = NodeSegment(AlignedRecord(*record), catalog_->label_sets.all().size());
    if (segment.header().first != slot * node_range) corrupt("a directory in the wrong place");
  }
  table.set(slot, &segment);
  return segment;
}

const ExistenceSegment& SegmentTables::existence(const ReadTransaction& transaction, TypeId type,
                                                 std::uint64_t ordinal) {
  SlotTable<ExistenceSegment>& table =
      open(existence_[type], counts_.types[type].limit, relationship_range);
  const std::size_t slot = ordinal / relationship_range;
  if (const ExistenceSegment* found = table.get(slot)) return *found;
  const std::lock_guard lock(mutex_);
  if (const ExistenceSegment* found = table.get(slot)) return *found;
  const std::string key = relationships_key(type, slot * relationship_range);
  ExistenceSegment& segment = existence_segments_.emplace_back();
  if (const auto record = transaction.get(key)) {
    record_body(key, *record);
    segment = ExistenceSegment(AlignedRecord(*record));
  }
  table.set(slot, &segment);
  return segment;
}

// ---- adjacency ----

const AdjacencyTable* SegmentTables::adjacency_table(TypeId type, Direction direction) {
  if (type >= counts_.types.size()) return nullptr;
  Lazy<AdjacencyBlock>& lazy =
      adjacency_[type * std::size_t{2} + static_cast<std::size_t>(direction)];
  return &open(lazy, counts_.node_limit, adjacency_range);
}

namespace {

void read_hub(Cursor& cursor, TypeId type, Direction direction, AdjacencySegment& segment) {
  std::string prefix = adjacency_prefix(RecordKind::Hub, type, direction);
  append_big_endian(prefix, segment.header().first);
  for (bool found = cursor.seek(prefix); found && cursor.key().starts_with(prefix);
       found = cursor.next()) {
    record_body(cursor.key(), cursor.value());
    segment.append_chunk(cursor.value());
  }
  segment.finish_hub();
}

void read_block(const ReadTransaction& transaction, TypeId type, Direction direction,
                std::size_t slot, AdjacencyBlock& block) {
  const auto first = static_cast<NodeId>(slot * adjacency_range);
  const std::string prefix = adjacency_prefix(RecordKind::Adjacency, type, direction);
  Cursor cursor(transaction), chunks(transaction);
  for (bool found = cursor.seek(adjacency_key(type, direction, first));
       found && cursor.key().starts_with(prefix); found = cursor.next()) {
    const auto start = read_big_endian<NodeId>(cursor.key(), prefix.size());
    if (start - first >= adjacency_range) break;
    record_body(cursor.key(), cursor.value());
    AdjacencySegment segment{AlignedRecord(cursor.value())};
    const bool in_place = segment.header().start == start &&
                          (block.parts.empty() || !block.parts.back().covers(start));
    if (!in_place) corrupt("an adjacency segment in the wrong place");
    if (segment.header().is_hub) read_hub(chunks, type, direction, segment);
    block.parts.push_back(std::move(segment));
  }
  if (block.parts.size() == 1) {
    block.whole = std::move(block.parts.front());
    block.parts.clear();
  }
}

}  // namespace

const AdjacencyBlock& SegmentTables::load_adjacency(const ReadTransaction& transaction, TypeId type,
                                                    Direction direction, std::size_t slot) {
  const std::size_t place = type * std::size_t{2} + static_cast<std::size_t>(direction);
  AdjacencyTable& table = open(adjacency_[place], counts_.node_limit, adjacency_range);
  const std::lock_guard lock(mutex_);
  if (const AdjacencyBlock* found = table.get(slot)) return *found;
  AdjacencyBlock& block = adjacency_blocks_.emplace_back();
  read_block(transaction, type, direction, slot, block);
  table.set(slot, &block);
  return block;
}

// ---- columns ----

SegmentTables::Lazy<ColumnSegment>* SegmentTables::column_of(ColumnOwner owner, KeyId key) {
  const std::vector<KeyId>& keys = catalog_->keys_of(owner);
  const auto found = std::ranges::lower_bound(keys, key);
  if (found == keys.end() || *found != key) return nullptr;
  auto& columns = owner == node_owner ? node_columns_ : type_columns_[owner];
  return &columns[static_cast<std::size_t>(found - keys.begin())];
}

ColumnTable* SegmentTables::open_column(ColumnOwner owner, KeyId key) {
  Lazy<ColumnSegment>* lazy = column_of(owner, key);
  if (!lazy) return nullptr;
  const std::uint64_t ids = owner == node_owner            ? counts_.node_limit
                            : owner < counts_.types.size() ? counts_.types[owner].limit
                                                           : 0;
  return &open(*lazy, ids, least_column_range);
}

const ColumnTable* SegmentTables::column_table(ColumnOwner owner, KeyId key) {
  return open_column(owner, key);
}

const ColumnSegment& SegmentTables::column(const ReadTransaction& transaction, ColumnOwner owner,
                                           KeyId key, std::uint64_t id) {
  static const ColumnSegment none;
  ColumnTable* const table = open_column(owner, key);
  const std::size_t slot = id / least_column_range;
  if (!table || slot >= table->size()) return none;
  if (const ColumnSegment* found = table->get(slot)) return *found;
  return load_column(transaction, *table, owner, key, slot);
}

namespace {

std::uint64_t end_of(const ColumnSegment& segment) {
  return segment.header().start + segment.header().span;
}

}  // namespace

const ColumnSegment& SegmentTables::load_column(const ReadTransaction& transaction,
                                                ColumnTable& table, ColumnOwner owner, KeyId key,
                                                std::size_t slot) {
  const std::lock_guard lock(mutex_);
  if (const ColumnSegment* found = table.get(slot)) return *found;
  const std::string prefix = column_prefix(owner, key);
  const std::uint64_t id = slot * std::uint64_t{least_column_range};
  Cursor cursor(transaction);
  std::uint64_t from = 0, to = table.size() * std::uint64_t{least_column_range};
  ColumnSegment segment;
  if (cursor.seek_last(column_key(owner, key, id)) && cursor.key().starts_with(prefix)) {
    record_body(cursor.key(), cursor.value());
    segment = ColumnSegment(AlignedRecord(cursor.value()));
    if (segment.header().start != read_big_endian<std::uint64_t>(cursor.key(), prefix.size()))
      corrupt("a column segment in the wrong place");
    from = end_of(segment);
  }
  if (segment.covers(id)) {
    from = segment.header().start;
    to = std::min(to, end_of(segment));
  } else {
    // Remember the whole gap up to the next segment, so that a scan does not ask for each slot.
    segment = ColumnSegment();
    if (cursor.seek(column_key(owner, key, id)) && cursor.key().starts_with(prefix))
      to = std::min(to, read_big_endian<std::uint64_t>(cursor.key(), prefix.size()));
  }
  const ColumnSegment& kept = column_segments_.emplace_back(std::move(segment));
  for (std::uint64_t at = from / least_column_range; at * least_column_range < to; ++at)
    table.set(at, &kept);
  return kept;
}

// ---- Snapshot ----

Snapshot::Snapshot(Environment& environment, std::mutex& mutex,
                   std::shared_ptr<SegmentTables>& newest)
    : transaction_(environment) {
  take_tables(mutex, newest);
}

bool Snapshot::renew(std::mutex& mutex, std::shared_ptr<SegmentTables>& newest) {
  transaction_.renew();
  if (tables_->transaction_id() == transaction_.id()) return true;
  take_tables(mutex, newest);
  return false;
}

void Snapshot::take_tables(std::mutex& mutex, std::shared_ptr<SegmentTables>& newest) {
  const std::lock_guard lock(mutex);
  if (!newest || newest->transaction_id() != transaction_.id()) {
    tables_ = std::make_shared<SegmentTables>(transaction_, newest.get());
    if (!newest || newest->transaction_id() < transaction_.id()) newest = tables_;
  } else {
    tables_ = newest;
  }
}

bool Snapshot::exists(RelationshipId relationship) const {
  const TypeId type = relationship.type();
  if (type >= counts().types.size() || relationship.ordinal() >= counts().types[type].limit)
    return false;
  return tables_->existence(transaction_, type, relationship.ordinal())
      .test(relationship.ordinal());
}

Neighbours Snapshot::neighbours(NodeId node, TypeId type, Direction direction) const {
  const AdjacencyTable* table = adjacency_table(type, direction);
  const std::size_t slot = node / adjacency_range;
  if (!table || slot >= table->size()) return {};
  const AdjacencyBlock* block = table->get(slot);
  return (block ? *block : load_adjacency(type, direction, slot)).neighbours(node);
}

Value Snapshot::property(ColumnOwner owner, KeyId key, std::uint64_t id) const {
  const ColumnSegment& segment = column(owner, key, id);
  std::uint32_t slot = 0;
  return segment.find(id, slot) ? to_value(segment.cell(slot)) : Value();
}

}  // namespace normgraph::store
