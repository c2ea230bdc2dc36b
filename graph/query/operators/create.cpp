// Create: new nodes and relationships for each row.

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class CreateOperator final : public UpdatingOperator {
 public:
  CreateOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build),
        terms_(std::get<Create>(node.op).claim),
        creator_(std::get<Create>(node.op).elements, terms_) {}

 private:
  void update(std::vector<Batch>& batches) override {
    for (Batch& batch : batches) {
      context().check(name());
      creator_.create(batch, writer(), context());
    }
  }

  ClaimTermsOfRow terms_;
  ElementCreator creator_;
};

}  // namespace

OperatorPtr make_create(const PlanNode& node, Build& build) {
  return std::make_unique<CreateOperator>(node, build);
}

}  // namespace normgraph::query
