#pragma once

// The first rows of an order that an index has: nodes are taken from the index until no later one
// can be among them, instead of looking at all.

#include <cstdint>
#include <memory>
#include <vector>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

class TopByIndex {
 public:
  /// Null where the plan below a Sort with a limit is no scan of a label, with filters and EXISTS,
  /// in the order of a property that has an index, or where there is more to see than what is
  /// stored.
  static std::unique_ptr<TopByIndex> make(const PlanNode& sort, const Build& build);

  /// False: the index cannot give this order now.
  /// `wanted` rows are to be found.
  bool begin(std::size_t wanted, Context& context);
  /// Nodes that fulfil the conditions, in the order of the index. False at its end, and when a scan
  /// is going to be quicker: then others may have to come first.
  bool next(Batch& batch, Context& context);
  /// Whether all nodes to come have a value above this one.
  bool is_above(const Value& value) const { return order_ && order_->is_above(value); }

 private:
  TopByIndex() = default;
  /// A Filter, or a semi- or anti-join.
  struct Condition {
    const BoundExpression* predicate = nullptr;
    const Apply* apply = nullptr;
    std::unique_ptr<InnerPlan> inner;  // of this run
  };
  const NodeScan* take_conditions(const PlanNode& top);
  static void keep(Condition& condition, Batch& batch, Context& context);
  bool worth_it() const;

  Slot node_ = no_slot;
  std::string label_, property_;
  std::vector<Condition> conditions_;        // the lowest first
  std::unique_ptr<store::NodeOrder> order_;  // of this run
  bool more_ = false;
  std::size_t wanted_ = 0, found_ = 0, looked_at_ = 0, most_ = 0;
};

}  // namespace normgraph::query
