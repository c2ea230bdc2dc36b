// IndexSeek: the nodes whose property has a value, by an index.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

/// The same nodes without an index: one may have been dropped since the plan was made.
std::vector<NodeId> scan_for(const store::GraphView& view, LabelId label, KeyId key,
                             const Value& value) {
  std::vector<NodeId> found, chunk;
  for (NodeId next = 0; next != no_node;) {
    chunk.clear();
    next = view.scan(label, next, batch_rows, chunk);
    const Vector values = view.node_property(key, chunk);
    for (std::size_t i = 0; i < chunk.size(); ++i)
      if (equals(values.value(i), value) == Truth::True) found.push_back(chunk[i]);
  }
  return found;
}

class IndexSeekOperator final : public Operator {
 public:
  IndexSeekOperator(const PlanNode& node, Build& build)
      : Operator(node, build), seek_(std::get<IndexSeek>(node.op)), carrier_(node, build) {}

 private:
  bool produce(Batch& batch) override {
    nodes_.clear();
    rows_.clear();
    while (nodes_.size() < batch_rows && (on_row() || (nodes_.empty() && next_input()))) seek_row();
    if (nodes_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, seek_.node, Vector::of(std::move(nodes_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    const store::GraphView& view = *context().view;
    position_ = 0;
    label_ = seek_.label.empty() ? no_label : view.find_label(seek_.label);
    key_ = view.find_key(seek_.property);
    const bool unknown = key_ == no_key || (!seek_.label.empty() && label_ == no_label);
    if (unknown) {
      position_ = source_.selection.size();
    } else {
      values_ = seek_.value->evaluate(source_, source_.selection, context());
    }
    return true;
  }
  bool on_row() const { return position_ < source_.selection.size(); }

  void seek_row() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_++];
    if (values_.is_null(row)) return;
    const Value value = values_.value(row);
    const store::GraphView& view = *context().view;
    const std::optional<std::vector<NodeId>> indexed = view.lookup(label_, key_, value);
    const std::vector<NodeId> found = indexed ? *indexed : scan_for(view, label_, key_, value);
    nodes_.insert(nodes_.end(), found.begin(), found.end());
    rows_.resize(nodes_.size(), row);
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
  }

  const IndexSeek& seek_;
  Carrier carrier_;
  Batch source_;
  Vector values_;
  std::size_t position_ = 0;  // in the selection of source_
  LabelId label_ = no_label;
  KeyId key_ = no_key;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each node
};

}  // namespace

OperatorPtr make_index_seek(const PlanNode& node, Build& build) {
  return std::make_unique<IndexSeekOperator>(node, build);
}

}  // namespace normgraph::query
