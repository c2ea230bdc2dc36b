#include <iterator>
#include <span>
#include <tuple>

#include "graph/store/commit_parts.hpp"
#include "graph/store/segment_writer.hpp"

// Rewrites the adjacency segments that new and removed relationships touch, in both directions.

namespace normgraph::store {

namespace {

/// One entry of the list of a source.
struct Change {
  NodeId source;
  NeighbourEntry entry;
  friend auto operator<=>(const Change&, const Change&) = default;
};
using Changes = std::span<const Change>;

NodeId source_of(NodeId start, NodeId end, Direction direction) {
  return direction == Direction::Out ? start : end;
}

/// The relationships added that are still there, as entries in order.
std::vector<Change> added_entries(const RelationshipLog& log, Direction direction) {
  std::vector<Change> changes;
  changes.reserve(log.added().size());
  for (std::uint64_t i = 0; i < log.added().size(); ++i) {
    if (log.is_removed(log.first() + i)) continue;
    const auto [start, end] = log.added()[i];
    changes.push_back(
        {source_of(start, end, direction), {source_of(end, start, direction), log.first() + i}});
  }
  if (!std::ranges::is_sorted(changes)) std::ranges::sort(changes);
  return changes;
}

/// The removed relationships that the snapshot has.
std::vector<Change> removed_entries(const RelationshipLog& log, Direction direction) {
  std::vector<Change> changes;
  for (const RelationshipRef& gone : log.removed())
    if (gone.id.ordinal() < log.first())
      changes.push_back({source_of(gone.start, gone.end, direction),
                         {source_of(gone.end, gone.start, direction), gone.id.ordinal()}});
  std::ranges::sort(changes);
  return changes;
}

/// Takes the changes with a source below `limit` off the front.
Changes take_below(Changes& changes, std::uint64_t limit) {
  const auto end = std::ranges::partition_point(
      changes, [&](const Change& change) { return change.source < limit; });
  const Changes taken(changes.begin(), end);
  changes = Changes(end, changes.end());
  return taken;
}

class AdjacencyCommit {
 public:
  AdjacencyCommit(Commit& commit, TypeId type, Direction direction)
      : commit_(commit), type_(type), direction_(direction) {
    if (const auto* table = commit.snapshot().adjacency_table(type, direction))
      slots_ = table->size();
  }

  void run(Changes added, Changes removed) {
    while (!added.empty() || !removed.empty()) {
      const NodeId first = added.empty() ? removed.front().source
                           : removed.empty()
                               ? added.front().source
                               : std::min(added.front().source, removed.front().source);
      const std::uint64_t limit = (std::uint64_t{first} / adjacency_range + 1) * adjacency_range;
      change_block(first / adjacency_range, take_below(added, limit), take_below(removed, limit));
    }
  }

 private:
  void change_block(std::size_t slot, Changes added, Changes removed) {
    SegmentsByStart<AdjacencySegment> segments;
    if (slot < slots_) {
      const AdjacencyBlock& block = commit_.snapshot().load_adjacency(type_, direction_, slot);
      if (block.whole.header().span > 0) segments[block.whole.header().start] = &block.whole;
      for (const AdjacencySegment& part : block.parts) segments[part.header().start] = &part;
    }
    while (!added.empty() || !removed.empty()) {
      const NodeId first = added.empty() ? removed.front().source
                           : removed.empty()
                               ? added.front().source
                               : std::min(added.front().source, removed.front().source);
      const SegmentRange range = range_for(first, adjacency_range, segments);
      const auto old = segments.find(range.start);
      const std::uint64_t limit = range.start + range.span;
      change_segment(range, old == segments.end() ? nullptr : old->second, take_below(added, limit),
                     take_below(removed, limit));
    }
  }

  std::string key(NodeId start) const { return adjacency_key(type_, direction_, start); }

  void change_segment(SegmentRange range, const AdjacencySegment* old, Changes added,
                      Changes removed) {
    if (old && old->header().is_hub) return change_hub(*old, added, removed);
    const auto start = static_cast<NodeId>(range.start);
    const AdjacencyLists lists = merge(range, old, added, removed);
    if (old) commit_.out.remove(key(start));
    write_adjacency(type_, direction_, start, lists, put_);
  }

