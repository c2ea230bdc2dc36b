#pragma once

#include <algorithm>
#include <cstdint>
#include <map>

#include "graph/store/catalog.hpp"
#include "graph/store/lmdb.hpp"
#include "graph/store/overlay.hpp"

// The parts of a commit, one file each. All read the snapshot and the layer, and write records.

namespace normgraph::store {

struct Commit {
  const Overlay& overlay;
  const Layer& layer;
  WriteTransaction& out;
  Catalog& catalog;  // as it will be
  Counts& counts;    // as they will be

  const Snapshot& snapshot() const { return overlay.snapshot(); }
};

void commit_nodes(Commit& commit);
void commit_relationships(Commit& commit);
void commit_adjacency(Commit& commit, TypeId type, const RelationshipLog& log);
void commit_columns(Commit& commit);
void commit_indexes(Commit& commit);
void commit_claims(Commit& commit);
void commit_search(Commit& commit);

/// A range of ids that one segment stands for: its start is a multiple of its span.
struct SegmentRange {
  std::uint64_t start = 0;
  std::uint64_t span = 0;
  friend auto operator<=>(const SegmentRange&, const SegmentRange&) = default;
  bool covers(std::uint64_t id) const { return id - start < span; }
};
/// The segments there are in one undivided range, by start.
template <class Segment>
using SegmentsByStart = std::map<std::uint64_t, const Segment*>;

/// The range to write an id to: that of the segment which covers it, else the largest part of the
/// undivided range that meets none.
template <class Segment>
SegmentRange range_for(std::uint64_t id, std::uint64_t whole,
                       const SegmentsByStart<Segment>& segments) {
  for (std::uint64_t span = whole;; span /= 2) {
    const SegmentRange range{id / span * span, span};
    const auto next = segments.lower_bound(range.start);
    if (next != segments.end() && next->first == range.start && next->second->header().span == span)
      return range;
    // Ranges are nested or apart: one that begins in this range lies in it, unless it is it.
    const bool meets = next != segments.end() && next->first - range.start < span;
    if (!meets) return range;
  }
}

}  // namespace normgraph::store
