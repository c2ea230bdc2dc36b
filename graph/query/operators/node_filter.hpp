#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "graph/query/context.hpp"
#include "graph/query/expression.hpp"
#include "graph/query/operators/node_marks.hpp"

namespace normgraph::query {

/// A condition on one node of each row. Once it was asked of many rows (half as many as there are
/// nodes), it is worked out for all nodes in the order in which they are stored, and rows only look
/// theirs up. Copies of an operator on several threads share one. For graphs that nobody writes to.
class NodeFilter {
 public:
  /// Null where the predicate reads anything but one slot, or is not always the same. The
  /// predicate must outlive it.
  static std::shared_ptr<NodeFilter> make(const BoundExpression& predicate);
  NodeFilter(const BoundExpression& predicate, Slot slot) : predicate_(predicate), slot_(slot) {}

  /// The selected rows of the batch for which the predicate is true.
  Selection keep(const Batch& batch, Context& context);
  bool knows_nodes() const { return ready_; }

 private:
  bool known(const Batch& batch, Context& context);
  void ask_all(Context& context);

  const BoundExpression& predicate_;
  const Slot slot_;
  std::atomic<std::size_t> asked_{0};  // rows
  std::atomic<bool> ready_{false};     // nodes_ is complete
  std::atomic<bool> failed_{false};    // for some node: rows are asked as always
  std::mutex asking_;
  NodeMarks nodes_;  // for which it is true
};

}  // namespace normgraph::query
