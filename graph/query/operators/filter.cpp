// Filter: keeps the rows for which a predicate is true. Only the selection changes. Over an Expand
// conditions that read one element only are worked out once for each.

#include "graph/query/operators/expand_conditions.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(const PlanNode& node, Build& build, OperatorPtr input,
                 std::shared_ptr<ExpandConditions> conditions)
      : Operator(node, build, std::move(input)),
        predicate_(*std::get<Filter>(node.op).predicate),
        conditions_(std::move(conditions)),
        alone_(!build.argument && !build.handed) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    batch.selection = conditions_ ? conditions_->keep(batch, context())
                                  : evaluate_filter(predicate_, batch, batch.selection, context());
    return true;
  }
  /// Inner plans and copies of chains go on with what they have asked so far; another run does not.
  void reset() override {
    if (alone_ && conditions_) conditions_->begin_again();
  }
  bool keeps_nothing() const override { return !conditions_ || !conditions_->ready(); }

  const BoundExpression& predicate_;
  const std::shared_ptr<ExpandConditions> conditions_;  // null: row by row
  const bool alone_;
};

/// Those of the filters from `top` down to an Expand; the same for all copies of a chain.
std::shared_ptr<ExpandConditions> conditions_of(const PlanNode& top, const PlanNode& expand,
                                                const Build& build) {
  if (build.writes) return nullptr;
  const auto make = [&] {
    std::vector<const BoundExpression*> predicates;
    for (const PlanNode* node = &top; node != &expand; node = node->input.get())
      predicates.insert(predicates.begin(), std::get<Filter>(node->op).predicate.get());
    return ExpandConditions::make(std::move(predicates), std::get<Expand>(expand.op));
  };
  if (!build.shared) return make();
  const auto [found, is_new] = build.shared->conditions.try_emplace(&top);
  if (is_new) found->second = make();
  return found->second;
}

}  // namespace

std::optional<FilteredExpand> filtered_expand(const PlanNode& node, const Build& build) {
  const PlanNode* below = &node;
  while (std::holds_alternative<Filter>(below->op)) below = below->input.get();
  if (below == &node || !free_expand(*below)) return std::nullopt;
  FilteredExpand found{&node, below, conditions_of(node, *below, build)};
  if (!found.conditions) return std::nullopt;
  return found;
}

OperatorPtr make_filter(const PlanNode& node, Build& build) {
  if (OperatorPtr scan = make_filtered_scan(node, build)) return scan;
  if (const auto expand = filtered_expand(node, build))
    return make_expand_where(*expand, build, make_operator(*expand->expand->input, build));
  return make_filter(node, build, make_operator(*node.input, build));
}

OperatorPtr make_filter(const PlanNode& node, Build& build, OperatorPtr input) {
  std::shared_ptr<ExpandConditions> conditions;
  if (std::holds_alternative<Expand>(node.input->op))
    conditions = conditions_of(node, *node.input, build);
  return std::make_unique<FilterOperator>(node, build, std::move(input), std::move(conditions));
}

}  // namespace normgraph::query
