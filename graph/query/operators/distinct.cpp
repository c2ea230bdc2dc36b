// Distinct: keeps the first of the rows that agree in some columns. Only the selection changes.

#include <algorithm>

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/first_rows.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class DistinctOperator final : public Operator {
 public:
  DistinctOperator(const PlanNode& node, Build& build)
      : Operator(node, build, make_deduplicated(*node.input, build)),
        first_(key_slots(node, build), account()) {}

 private:
  /// Inside an inner plan rows are told apart by their outer row as well.
  static std::vector<Slot> key_slots(const PlanNode& node, const Build& build) {
    std::vector<Slot> slots = std::get<Distinct>(node.op).slots;
    if (build.argument && std::find(slots.begin(), slots.end(), build.row()) == slots.end())
      slots.push_back(build.row());
    return slots;
  }

  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    first_.keep(batch);
    return true;
  }
  void reset() override { first_.clear(); }

  FirstRows first_;
};

}  // namespace

OperatorPtr make_distinct(const PlanNode& node, Build& build) {
  return std::make_unique<DistinctOperator>(node, build);
}

}  // namespace normgraph::query
