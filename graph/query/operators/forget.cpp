// Forget: erases claims, on values before relationships before nodes, so that the order of rows and
// items does not matter.

#include <unordered_set>

#include "graph/query/operators/claim_terms.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class ForgetOperator final : public UpdatingOperator {
 public:
  ForgetOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build), forget_(std::get<Forget>(node.op)), terms_(forget_.claim) {
    for (const ForgetItem& item : forget_.items) elements_.emplace_back(item.element.get());
  }

 private:
  struct Element {
    Value element;
    ClaimWriter::Chosen chosen;
  };

  void update(std::vector<Batch>& batches) override {
    if (!context().claims) throw no_claims();
    relationships_.clear();
    nodes_.clear();
    for (const Batch& batch : batches) {
      context().check(name());
      for (std::size_t i = 0; i < batch.selection.size(); ++i) take(batch, batch.selection[i]);
    }
    for (const Element& each : relationships_)
      if (context().view->exists(each.element.as_relationship().id)) forget(each, "");
    for (const Element& each : nodes_) forget_node(each);
  }

  void take(const Batch& batch, std::uint32_t row) {
    ClaimTerms terms = terms_.terms(batch, row, context());
    const ClaimWriter::Chosen chosen{std::move(terms.sources), terms.from};
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      const Value element = elements_[i].value(batch, row, context());
      if (!writer().present(element, "FORGET")) continue;
      if (const std::string& key = forget_.items[i].key; !key.empty())
        forget({element, chosen}, key);
      else
        (element.type() == Type::Node ? nodes_ : relationships_).push_back({element, chosen});
    }
  }

  void forget_node(const Element& each) {
    const NodeId node = each.element.as_node();
    if (!context().view->exists(node)) return;  // a row before has it already
    const std::size_t left = each.chosen.all() ? writer().relationships_of(node).size() : 0;
    if (left > 0) throw still_connected_to_forget(left);
    forget(each, "");
  }

  void forget(const Element& each, const std::string& key) {
    UpdateCounts& counts = *context().counts;
    counts.claims_removed +=
        static_cast<std::int64_t>(context().claims->forget(each.element, key, each.chosen));
    if (!key.empty() || !each.chosen.all()) return;
    ++(each.element.type() == Type::Node ? counts.nodes_deleted : counts.relationships_deleted);
  }

  const Forget& forget_;
  ClaimTermsOfRow terms_;
  std::vector<RowExpression> elements_;
  std::vector<Element> relationships_, nodes_;
};

}  // namespace

OperatorPtr make_forget(const PlanNode& node, Build& build) {
  return std::make_unique<ForgetOperator>(node, build);
}

}  // namespace normgraph::query
