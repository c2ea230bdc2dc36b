// IndexSeek without an index: the nodes are put into a table by their values once, and the rows
// look theirs up (a hash join). It may find too much, which the Filter above tests.

#include <optional>
#include <span>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/booking.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/value_table.hpp"

namespace normgraph::query {
namespace {

/// Values of these types are equal only where a ValueTable finds them to be the same. Others, such
/// as periods, have an order and an equality of their own.
bool is_simple(Type type) {
  return type == Type::Boolean || type == Type::Integer || type == Type::Float ||
         type == Type::String || type == Type::Date;
}

/// All nodes of a label by the values of a property.
class NodeTable {
 public:
  NodeTable(const store::GraphView& view, LabelId label, KeyId key, Account& account)
      : booking_(account) {
    std::vector<NodeId> chunk;
    std::vector<std::pair<std::uint32_t, NodeId>> found;  // entry and node
    for (NodeId next = 0; next != no_node;) {
      account.context.check(account.name);
      chunk.clear();
      next = view.scan(label, next, batch_rows, chunk);
      if (!chunk.empty()) add(chunk, view.node_property(key, chunk), found);
      booking_.set(values_.bytes() + bytes_of_nodes(found.size() + others_.size()));
    }
    put_in_order(found);
  }

  /// entries[i] becomes what nodes() takes for the i-th row.
  void find(const Vector& values, const Selection& rows,
            std::vector<std::uint32_t>& entries) const {
    values_.find(values, rows, entries);
  }
  std::span<const NodeId> nodes(std::uint32_t entry) const {
    if (entry == ValueTable::not_found) return {};
    return std::span(nodes_).subspan(first_[entry], first_[entry + 1] - first_[entry]);
  }
  /// Nodes with values that are not simple.
  std::span<const NodeId> others() const { return others_; }
  std::span<const NodeId> all() const { return nodes_; }

 private:
  static std::int64_t bytes_of_nodes(std::size_t count) {
    return static_cast<std::int64_t>(count * (sizeof(NodeId) + 2 * sizeof(std::uint32_t)));
  }

  void add(const std::vector<NodeId>& nodes, const Vector& values,
           std::vector<std::pair<std::uint32_t, NodeId>>& found) {
    std::vector<std::uint32_t> simple, entries;
    for (std::uint32_t row = 0; row < nodes.size(); ++row) {
      if (values.is_null(row)) continue;
      if (values.kind() != Vector::Kind::Generic || is_simple(values.value(row).type()))
        simple.push_back(row);
      else
        others_.push_back(nodes[row]);
    }
    const Selection rows(std::move(simple));
    values_.insert(values, rows, entries);
    for (std::size_t i = 0; i < rows.size(); ++i) found.emplace_back(entries[i], nodes[rows[i]]);
  }

  void put_in_order(const std::vector<std::pair<std::uint32_t, NodeId>>& found) {
    first_.assign(values_.size() + 1, 0);
    for (const auto& [entry, node] : found) ++first_[entry + 1];
    for (std::size_t entry = 0; entry < values_.size(); ++entry) first_[entry + 1] += first_[entry];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    nodes_.resize(found.size());
    for (const auto& [entry, node] : found) nodes_[next[entry]++] = node;
  }

  ValueTable values_;
  std::vector<std::uint32_t> first_;  // by entry: the place of its first node
  std::vector<NodeId> nodes_;
  std::vector<NodeId> others_;
  Booking booking_;
};

class TableSeekOperator final : public Operator {
 public:
  TableSeekOperator(const PlanNode& node, Build& build)
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
    position_ = 0;
    found_ = std::nullopt;
    const store::GraphView& view = *context().view;
    const LabelId label = seek_.label.empty() ? no_label : view.find_label(seek_.label);
    const KeyId key = view.find_key(seek_.property);
    if (key == no_key || (label == no_label && !seek_.label.empty())) {
      position_ = source_.selection.size();
      return true;
    }
    values_ = seek_.value->evaluate(source_, source_.selection, context());
    if (!table_) table_.emplace(view, label, key, account());
    table_->find(values_, source_.selection, entries_);
    return true;
  }
  bool on_row() const { return position_ < source_.selection.size(); }

  /// Nodes for the present row, as many as fit; goes on to the next row at the end.
  void seek_row() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_];
    if (!found_) found_ = find(row);
    const std::size_t count = std::min(found_->size(), batch_rows - nodes_.size());
    nodes_.insert(nodes_.end(), found_->begin(),
                  found_->begin() + static_cast<std::ptrdiff_t>(count));
    rows_.resize(nodes_.size(), row);
    *found_ = found_->subspan(count);
    if (!found_->empty()) return;
    found_ = std::nullopt;
    ++position_;
  }

  std::span<const NodeId> find(std::uint32_t row) {
    if (values_.is_null(row) || satisfied(source_, row)) return {};
    const bool simple =
        values_.kind() != Vector::Kind::Generic || is_simple(values_.value(row).type());
    const std::span<const NodeId> found =
        simple ? table_->nodes(entries_[position_]) : table_->all();
    if (table_->others().empty()) return found;
    mixed_.assign(found.begin(), found.end());
    mixed_.insert(mixed_.end(), table_->others().begin(), table_->others().end());
    return mixed_;
  }

  /// What writes between two runs of an inner plan is not in the table.
  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    found_ = std::nullopt;
    if (context().writer) table_.reset();
  }

  const IndexSeek& seek_;
  Carrier carrier_;
  Batch source_;
  Vector values_;
  std::optional<NodeTable> table_;
  std::vector<std::uint32_t> entries_;            // of the selected rows of source_
  std::size_t position_ = 0;                      // in the selection of source_
  std::optional<std::span<const NodeId>> found_;  // for the present row, those that are left
  std::vector<NodeId> mixed_;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each node
};

}  // namespace

OperatorPtr make_table_seek(const PlanNode& node, Build& build) {
  return std::make_unique<TableSeekOperator>(node, build);
}

}  // namespace normgraph::query
