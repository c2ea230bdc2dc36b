// IndexSeek: the nodes whose property has a value, or lies between two, by an index.

#include <algorithm>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/node_finder.hpp"
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

class IndexSeekOperator final : public NodeFinder {
 public:
  IndexSeekOperator(const PlanNode& node, Build& build)
      : NodeFinder(node, build, std::get<IndexSeek>(node.op).node),
        seek_(std::get<IndexSeek>(node.op)) {}

 private:
  bool begin_input() override {
    view_ = context().view;
    label_ = seek_.label.empty() ? no_label : view_->find_label(seek_.label);
    key_ = view_->find_key(seek_.property);
    if (key_ == no_key || (!seek_.label.empty() && label_ == no_label)) return false;
    wanted_ = seek_.value ? value_without_rows(*seek_.value, context()) : nullptr;
    if (!wanted_) values_ = evaluated(seek_.value);
    low_ = evaluated(seek_.low);
    high_ = evaluated(seek_.high);
    return true;
  }
  Vector evaluated(const BoundExpressionPtr& expression) {
    return expression ? expression->evaluate(source_, source_.selection, context()) : Vector();
  }

  bool find(std::uint32_t row, std::size_t, std::size_t most, std::vector<NodeId>& nodes) override {
    if (!begun_) {
      found_ = find(row);
      left_ = found_;
      begun_ = true;
    }
    return take(left_, most, nodes);
  }
  void leave_row() override { begun_ = false; }

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

  const IndexSeek& seek_;
  const Value* wanted_ = nullptr;  // the same for all rows; null: values_ has them
  Vector values_, low_, high_;
  const store::GraphView* view_ = nullptr;
  LabelId label_ = no_label;
  KeyId key_ = no_key;
  bool begun_ = false;            // the present row
  std::vector<NodeId> found_;     // for it
  std::span<const NodeId> left_;  // of found_
};

}  // namespace

OperatorPtr make_index_seek(const PlanNode& node, Build& build) {
  if (std::get<IndexSeek>(node.op).by_table) return make_table_seek(node, build);
  return std::make_unique<IndexSeekOperator>(node, build);
}

}  // namespace normgraph::query
