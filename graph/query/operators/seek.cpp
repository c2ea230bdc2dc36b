// IndexSeek: the nodes whose property has a value, or lies between two, by an index.

#include <algorithm>

#include "graph/query/expression/nodes.hpp"
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
    while (nodes_.size() < batch_rows && (on_row() || (rows_.empty() && next_input()))) seek_row();
    if (nodes_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, seek_.node, Vector::of(std::move(nodes_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    view_ = context().view;
    position_ = 0;
    next_found_ = 0;
    label_ = seek_.label.empty() ? no_label : view_->find_label(seek_.label);
    key_ = view_->find_key(seek_.property);
    const bool unknown = key_ == no_key || (!seek_.label.empty() && label_ == no_label);
    if (unknown) {
      position_ = source_.selection.size();
    } else {
      wanted_ = seek_.value ? value_without_rows(*seek_.value, context()) : nullptr;
      if (!wanted_) values_ = evaluated(seek_.value);
      low_ = evaluated(seek_.low);
      high_ = evaluated(seek_.high);
    }
    return true;
  }
  Vector evaluated(const BoundExpressionPtr& expression) {
    return expression ? expression->evaluate(source_, source_.selection, context()) : Vector();
  }
  bool on_row() const { return position_ < source_.selection.size(); }

  /// Nodes for the present row, as many as fit; goes on to the next row at the end.
  void seek_row() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_];
    if (next_found_ == 0) found_ = find(row);
    const std::size_t count = std::min(found_.size() - next_found_, batch_rows - nodes_.size());
    const auto first = found_.begin() + static_cast<std::ptrdiff_t>(next_found_);
    nodes_.insert(nodes_.end(), first, first + static_cast<std::ptrdiff_t>(count));
    rows_.resize(nodes_.size(), row);
    next_found_ += count;
    if (next_found_ < found_.size()) return;
    next_found_ = 0;
    ++position_;
  }

  std::vector<NodeId> find_between(std::uint32_t row) const {
    store::ValueRange range;
    if (seek_.low) range.low = low_.value(row);
    if (seek_.high) range.high = high_.value(row);
    if ((seek_.low && range.low.is_null()) || (seek_.high && range.high.is_null())) return {};
    if (auto indexed = view_->lookup_range(label_, key_, range)) return std::move(*indexed);
    return all_nodes();
  }

  std::vector<NodeId> all_nodes() const {
    std::vector<NodeId> all;
    view_->scan(label_, 0, view_->node_limit(), all);
    return all;
  }

  /// In the order of a scan, each once.
  std::vector<NodeId> find_any_of(const Value& list) const {
    if (list.is_null()) return {};
    if (list.type() != Type::List) return all_nodes();
    std::vector<NodeId> found;
    for (const Value& value : list.as_list()) {
      if (value.is_null()) continue;
      const auto indexed = view_->lookup(label_, key_, value);
      if (!indexed) return all_nodes();
      found.insert(found.end(), indexed->begin(), indexed->end());
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::vector<NodeId> find(std::uint32_t row) const {
    if (!seek_.value) return find_between(row);
    const auto found = [this](const Value& value) {
      return seek_.any_of ? find_any_of(value) : find(value);
    };
    return wanted_ ? found(*wanted_) : found(values_.value(row));
  }

  std::vector<NodeId> find(const Value& value) const {
    if (value.is_null()) return {};
    std::optional<std::vector<NodeId>> indexed = view_->lookup(label_, key_, value);
    return indexed ? std::move(*indexed) : scan_for(*view_, label_, key_, value);
  }

  bool keeps_nothing() const override { return true; }
  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    next_found_ = 0;
  }

  const IndexSeek& seek_;
  Carrier carrier_;
  Batch source_;
  const Value* wanted_ = nullptr;  // the same for all rows; null: values_ has them
  Vector values_, low_, high_;
  std::size_t position_ = 0;  // in the selection of source_
  const store::GraphView* view_ = nullptr;
  std::vector<NodeId> found_;  // for the present row
  std::size_t next_found_ = 0;
  LabelId label_ = no_label;
  KeyId key_ = no_key;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each node
};

}  // namespace

OperatorPtr make_index_seek(const PlanNode& node, Build& build) {
  if (std::get<IndexSeek>(node.op).by_table) return make_table_seek(node, build);
  return std::make_unique<IndexSeekOperator>(node, build);
}

}  // namespace normgraph::query
