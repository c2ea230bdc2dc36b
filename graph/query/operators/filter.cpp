// Filter: keeps the rows for which a predicate is true. Only the selection changes.

#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(const PlanNode& node, Build& build)
      : Operator(node, build), predicate_(*std::get<Filter>(node.op).predicate) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    batch.selection = evaluate_filter(predicate_, batch, batch.selection, context());
    return true;
  }

  const BoundExpression& predicate_;
};

}  // namespace

OperatorPtr make_filter(const PlanNode& node, Build& build) {
  return std::make_unique<FilterOperator>(node, build);
}

}  // namespace normgraph::query
