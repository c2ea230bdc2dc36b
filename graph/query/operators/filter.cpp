// Filter: keeps the rows for which a predicate is true. Only the selection changes.

#include "graph/query/operators/element_filter.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)),
        predicate_(*std::get<Filter>(node.op).predicate),
        by_element_(shared_filter(node, build)),
        alone_(!build.argument && !build.handed) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    batch.selection = by_element_ ? by_element_->keep(batch, context())
                                  : evaluate_filter(predicate_, batch, batch.selection, context());
    return true;
  }
  /// Inner plans and copies of chains go on with what they have asked so far; another run does not.
  void reset() override {
    if (alone_ && by_element_) by_element_->begin_again();
  }
  bool keeps_nothing() const override { return !by_element_ || !by_element_->knows_all(); }

  /// Where elements may come again and again; the same for all copies of a chain.
  static std::shared_ptr<ElementFilter> shared_filter(const PlanNode& node, const Build& build) {
    const auto* expand = std::get_if<Expand>(&node.input->op);
    if (build.writes || !expand) return nullptr;
    const BoundExpression& predicate = *std::get<Filter>(node.op).predicate;
    if (!build.element_filters) return ElementFilter::make(predicate, *expand);
    const auto [found, is_new] = build.element_filters->try_emplace(&node);
    if (is_new) found->second = ElementFilter::make(predicate, *expand);
    return found->second;
  }

  const BoundExpression& predicate_;
  const std::shared_ptr<ElementFilter> by_element_;  // null: row by row
  const bool alone_;
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
