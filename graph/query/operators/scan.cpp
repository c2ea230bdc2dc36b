// NodeScan: all nodes, or those of a label, beside each input row.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class NodeScanOperator final : public Operator {
 public:
  NodeScanOperator(const PlanNode& node, Build& build)
      : Operator(node, build), scan_(std::get<NodeScan>(node.op)), carrier_(node, build) {}

 private:
  bool produce(Batch& batch) override {
    nodes_.clear();
    rows_.clear();
    while (nodes_.size() < batch_rows && (on_row() || (rows_.empty() && next_input()))) scan_row();
    if (nodes_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, scan_.node, Vector::of(std::move(nodes_)));
    return true;
  }

  /// False at the end of the input.
  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = 0;
    next_node_ = 0;
    label_ = scan_.label.empty() ? no_label : context().view->find_label(scan_.label);
    const bool unknown = !scan_.label.empty() && label_ == no_label;
    if (unknown) position_ = source_.selection.size();
    return true;
  }
  bool on_row() const { return position_ < source_.selection.size(); }

  /// Nodes of the present row, as many as fit; goes on to the next row at the end.
  void scan_row() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_];
    if (!satisfied(source_, row)) {
      next_node_ = context().view->scan(label_, next_node_, batch_rows - nodes_.size(), nodes_);
      rows_.resize(nodes_.size(), row);
      if (next_node_ != no_node) return;
    }
    next_node_ = 0;
    ++position_;
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
  }

  const NodeScan& scan_;
  Carrier carrier_;
  Batch source_;
  std::size_t position_ = 0;  // in the selection of source_
  NodeId next_node_ = 0;
  LabelId label_ = no_label;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each node
};

}  // namespace

OperatorPtr make_node_scan(const PlanNode& node, Build& build) {
  return std::make_unique<NodeScanOperator>(node, build);
}

}  // namespace normgraph::query
