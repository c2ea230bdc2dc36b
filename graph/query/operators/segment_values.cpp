#include "graph/query/operators/segment_values.hpp"

namespace normgraph::query {
namespace {

/// More values than this are never looked at one by one.
constexpr std::uint64_t most_values = 4096;
/// A value costs about as much as this many rows.
constexpr std::uint64_t rows_a_value = 8;

}  // namespace

std::uint64_t code_count(const store::ColumnSegment& segment) {
  const store::ColumnHeader& head = segment.header();
  if (head.present == 0) return 1;  // only "no value"
  if (head.encoding == store::ColumnEncoding::Dictionary) return head.distinct;
  if (head.encoding != store::ColumnEncoding::Numbers || !head.has_bounds) return 0;
  if (head.type == store::StoredType::Float) return 0;
  const std::uint64_t range =
      static_cast<std::uint64_t>(head.maximum) - static_cast<std::uint64_t>(head.minimum);
  return range < most_values ? range + 1 : 0;
}

Value value_of_code(const store::ColumnSegment& segment, std::uint32_t code) {
  if (segment.header().present == 0) return {};
  const store::ColumnHeader& head = segment.header();
  if (head.encoding == store::ColumnEncoding::Dictionary)
    return Value::string(segment.dictionary(code));
  return store::to_value({head.type, head.base + code, {}});
}

std::optional<SegmentValues> evaluate_values(const BoundExpression& expression, Slot element,
                                             const std::string& key,
                                             const store::ColumnSegment& segment, std::size_t rows,
                                             Context& context) {
  const std::uint64_t codes = code_count(segment);
  if (codes == 0 || codes > most_values || (codes > 16 && codes * rows_a_value > rows))
    return std::nullopt;
  SegmentValues found;
  found.none = static_cast<std::uint32_t>(codes);
  // A map answers `.key` like the element whose property it stands for.
  std::vector<Value> elements;
  elements.reserve(codes + 1);
  for (std::uint32_t code = 0; code < codes; ++code)
    elements.push_back(Value::map({{key, value_of_code(segment, code)}}));
  elements.push_back(Value::map({{key, Value()}}));
  Batch batch;
  batch.size = elements.size();
  batch.selection = Selection::all(batch.size);
  batch.columns.resize(element + std::size_t{1});
  batch.columns[element] = Vector::of(std::move(elements));
  try {
    found.answers = expression.evaluate(batch, batch.selection, context);
  } catch (const Error& error) {
    if (error.kind == ErrorKind::Limit) throw;
    return std::nullopt;
  }
  return found;
}

}  // namespace normgraph::query
