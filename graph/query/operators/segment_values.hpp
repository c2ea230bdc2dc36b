#pragma once

// Expressions over one property, worked out once for each value that a stored segment can have
// (the words of its dictionary, or the few numbers of its range) and not once a row.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/query/operators/segment_rows.hpp"

namespace normgraph::query {

/// The values of a segment by code; the last one stands for "no value".
struct SegmentValues {
  /// answers.value(code): what the expression gives for the value with that code.
  Vector answers;
  std::uint32_t none = 0;  // the code of rows without a value
};

/// How many codes a segment has for its values; 0: it has none that could be counted up. A segment
/// without any value has one, for null.
std::uint64_t code_count(const store::ColumnSegment& segment);
Value value_of_code(const store::ColumnSegment& segment, std::uint32_t code);

/// nullopt where there would be more values than is worth it for `rows` rows, and where the
/// expression fails for one of them (it may be one that no row has).
std::optional<SegmentValues> evaluate_values(const BoundExpression& expression, Slot element,
                                             const std::string& key,
                                             const store::ColumnSegment& segment, std::size_t rows,
                                             Context& context);

/// Calls `visit(row, code)` for each row, with codes as SegmentValues has them. The segment must be
/// one for which evaluate_values gave an answer.
template <class Visit>
void for_each_code(const store::ColumnSegment& segment, const SegmentRows& rows, std::uint32_t none,
                   Visit visit) {
  const store::ColumnHeader& head = segment.header();
  if (head.present == 0 ||
      (head.presence == store::ColumnPresence::All && head.width == 0 &&
       head.encoding == store::ColumnEncoding::Numbers && head.count == head.span)) {
    const std::uint32_t code = head.present == 0 ? none : 0;
    return rows.for_each([&](std::uint32_t row) { visit(row, code); });
  }
  const std::uint64_t shift = rows.first - head.start - head.first;
  const bool gapless = head.presence == store::ColumnPresence::All;
  const bool all_have_one = gapless && shift < head.count && head.count - shift >= rows.size;
  const auto walk = [&](auto code_at) {
    if (all_have_one)
      return rows.for_each(
          [&](std::uint32_t row) { visit(row, code_at(static_cast<std::uint32_t>(row + shift))); });
    rows.for_each([&](std::uint32_t row) {
      std::uint32_t slot = static_cast<std::uint32_t>(row + shift);
      const bool found = gapless ? row + shift < head.count : segment.find(rows.first + row, slot);
      visit(row, found ? code_at(slot) : none);
    });
  };
  if (head.encoding == store::ColumnEncoding::Dictionary) {
    segment.with_codes([&](const auto* codes) {
      walk([codes](std::uint32_t slot) { return static_cast<std::uint32_t>(codes[slot]); });
    });
  } else if (head.width == 0) {
    walk([](std::uint32_t) { return std::uint32_t{0}; });
  } else {
    segment.with_differences([&](const auto* numbers) {
      walk([numbers](std::uint32_t slot) { return static_cast<std::uint32_t>(numbers[slot]); });
    });
  }
}

}  // namespace normgraph::query
