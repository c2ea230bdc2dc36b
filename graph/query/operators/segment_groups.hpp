#pragma once

// The groups of one stretch of a scan, told from the codes of its columns: the words of their
// dictionaries, the few numbers of their ranges.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/query/operators/segment_rows.hpp"

namespace normgraph::query {

/// What is grouped by: an expression over properties of the element that is scanned.
struct SegmentKey {
  const BoundExpression* expression;
  std::string property;  // where there is only one; else empty
};

/// The group of each row of a stretch. No array: all rows are one group.
using RowGroups = std::variant<std::monostate, std::span<const std::uint8_t>,
                               std::span<const std::uint16_t>, std::span<const std::uint32_t>>;

struct SegmentGroups {
  std::size_t count = 0;             // the numbers in `rows` are below it
  RowGroups rows;                    // in what is stored, or in `numbers`
  std::vector<std::uint32_t> order;  // the groups that have rows, as they first come
  std::vector<Vector> keys;          // a column for each key, an entry for each group of `order`
  std::vector<std::uint16_t> numbers;
};

/// nullopt where the columns have no codes for the keys, or too many of them together. `ids` are
/// the properties' (no_key: no element has it), `element` is the slot that the keys read.
std::optional<SegmentGroups> groups_of(std::span<const SegmentKey> keys, std::span<const KeyId> ids,
                                       const store::StoredGraph& graph, const SegmentSource& source,
                                       const SegmentRows& rows, Slot element, Context& context);

}  // namespace normgraph::query
