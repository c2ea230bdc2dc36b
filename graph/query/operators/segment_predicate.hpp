#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/query/operators/segment_rows.hpp"

namespace normgraph::query {

/// A condition on the elements of a scan, applied to stored segments where its form allows: numbers
/// are compared as they are packed, texts searched where they lie, anything else that reads one
/// property is worked out once for each word of a dictionary. Otherwise it is evaluated in batches
/// like every expression: the answer is the same.
class SegmentPredicate {
 public:
  /// `element`: the slot of the scanned element. The expression must outlive this.
  SegmentPredicate(const BoundExpression& predicate, Slot element);

  /// Looks names and constants up. Before each run.
  void begin(const store::GraphView& view, const SegmentSource& source, Context& context);
  /// Keeps the rows for which it is true. Several threads may ask at once, each with a context.
  void keep(const store::StoredGraph& graph, SegmentRows& rows, Context& context) const;
  /// Where that is faster than `keep`, for rows that are all meant: one bit for each of them for
  /// which it is true. nullopt: not so.
  std::optional<std::vector<std::uint64_t>> bits(const store::StoredGraph& graph,
                                                 const SegmentRows& rows, Context& context) const;
  /// The end of the stretch of ids from `id` on that lies in one segment, at most `limit`.
  std::uint64_t stretch_end(const store::StoredGraph& graph, std::uint64_t id,
                            std::uint64_t limit) const;

 private:
  enum class Form : std::uint8_t { Any, Comparison, Text };

  void recognise();
  bool take_sides(const BoundExpression& property, const BoundExpression& other);
  void evaluate_constant(Context& context);
  bool keep_numbers(const store::ColumnSegment& segment, SegmentRows& rows) const;
  bool keep_texts(const store::ColumnSegment& segment, SegmentRows& rows) const;
  bool keep_values(const store::ColumnSegment& segment, SegmentRows& rows, Context& context) const;
  void keep_generic(SegmentRows& rows, Context& context) const;

  const BoundExpression& predicate_;
  const Slot element_;
  SegmentSource source_;
  const std::string* property_ = nullptr;  // the only one read; null: no or several ones
  bool by_value_ = false;                  // the same for the same value of the property
  KeyId key_ = no_key;

  Form form_ = Form::Any;
  ast::ComparisonOperator comparison_{};
  ast::BinaryOperator text_test_{};
  const BoundExpression* other_side_ = nullptr;
  std::optional<Value> constant_;  // of the other side
};

}  // namespace normgraph::query
