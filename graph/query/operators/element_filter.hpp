#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "graph/query/context.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/segment_scan.hpp"

namespace normgraph::query {

/// A condition on the end, or on the relationship, of an expansion. Once it was asked of many rows,
/// compared with how many such elements there are, it is worked out for all of them in the order in
/// which they are stored, and rows only look theirs up. Copies of an operator on several threads
/// share one.
class ElementFilter {
 public:
  /// Null where the predicate reads anything else, or is not always the same. Both must outlive it.
  static std::shared_ptr<ElementFilter> make(const BoundExpression& predicate,
                                             const Expand& expand);
  ElementFilter(const BoundExpression& predicate, ScanShape shape)
      : predicate_(predicate), shape_(std::move(shape)) {}

  /// The selected rows of the batch for which the predicate is true.
  Selection keep(const Batch& batch, Context& context);
  /// Counts the rows that ask from nothing again.
  void begin_again() { asked_ = 0; }
  /// Whether all elements were asked: the answer is that of this graph and these parameters.
  bool knows_all() const { return ready_; }

 private:
  bool known(const Batch& batch, Context& context);
  std::uint64_t enough_rows(const store::GraphView& view) const;
  void ask_all(Context& context);
  void ask_stored(Context& context);
  void ask_nodes(Context& context);
  bool holds(const Vector& column, std::uint32_t row) const;

  const BoundExpression& predicate_;
  const ScanShape shape_;
  std::atomic<std::uint64_t> asked_{0};  // rows
  std::atomic<bool> ready_{false};       // found_ is complete
  std::atomic<bool> failed_{false};      // for some element: rows are asked as always
  std::mutex asking_;
  NodeMarks nodes_;                      // for which it is true
  std::map<TypeId, NodeMarks> by_type_;  // the same of relationships: by ordinal
};

}  // namespace normgraph::query
