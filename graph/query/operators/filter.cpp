// Filter: keeps the rows for which a predicate is true. Only the selection changes.

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)), predicate_(*std::get<Filter>(node.op).predicate) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    batch.selection = evaluate_filter(predicate_, batch, batch.selection, context());
    return true;
  }
  bool keeps_nothing() const override { return true; }

  const BoundExpression& predicate_;
};

}  // namespace

OperatorPtr make_filter(const PlanNode& node, Build& build) {
  if (OperatorPtr scan = make_filtered_scan(node, build)) return scan;
  return make_filter(node, build, make_operator(*node.input, build));
}

OperatorPtr make_filter(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<FilterOperator>(node, build, std::move(input));
}

}  // namespace normgraph::query
