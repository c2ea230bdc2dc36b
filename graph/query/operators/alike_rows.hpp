#pragma once

// Rows of a scan that have the same values of some properties, counted: whatever is asked of these
// properties is asked of one row of each kind, which counts as many times.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/query/operators/segment_rows.hpp"
#include "graph/query/scope.hpp"

namespace normgraph::query {

struct AlikeRows {
  std::uint64_t rows = 0;
  /// Whose codes make a kind, the last one's counting fastest; null: no element has the property.
  std::vector<const store::ColumnSegment*> columns;
  std::vector<std::uint64_t> counts;  // by kind
  std::vector<std::uint32_t> kinds;   // those that have rows, as they first come
};

/// The kinds of the rows of one stretch by the properties with these ids (no_key: no element has
/// it). nullopt where columns have no codes, or where there are too many for so few rows.
std::optional<AlikeRows> count_alike(const store::StoredGraph& graph, const SegmentSource& source,
                                     const SegmentRows& rows, std::span<const KeyId> properties);

/// Adds rows that come later. False, and nothing added, where their codes mean other values.
bool add_alike(AlikeRows& all, const AlikeRows& later);

/// A batch with a row for each of `count` kinds from kinds[begin] on: a map with the properties, in
/// the slot of the element. `weights`: how many rows are of each.
Batch one_of_each(const AlikeRows& alike, std::size_t begin, std::size_t count,
                  std::span<const std::string> properties, Slot element,
                  std::vector<std::int64_t>& weights);

}  // namespace normgraph::query
