// Project: computes columns; without `keep` they replace the input's.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class ProjectOperator final : public Operator {
 public:
  ProjectOperator(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)), project_(std::get<Project>(node.op)) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    std::vector<Vector> made;
    made.reserve(project_.items.size());
    for (const auto& [slot, expression] : project_.items)
      made.push_back(expression->evaluate(batch, batch.selection, context()));
    if (!project_.keep) drop_input(batch);
    for (std::size_t i = 0; i < made.size(); ++i)
      put(batch, project_.items[i].first, std::move(made[i]));
    return true;
  }

  void drop_input(Batch& batch) const {
    const Slot row = argument_ ? argument_->row : no_slot;
    for (Slot slot = 0; slot < batch.columns.size(); ++slot)
      if (slot != row) batch.columns[slot] = Vector();
  }

  const Project& project_;
};

}  // namespace

OperatorPtr make_project(const PlanNode& node, Build& build) {
  return make_project(node, build, make_operator(*node.input, build));
}

OperatorPtr make_project(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<ProjectOperator>(node, build, std::move(input));
}

}  // namespace normgraph::query
