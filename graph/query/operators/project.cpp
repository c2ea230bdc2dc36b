// Project: computes columns; without `keep` they replace the input's.

#include <algorithm>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

class ProjectOperator final : public Operator {
 public:
  ProjectOperator(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)), project_(std::get<Project>(node.op)) {
    for (const auto& [slot, expression] : project_.items)
      (slot_of(*expression) == slot ? kept_ : made_).push_back({slot, expression.get()});
    for (const Item& item : made_) width_ = std::max<std::size_t>(width_, item.slot + 1);
  }

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    std::vector<Vector> made;
    made.reserve(made_.size());
    for (const auto& [slot, expression] : made_)
      made.push_back(expression->evaluate(batch, batch.selection, context()));
    if (!project_.keep) drop_input(batch);
    for (std::size_t i = 0; i < made.size(); ++i) put(batch, made_[i].slot, std::move(made[i]));
    return true;
  }

  bool keeps_nothing() const override { return true; }

  void drop_input(Batch& batch) const {
    std::vector<Vector> columns(std::max(batch.columns.size(), width_));
    const auto keep = [&](Slot slot) {
      if (bound(batch, slot)) columns[slot] = std::move(batch.columns[slot]);
    };
    if (argument_) keep(argument_->row);
    for (const Item& item : kept_) keep(item.slot);
    batch.columns = std::move(columns);
  }

  struct Item {
    Slot slot;
    const BoundExpression* expression;
  };
  const Project& project_;
  std::vector<Item> kept_, made_;  // kept: columns that stay as they are
  std::size_t width_ = 0;          // of a batch with room for all that is made
};

}  // namespace

OperatorPtr make_project(const PlanNode& node, Build& build) {
  return make_project(node, build, make_operator(*node.input, build));
}

OperatorPtr make_project(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<ProjectOperator>(node, build, std::move(input));
}

}  // namespace normgraph::query
