// IndexSeek without an index: the nodes are put into a table by their values once, and the rows
// look theirs up (a hash join). It may find too much, which the Filter above tests.

#include <memory>
#include <span>

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/node_finder.hpp"
#include "graph/query/operators/node_table.hpp"

namespace normgraph::query {
namespace {

class TableSeekOperator final : public NodeFinder {
 public:
  TableSeekOperator(const PlanNode& node, Build& build)
      : NodeFinder(node, build, std::get<IndexSeek>(node.op).node),
        seek_(std::get<IndexSeek>(node.op)) {
    if (build.shared) {
      auto& shared = build.shared->tables[&node];
      if (!shared) shared = std::make_shared<SharedTable>();
      table_ = shared;
    }
  }

 private:
  bool begin_input() override {
    const store::GraphView& view = *context().view;
    const LabelId label = seek_.label.empty() ? no_label : view.find_label(seek_.label);
    const KeyId key = view.find_key(seek_.property);
    if (key == no_key || (label == no_label && !seek_.label.empty())) return false;
    values_ = seek_.value->evaluate(source_, source_.selection, context());
    make_table(label, key);
    table_->table->find(values_, source_.selection, entries_);
    leave_out_rows();
    return !entries_.empty();
  }

  /// Those that find nothing.
  void leave_out_rows() {
    std::vector<std::uint32_t> rows;
    rows.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::uint32_t row = source_.selection[i];
      entries_[rows.size()] = entries_[i];
      if (table_->table->finds(values_, row, entries_[i])) rows.push_back(row);
    }
    entries_.resize(rows.size());
    source_.selection = Selection(std::move(rows));
  }

  void make_table(LabelId label, KeyId key) {
    if (!table_) table_ = std::make_shared<SharedTable>();
    const std::lock_guard lock(table_->making);
    if (table_->table) return;
    table_->table.emplace(label, key, context());
    account().most = std::max(account().most, table_->table->bytes());
  }

  bool find(std::uint32_t row, std::size_t position, std::size_t most,
            std::vector<NodeId>& nodes) override {
    if (!begun_) left_ = table_->table->nodes(values_, row, entries_[position], mixed_);
    begun_ = true;
    return take(left_, most, nodes);
  }
  void leave_row() override { begun_ = false; }

  /// What writes between two runs of an inner plan is not in the table.
  void forget() override {
    if (!context().writer || !table_) return;
    if (table_->table) context().release(table_->table->bytes());
    table_.reset();
  }

  const IndexSeek& seek_;
  std::shared_ptr<SharedTable> table_;  // null: not made yet
  Vector values_;
  std::vector<std::uint32_t> entries_;  // of the selected rows of source_
  bool begun_ = false;                  // the present row
  std::span<const NodeId> left_;        // of the nodes that were found for it
  std::vector<NodeId> mixed_;
};

}  // namespace

OperatorPtr make_table_seek(const PlanNode& node, Build& build) {
  return std::make_unique<TableSeekOperator>(node, build);
}

}  // namespace normgraph::query
