#include "graph/query/operators/segment_predicate.hpp"

#include <algorithm>
#include <utility>

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/segment_values.hpp"
#include "graph/query/operators/text_search.hpp"

namespace normgraph::query {
namespace {

using Op = ast::ComparisonOperator;
using TextOp = ast::BinaryOperator;

Op mirrored(Op op) {
  switch (op) {
    case Op::Less:
      return Op::Greater;
    case Op::LessOrEqual:
      return Op::GreaterOrEqual;
    case Op::Greater:
      return Op::Less;
    case Op::GreaterOrEqual:
      return Op::LessOrEqual;
    default:
      return op;
  }
}

/// The numbers least … most, or all others.
struct NumberRange {
  std::int64_t least = INT64_MIN, most = INT64_MAX;
  bool none = false, inverted = false;
};

NumberRange range_of(Op op, std::int64_t number) {
  NumberRange range;
  switch (op) {
    case Op::Equal:
    case Op::NotEqual:
      range.least = range.most = number;
      range.inverted = op == Op::NotEqual;
      break;
    case Op::Less:
      range.none = number == INT64_MIN;
      range.most = number - (range.none ? 0 : 1);
      break;
    case Op::LessOrEqual:
      range.most = number;
      break;
    case Op::Greater:
      range.none = number == INT64_MAX;
      range.least = number + (range.none ? 0 : 1);
      break;
    case Op::GreaterOrEqual:
      range.least = number;
      break;
  }
  return range;
}

/// Calls `keep(test of slots)` so that rows without a value fall out, too.
template <class Test>
void keep_slots(const store::ColumnSegment& segment, SegmentRows& rows, Test test) {
  const store::ColumnHeader& head = segment.header();
  const std::uint64_t shift = rows.first - head.start - head.first;
  if (head.presence == store::ColumnPresence::All && shift < head.count &&
      head.count - shift >= rows.size) {
    rows.keep([&](std::uint32_t row) { return test(static_cast<std::uint32_t>(row + shift)); });
    return;
  }
  rows.keep([&](std::uint32_t row) {
    std::uint32_t slot = 0;
    return segment.find(rows.first + row, slot) && test(slot);
  });
}

/// Numbers packed as differences: the bounds are packed the same way.
void keep_range(const store::ColumnSegment& segment, const NumberRange& range, SegmentRows& rows) {
  const store::ColumnHeader& head = segment.header();
  const std::int64_t least = std::max(range.least, head.minimum),
                     most = std::min(range.most, head.maximum);
  if (least > most) {
    if (!range.inverted) return rows.keep_none();
    return keep_slots(segment, rows, [](std::uint32_t) { return true; });
  }
  if (least == head.minimum && most == head.maximum) {
    if (range.inverted) return rows.keep_none();
    return keep_slots(segment, rows, [](std::uint32_t) { return true; });
  }
  const std::uint64_t from = static_cast<std::uint64_t>(least) - head.base,
                      width = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  segment.with_differences([&](const auto* numbers) {
    using Number = std::decay_t<decltype(*numbers)>;
    const auto low = static_cast<Number>(from), size = static_cast<Number>(width);
    keep_slots(segment, rows, [&](std::uint32_t slot) {
      const bool inside = static_cast<Number>(numbers[slot] - low) <= size;
      return inside != range.inverted;
    });
  });
}

bool is_integral(store::StoredType type, const Value& constant) {
  return (type == store::StoredType::Integer && constant.type() == Type::Integer) ||
         (type == store::StoredType::Date && constant.type() == Type::Date);
}

}  // namespace

SegmentPredicate::SegmentPredicate(const BoundExpression& predicate, Slot element)
    : predicate_(predicate), element_(element) {
  SlotReads reads;
  add_reads(predicate, reads);
  const bool one = reads.whole.empty() && reads.properties.size() == 1 &&
                   reads.properties.front().slot == element;
  if (!one) return;
  property_ = reads.properties.front().key;
  by_value_ = reads.deterministic;
  recognise();
}

void SegmentPredicate::recognise() {
  if (const auto comparison = comparison_shape(predicate_)) {
    comparison_ = comparison->op;
    if (take_sides(*comparison->left, *comparison->right)) {
      form_ = Form::Comparison;
    } else if (take_sides(*comparison->right, *comparison->left)) {
      comparison_ = mirrored(comparison->op);
      form_ = Form::Comparison;
    }
  } else if (const auto test = string_test_shape(predicate_)) {
    text_test_ = test->op;
    if (take_sides(*test->text, *test->part)) form_ = Form::Text;
  }
}

bool SegmentPredicate::take_sides(const BoundExpression& property, const BoundExpression& other) {
  if (!property_shape(property) || !other.constant) return false;
  other_side_ = &other;
  return true;
}

void SegmentPredicate::begin(const store::GraphView& view, const SegmentSource& source,
                             Context& context) {
  source_ = source;
  key_ = property_ ? view.find_key(*property_) : no_key;
  constant_.reset();
  if (form_ != Form::Any) evaluate_constant(context);
}

/// One that fails does so only if there is a row: then it is left to the batches.
void SegmentPredicate::evaluate_constant(Context& context) {
  Batch single;
  single.size = 1;
  single.selection = Selection::all(1);
  try {
    constant_ = other_side_->evaluate(single, single.selection, context).value(0);
  } catch (const Error& error) {
    if (error.kind == ErrorKind::Limit) throw;
  }
}

std::uint64_t SegmentPredicate::stretch_end(const store::StoredGraph& graph, std::uint64_t id,
                                            std::uint64_t limit) const {
  if (key_ == no_key) return limit;
  const store::ColumnHeader& head = graph.column(source_.owner, key_, id).header();
  return head.present == 0
             ? std::min(limit, id / store::least_column_range * store::least_column_range +
                                   store::least_column_range)
             : std::min(limit, head.start + head.span);
}

void SegmentPredicate::keep(const store::StoredGraph& graph, SegmentRows& rows,
                            Context& context) const {
  if (rows.count() == 0) return;
  if (key_ != no_key) {
    const store::ColumnSegment& segment = graph.column(source_.owner, key_, rows.first);
    if (constant_ && segment.header().present > 0) {
      if (form_ == Form::Comparison && keep_numbers(segment, rows)) return;
      if (keep_texts(segment, rows)) return;
    }
    if (by_value_ && keep_values(segment, rows, context)) return;
  }
  keep_generic(rows, context);
}

bool SegmentPredicate::keep_numbers(const store::ColumnSegment& segment, SegmentRows& rows) const {
  const store::ColumnHeader& head = segment.header();
  if (!is_integral(head.type, *constant_) || !head.has_bounds) return false;
  const std::int64_t number =
      constant_->type() == Type::Date ? constant_->as_date().days : constant_->as_integer();
  const NumberRange range = range_of(comparison_, number);
  if (range.none)
    rows.keep_none();
  else
    keep_range(segment, range, rows);
  return true;
}

bool SegmentPredicate::keep_texts(const store::ColumnSegment& segment, SegmentRows& rows) const {
  if (segment.header().type != store::StoredType::String || !segment.has_text() ||
      constant_->type() != Type::String)
    return false;
  const std::string_view wanted = constant_->as_string();
  if (form_ == Form::Comparison) {
    if (comparison_ != Op::Equal && comparison_ != Op::NotEqual) return false;
    const bool equal = comparison_ == Op::Equal;
    keep_slots(segment, rows,
               [&](std::uint32_t slot) { return (segment.bytes(slot) == wanted) == equal; });
    return true;
  }
  switch (text_test_) {
    case TextOp::StartsWith:
      keep_slots(segment, rows,
                 [&](std::uint32_t slot) { return segment.bytes(slot).starts_with(wanted); });
      return true;
    case TextOp::EndsWith:
      keep_slots(segment, rows,
                 [&](std::uint32_t slot) { return segment.bytes(slot).ends_with(wanted); });
      return true;
    default:
      keep_containing(segment, wanted, rows);
      return true;
  }
}

namespace {

/// By code: whether the condition is true for it; nullopt where it is no condition.
std::optional<std::vector<std::uint8_t>> wanted_codes(const std::optional<SegmentValues>& values) {
  if (!values || values->answers.kind() != Vector::Kind::Boolean) return std::nullopt;
  std::vector<std::uint8_t> wanted(values->none + std::size_t{1});
  for (std::size_t code = 0; code < wanted.size(); ++code)
    wanted[code] =
        !values->answers.is_null(code) && values->answers.booleans()[values->answers.at(code)] != 0;
  return wanted;
}

}  // namespace

bool SegmentPredicate::keep_values(const store::ColumnSegment& segment, SegmentRows& rows,
                                   Context& context) const {
  const auto values =
      evaluate_values(predicate_, element_, *property_, segment, rows.count(), context);
  const auto wanted = wanted_codes(values);
  if (!wanted) return false;
  if (std::all_of(wanted->begin(), wanted->end(), [](auto each) { return each != 0; })) return true;
  std::vector<std::uint32_t> kept(rows.count());
  std::size_t count = 0;
  for_each_code(segment, rows, values->none, [&](std::uint32_t row, std::uint32_t code) {
    kept[count] = row;
    count += (*wanted)[code];
  });
  kept.resize(count);
  rows.all = count == rows.size;
  rows.rows = std::move(kept);
  return true;
}

std::optional<std::vector<std::uint64_t>> SegmentPredicate::bits(const store::StoredGraph& graph,
                                                                 const SegmentRows& rows,
                                                                 Context& context) const {
  if (!rows.all || key_ == no_key || !by_value_) return std::nullopt;
  const store::ColumnSegment& segment = graph.column(source_.owner, key_, rows.first);
  const auto values =
      evaluate_values(predicate_, element_, *property_, segment, rows.count(), context);
  const auto wanted = wanted_codes(values);
  if (!wanted) return std::nullopt;
  std::vector<std::uint64_t> bits(rows.size / 64 + 1);
  std::uint64_t word = 0;
  for_each_code(segment, rows, values->none, [&](std::uint32_t row, std::uint32_t code) {
    word |= std::uint64_t{(*wanted)[code]} << (row % 64);
    if (row % 64 == 63) bits[row / 64] = std::exchange(word, 0);
  });
  bits.back() = word;
  return bits;
}

void SegmentPredicate::keep_generic(SegmentRows& rows, Context& context) const {
  std::vector<std::uint32_t> kept;
  const std::size_t count = rows.count();
  for (std::size_t begin = 0; begin < count; begin += batch_rows) {
    Batch batch;
    batch.size = std::min(batch_rows, count - begin);
    batch.selection = Selection::all(batch.size);
    batch.columns.resize(element_ + std::size_t{1});
    batch.columns[element_] = elements_of(rows, begin, batch.size, source_);
    const Selection good = evaluate_filter(predicate_, batch, batch.selection, context);
    for (std::size_t i = 0; i < good.size(); ++i) kept.push_back(rows[begin + good[i]]);
  }
  rows.all = kept.size() == rows.size;
  rows.rows = std::move(kept);
}

}  // namespace normgraph::query
