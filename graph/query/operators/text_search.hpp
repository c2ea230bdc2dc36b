#pragma once

#include <cstddef>
#include <string_view>

#include "graph/query/operators/segment_rows.hpp"

namespace normgraph::query {

/// The first place from `from` on where `wanted` stands in `text`; npos when there is none. Made
/// for one search through much text: 16 places are looked at at a time where the machine can.
std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from);

/// Keeps the rows whose text contains `wanted`, by one search through the text of all rows. The
/// segment must have encoding Text.
void keep_containing(const store::ColumnSegment& segment, std::string_view wanted,
                     SegmentRows& rows);

}  // namespace normgraph::query
