// Delete: collects the elements of all rows, then deletes relationships before nodes, so that the
// order of rows and targets does not matter. A node that still has relationships is an error.

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "graph/query/operators/claim_terms.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class DeleteOperator final : public UpdatingOperator {
 public:
  DeleteOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build), delete_(std::get<Delete>(node.op)), clause_(delete_.claim) {}

 private:
  void update(std::vector<Batch>& batches) override {
    nodes_.clear();
    node_set_.clear();
    relationships_.clear();
    relationship_set_.clear();
    terms_.clear();
    for (const Batch& batch : batches) collect(batch);
    if (delete_.detach)
      for (const auto& [node, terms] : nodes_)
        for (const RelationshipRef& each : writer().relationships_of(node)) add(each, terms);
    for (const auto& [relationship, terms] : relationships_) {
      writer().claim(terms);
      writer().delete_relationship(relationship);
    }
    for (const auto& [node, terms] : nodes_) refuse_connected(node);
    for (const auto& [node, terms] : nodes_) {
      writer().claim(terms);
      writer().delete_node(node);
    }
    writer().claim(nullptr);
  }

  /// Relationships that end on a later day, by the same clause, are still there.
  void refuse_connected(NodeId node) {
    const std::vector<RelationshipRef> all = writer().relationships_of(node);
    const auto left = std::count_if(all.begin(), all.end(), [&](const RelationshipRef& each) {
      return !relationship_set_.contains(each.id);
    });
    if (left != 0) throw still_connected(static_cast<std::size_t>(left));
  }

  void collect(const Batch& batch) {
    for (const BoundExpressionPtr& target : delete_.targets) {
      const Vector values = target->evaluate(batch, batch.selection, context());
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        if (i % 4096 == 0) context().check(name());
        add(values.value(batch.selection[i]), terms_of(batch, batch.selection[i]));
      }
    }
  }

  /// Null: the clause makes no claims.
  const ClaimTerms* terms_of(const Batch& batch, std::uint32_t row) {
    if (!clause_.any()) return nullptr;
    return &terms_.emplace_back(clause_.terms(batch, row, context()));
  }

  void add(const Value& target, const ClaimTerms* terms) {
    switch (target.type()) {
      case Type::Null:
        return;
      case Type::Node:
        return add(target.as_node(), terms);
      case Type::Relationship:
        return add(target.as_relationship(), terms);
      case Type::Path:
        for (const RelationshipRef& each : target.as_path().relationships) add(each, terms);
        for (const NodeId node : target.as_path().nodes) add(node, terms);
        return;
      default:
        throw not_an_element(target, "DELETE");
    }
  }
  /// Elements that an earlier clause deleted are passed over.
  void add(NodeId node, const ClaimTerms* terms) {
    if (context().view->exists(node) && node_set_.insert(node).second)
      nodes_.emplace_back(node, terms);
  }
  void add(RelationshipRef relationship, const ClaimTerms* terms) {
    if (context().view->exists(relationship.id) && relationship_set_.insert(relationship.id).second)
      relationships_.emplace_back(relationship, terms);
  }

  const Delete& delete_;
  ClaimTermsOfRow clause_;
  std::deque<ClaimTerms> terms_;  // of rows, where they stay
  std::vector<std::pair<NodeId, const ClaimTerms*>> nodes_;
  std::unordered_set<NodeId> node_set_;
  std::vector<std::pair<RelationshipRef, const ClaimTerms*>> relationships_;
  std::unordered_set<RelationshipId> relationship_set_;
};

}  // namespace

OperatorPtr make_delete(const PlanNode& node, Build& build) {
  return std::make_unique<DeleteOperator>(node, build);
}

}  // namespace normgraph::query
