#pragma once

// Counts, sums and extremes of a stored segment, for all groups of a stretch at once.

#include <cstdint>
#include <span>

#include "graph/query/aggregate.hpp"
#include "graph/query/operators/segment_groups.hpp"

namespace normgraph::query {

/// The end of the segment of a column that holds `id`, at most `limit`.
std::uint64_t segment_end(const store::StoredGraph& graph, const SegmentSource& source, KeyId key,
                          std::uint64_t id, std::uint64_t limit);

/// Adds to out[g].count how many rows have group g.
void count_rows(std::size_t rows, const RowGroups& groups, std::span<Partial> out);

/// Adds what the function needs of the rows that have a value. False, and nothing added, where the
/// values are of a kind for which there is no short way.
bool reduce_segment(const store::ColumnSegment& segment, const SegmentRows& rows,
                    AggregateCall::Function function, const RowGroups& groups,
                    std::span<Partial> out);

}  // namespace normgraph::query
