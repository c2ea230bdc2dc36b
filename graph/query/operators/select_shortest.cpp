// SelectShortest: of the rows that agree in some columns, those with the shortest paths.

#include <algorithm>
#include <limits>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class SelectShortestOperator final : public Operator {
 public:
  SelectShortestOperator(const PlanNode& node, Build& build)
      : Operator(node, build),
        select_(std::get<SelectShortest>(node.op)),
        slots_(select_.partition),
        kept_(account()) {
    if (build.argument) slots_.push_back(build.row());
  }

 private:
  struct Row {
    std::uint32_t batch, row, partition;
    std::size_t length;
  };

  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    if (next_ == kept_.batches().size()) return false;
    batch = std::move(kept_.batches()[next_]);
    batch.selection = Selection(std::move(selected_[next_]));
    ++next_;
    return true;
  }

  void consume() {
    consumed_ = true;
    std::vector<Row> rows;
    KeyTable partitions(slots_.size());
    for (Batch batch; input_->next(batch);) {
      read(batch, partitions, rows);
      kept_.add(std::move(batch));
    }
    choose(rows, partitions.size());
  }

  void read(const Batch& batch, KeyTable& partitions, std::vector<Row>& rows) {
    std::vector<const Vector*> keys;
    for (const Slot slot : slots_) keys.push_back(&batch.columns[slot]);
    std::vector<std::uint32_t> entries;
    partitions.insert(keys, batch.selection, entries);
    const auto number = static_cast<std::uint32_t>(kept_.batches().size());
    for (std::size_t i = 0; i < batch.selection.size(); ++i) {
      const std::uint32_t row = batch.selection[i];
      const Value path = batch.columns[select_.path].value(row);
      if (path.type() == Type::Path)
        rows.push_back({number, row, entries[i], path.as_path().relationships.size()});
    }
  }

  /// Fills selected_: by partition the k shortest, or all of the least length.
  void choose(std::vector<Row>& rows, std::size_t partitions) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return a.partition != b.partition ? a.partition < b.partition : a.length < b.length;
    });
    selected_.assign(kept_.batches().size(), {});
    std::vector<std::int64_t> taken(partitions, 0);
    std::vector<std::size_t> least(partitions, std::numeric_limits<std::size_t>::max());
    for (const Row& row : rows) {
      least[row.partition] = std::min(least[row.partition], row.length);
      const bool wanted =
          select_.all ? row.length == least[row.partition] : taken[row.partition]++ < select_.k;
      if (wanted) selected_[row.batch].push_back(row.row);
    }
    for (auto& selection : selected_) std::sort(selection.begin(), selection.end());
  }

  void reset() override {
    consumed_ = false;
    next_ = 0;
    kept_.clear();
    selected_.clear();
  }

  const SelectShortest& select_;
  std::vector<Slot> slots_;
  bool consumed_ = false;
  KeptRows kept_;
  std::vector<std::vector<std::uint32_t>> selected_;  // rows of each kept batch
  std::size_t next_ = 0;
};

}  // namespace

OperatorPtr make_select_shortest(const PlanNode& node, Build& build) {
  return std::make_unique<SelectShortestOperator>(node, build);
}

}  // namespace normgraph::query
