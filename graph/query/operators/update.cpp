// Update: SET and REMOVE, row by row; a row sees what the rows before it changed.

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class UpdateOperator final : public UpdatingOperator {
 public:
  UpdateOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build),
        terms_(std::get<Update>(node.op).claim),
        updater_(std::get<Update>(node.op).items, terms_) {}

 private:
  void update(std::vector<Batch>& batches) override {
    for (const Batch& batch : batches) {
      context().check(name());
      for (std::size_t i = 0; i < batch.selection.size(); ++i)
        updater_.update(batch, batch.selection[i], writer(), context());
    }
  }

  ClaimTermsOfRow terms_;
  RowUpdater updater_;
};

}  // namespace

OperatorPtr make_update(const PlanNode& node, Build& build) {
  return std::make_unique<UpdateOperator>(node, build);
}

}  // namespace normgraph::query
