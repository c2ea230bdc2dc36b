// Delete: collects the elements of all rows, then deletes relationships before nodes, so that the
// order of rows and targets does not matter. A node that still has relationships is an error.

#include <unordered_set>

#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class DeleteOperator final : public UpdatingOperator {
 public:
  DeleteOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build, &std::get<Delete>(node.op).claim),
        delete_(std::get<Delete>(node.op)) {}

 private:
  void update(std::vector<Batch>& batches) override {
    nodes_.clear();
    node_set_.clear();
    relationships_.clear();
    relationship_set_.clear();
    for (const Batch& batch : batches) collect(batch);
    if (delete_.detach)
      for (const NodeId node : nodes_)
        for (const RelationshipRef& each : writer().relationships_of(node)) add(each);
    for (const RelationshipRef& each : relationships_) writer().delete_relationship(each);
    for (const NodeId node : nodes_)
      if (const std::size_t left = writer().relationships_of(node).size(); left != 0)
        throw still_connected(left);
    for (const NodeId node : nodes_) writer().delete_node(node);
  }

  void collect(const Batch& batch) {
    for (const BoundExpressionPtr& target : delete_.targets) {
      const Vector values = target->evaluate(batch, batch.selection, context());
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        if (i % 4096 == 0) context().check(name());
        add(values.value(batch.selection[i]));
      }
    }
  }

  void add(const Value& target) {
    switch (target.type()) {
      case Type::Null:
        return;
      case Type::Node:
        return add(target.as_node());
      case Type::Relationship:
        return add(target.as_relationship());
      case Type::Path:
        for (const RelationshipRef& each : target.as_path().relationships) add(each);
        for (const NodeId node : target.as_path().nodes) add(node);
        return;
      default:
        throw not_an_element(target, "DELETE");
    }
  }
  /// Elements that an earlier clause deleted are passed over.
  void add(NodeId node) {
    if (context().view->exists(node) && node_set_.insert(node).second) nodes_.push_back(node);
  }
  void add(RelationshipRef relationship) {
    if (context().view->exists(relationship.id) && relationship_set_.insert(relationship.id).second)
      relationships_.push_back(relationship);
  }

  const Delete& delete_;
  std::vector<NodeId> nodes_;
  std::unordered_set<NodeId> node_set_;
  std::vector<RelationshipRef> relationships_;
  std::unordered_set<RelationshipId> relationship_set_;
};

}  // namespace

OperatorPtr make_delete(const PlanNode& node, Build& build) {
  return std::make_unique<DeleteOperator>(node, build);
}

}  // namespace normgraph::query
