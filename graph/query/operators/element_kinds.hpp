#pragma once

// Rows of a scan that have the same labels, or the same type, counted: whatever is asked of these
// is asked of one element of each kind, which counts as many times.

#include <cstdint>
#include <vector>

#include "graph/query/operators/segment_rows.hpp"

namespace normgraph::query {

struct ElementKinds {
  SegmentRows examples;              // the first row of each kind
  std::vector<std::int64_t> counts;  // how many rows are of it
};

/// Of the rows of one stretch.
ElementKinds kinds_of(const store::StoredGraph& graph, const SegmentSource& source,
                      const SegmentRows& rows);

}  // namespace normgraph::query
