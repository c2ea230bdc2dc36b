#include "graph/store/verify.hpp"

#include <cstdio>

#include "graph/store/claims_record.hpp"
#include "graph/store/errors.hpp"
#include "graph/store/index_run.hpp"
#include "graph/store/search/verify_search.hpp"

namespace normgraph::store {

namespace {

std::string hex(Bytes bytes) {
  std::string text;
  char two[3];
  for (const char c : bytes.substr(0, 24)) {
    std::snprintf(two, sizeof(two), "%02x", static_cast<unsigned char>(c));
    text += two;
  }
  return text;
}

class Verifier {
 public:
  explicit Verifier(const Snapshot& snapshot) : snapshot_(snapshot) {
    entries_.resize(snapshot.counts().types.size() * 2);
    relationships_.resize(snapshot.counts().types.size());
  }

  std::vector<std::string> run() {
    Cursor cursor(snapshot_.transaction());
    for (bool more = cursor.first(); more; more = cursor.next())
      check_record(cursor.key(), cursor.value());
    check_counts();
    check_search();
    return std::move(problems_);
  }

 private:
  void report(Bytes key, const std::string& what) {
    problems_.push_back("record " + hex(key) + ": " + what);
  }

  void check_record(Bytes key, Bytes record) {
    if (!record_is_sound(key, record)) return report(key, "does not agree with its hash");
    try {
      decode(key, record);
    } catch (const Error& error) {
      report(key, error.message);
    }
  }

  void decode(Bytes key, Bytes record) {
    switch (static_cast<RecordKind>(key.front())) {
      case RecordKind::Format:
      case RecordKind::Metadata:
      case RecordKind::ClaimDay:
      case RecordKind::KnownDay:
      case RecordKind::UncertainDay:
        return;
      case RecordKind::Claims:
        decode_claims(record);
        return;
      case RecordKind::Catalog: {
        Catalog catalog;
        return decode_catalog(record, catalog);
      }
      case RecordKind::Counts:
        decode_counts(record);
        return;
      case RecordKind::Nodes:
        return decode_nodes(record);
      case RecordKind::Relationships:
        return decode_relationships(key, record);
      case RecordKind::Adjacency:
        return decode_adjacency(key, record);
      case RecordKind::Hub:
        check_nodes(decode_hub_chunk(record));
        return;
      case RecordKind::Column:
        return decode_column(record);
      case RecordKind::Index:
        return decode_index(key, record);
      case RecordKind::SearchTerm:
      case RecordKind::SearchPostings:
      case RecordKind::SearchLengths:
      case RecordKind::SearchWord:
      case RecordKind::SearchState:
        return decode_search_record(key, record);
    }
    report(key, "is of an unknown kind");
  }

  void decode_nodes(Bytes record) {
    const NodeSegment segment{AlignedRecord(record), snapshot_.catalog().label_sets.all().size()};
    nodes_ += segment.header().existing;
  }

  void decode_relationships(Bytes key, Bytes record) {
    const ExistenceSegment segment{AlignedRecord(record)};
    const auto type = read_big_endian<TypeId>(key, 1);
    const auto first = read_big_endian<std::uint64_t>(key, 3);
    if (type >= relationships_.size()) corrupt("a relationship type that is not known");
    for (std::uint64_t i = 0; i < segment.count(); ++i)
      relationships_[type] += segment.test(first + i) ? 1 : 0;
  }

  void decode_adjacency(Bytes key, Bytes record) {
    const AdjacencySegment segment{AlignedRecord(record)};
    const auto type = read_big_endian<TypeId>(key, 1);
    const std::size_t place = type * std::size_t{2} + static_cast<unsigned char>(key[3]);
    if (place >= entries_.size()) corrupt("a relationship type that is not known");
    entries_[place] += segment.header().entries;
    if (segment.header().is_hub) return;
    for (NodeId i = 0; i < segment.header().count; ++i)
      check_list(type, segment.list(segment.header().first + i));
  }

  void check_list(TypeId type, const Neighbours& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list.nodes[i] >= snapshot_.counts().node_limit)
        corrupt("a neighbour that does not exist");
      if (list.ordinal(i) >= snapshot_.counts().types[type].limit)
        corrupt("a relationship that does not exist");
    }
  }

  void check_nodes(const std::vector<NeighbourEntry>& entries) {
    for (const NeighbourEntry& entry : entries)
      if (entry.node >= snapshot_.counts().node_limit) corrupt("a neighbour that does not exist");
  }

  void decode_column(Bytes record) {
    const ColumnSegment segment{AlignedRecord(record)};
    segment.for_each([&](std::uint32_t, std::uint32_t slot) { to_value(segment.cell(slot)); });
  }

  void decode_index(Bytes key, Bytes record) {
    IndexRun run(record);
    std::string before;
    for (bool first = true; run.next(); first = false) {
      const bool in_place =
          first ? key.substr(index_prefix(0).size()) == run.entry() : before < run.entry();
      if (!in_place) corrupt("an index out of order");
      if (run.node() >= snapshot_.counts().node_limit) corrupt("a node that does not exist");
      before = run.entry();
    }
  }

  void check_search() {
    if (!problems_.empty()) return;  // what it is compared with must be sound
    try {
      problems_ = verify_search(snapshot_);
    } catch (const Error& error) {
      problems_.push_back("the full-text index: " + error.message);
    }
  }

  void check_counts() {
    const Counts& counts = snapshot_.counts();
    if (nodes_ != counts.nodes) problems_.push_back("the number of nodes is wrong");
    for (std::size_t type = 0; type < counts.types.size(); ++type) {
      const std::uint64_t existing = counts.types[type].existing;
      if (existing != relationships_[type] || existing != entries_[2 * type] ||
          existing != entries_[2 * type + 1])
        problems_.push_back("the number of relationships of type " +
                            snapshot_.catalog().types.name(type) + " is wrong");
    }
  }

  const Snapshot& snapshot_;
  std::vector<std::string> problems_;
  std::uint64_t nodes_ = 0;
  std::vector<std::uint64_t> entries_;        // by 2 * type + direction
  std::vector<std::uint64_t> relationships_;  // by type
};

}  // namespace

std::vector<std::string> verify_snapshot(const Snapshot& snapshot) {
  return Verifier(snapshot).run();
}

}  // namespace normgraph::store
