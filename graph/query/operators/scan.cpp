// NodeScan: all nodes, or those of a label, beside each input row.

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/node_finder.hpp"

namespace normgraph::query {
namespace {

class NodeScanOperator final : public NodeFinder {
 public:
  NodeScanOperator(const PlanNode& node, Build& build)
      : NodeFinder(node, build, std::get<NodeScan>(node.op).node),
        scan_(std::get<NodeScan>(node.op)) {}

 private:
  bool begin_input() override {
    label_ = scan_.label.empty() ? no_label : context().view->find_label(scan_.label);
    return scan_.label.empty() || label_ != no_label;
  }
  bool find(std::uint32_t, std::size_t, std::size_t most, std::vector<NodeId>& nodes) override {
    next_node_ = context().view->scan(label_, next_node_, most, nodes);
    return next_node_ == no_node;
  }
  void leave_row() override { next_node_ = 0; }

  const NodeScan& scan_;
  NodeId next_node_ = 0;
  LabelId label_ = no_label;
};

}  // namespace

OperatorPtr make_node_scan(const PlanNode& node, Build& build) {
  return std::make_unique<NodeScanOperator>(node, build);
}

}  // namespace normgraph::query