  /// The lists of a range as they will be.
  AdjacencyLists merge(SegmentRange range, const AdjacencySegment* old, Changes added,
                       Changes removed) const {
    AdjacencyLists lists;
    std::vector<NeighbourEntry> before, kept;
    for (std::uint64_t i = 0; i < range.span; ++i) {
      const auto source = static_cast<NodeId>(range.start + i);
      before.clear();
      if (old && old->has_list(source)) {
        const Neighbours list = old->list(source);
        for (std::size_t n = 0; n < list.size(); ++n)
          before.push_back({list.nodes[n], list.ordinal(n)});
      }
      merge_list(before, take_below(added, std::uint64_t{source} + 1),
                 take_below(removed, std::uint64_t{source} + 1), kept, lists.entries);
      lists.offsets.push_back(static_cast<std::uint32_t>(lists.entries.size()));
    }
    return lists;
  }

  static void merge_list(const std::vector<NeighbourEntry>& before, Changes added, Changes removed,
                         std::vector<NeighbourEntry>& kept, std::vector<NeighbourEntry>& out) {
    const std::vector<NeighbourEntry>* old = &before;
    if (!removed.empty()) {
      kept.clear();
      std::size_t gone = 0;
      for (const NeighbourEntry& entry : before) {
        while (gone < removed.size() && removed[gone].entry < entry) ++gone;
        if (gone == removed.size() || removed[gone].entry != entry) kept.push_back(entry);
      }
      old = &kept;
    }
    std::size_t i = 0;
    for (const Change& change : added) {
      while (i < old->size() && (*old)[i] < change.entry) out.push_back((*old)[i++]);
      out.push_back(change.entry);
    }
    out.insert(out.end(), old->begin() + static_cast<std::ptrdiff_t>(i), old->end());
  }

  /// Rewrites only the chunks that the changes fall into.
  void change_hub(const AdjacencySegment& old, Changes added, Changes removed) {
    const NodeId hub = old.header().first;
    const std::size_t entries = old.header().entries + added.size() - removed.size();
    std::string prefix = adjacency_prefix(RecordKind::Hub, type_, direction_);
    append_big_endian(prefix, hub);
    Cursor cursor(commit_.snapshot().transaction());
    bool more = cursor.seek(prefix);
    while (more && cursor.key().starts_with(prefix)) {
      const std::string chunk(cursor.key());
      const Bytes record = cursor.value();
      more = cursor.next();
      const bool last = !more || !cursor.key().starts_with(prefix);
      change_chunk(hub, chunk, record, last ? std::string() : std::string(cursor.key()), added,
                   removed);
    }
    if (entries == 0)
      commit_.out.remove(key(hub));
    else
      commit_.out.put(key(hub), encode_hub(hub, entries).bytes());
  }

  /// `next`: the key of the following chunk, empty at the last one.
  void change_chunk(NodeId hub, const std::string& chunk, Bytes record, const std::string& next,
                    Changes& added, Changes& removed) {
    const auto before_next = [&](const Change& change) {
      return next.empty() ||
             hub_key(type_, direction_, hub, change.entry.node, change.entry.ordinal) < next;
    };
    const auto take = [&](Changes& changes) {
      const auto end = std::ranges::partition_point(changes, before_next);
      const Changes taken(changes.begin(), end);
      changes = Changes(end, changes.end());
      return taken;
    };
    const Changes more = take(added), less = take(removed);
    if (more.empty() && less.empty()) return;
    std::vector<NeighbourEntry> kept, entries;
    merge_list(decode_hub_chunk(record), more, less, kept, entries);
    commit_.out.remove(chunk);
    write_hub_chunks(type_, direction_, hub, entries, put_);
  }

  Commit& commit_;
  const PutRecord put_ = [this](const std::string& key, RecordWriter record) {
    commit_.out.put(key, record.bytes());
  };
  TypeId type_;
  Direction direction_;
  std::size_t slots_ = 0;
};

}  // namespace

void commit_adjacency(Commit& commit, TypeId type, const RelationshipLog& log) {
  for (const Direction direction : {Direction::Out, Direction::In})
    AdjacencyCommit(commit, type, direction)
        .run(added_entries(log, direction), removed_entries(log, direction));
}

}  // namespace normgraph::store
