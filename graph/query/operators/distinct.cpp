// Distinct: keeps the first of the rows that agree in some columns. Only the selection changes.

#include <algorithm>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class DistinctOperator final : public Operator {
 public:
  DistinctOperator(const PlanNode& node, Build& build)
      : Operator(node, build), slots_(key_slots(node, build)), seen_(slots_.size()) {}

 private:
  /// Inside an inner plan rows are told apart by their outer row as well.
  static std::vector<Slot> key_slots(const PlanNode& node, const Build& build) {
    std::vector<Slot> slots = std::get<Distinct>(node.op).slots;
    if (build.argument && std::find(slots.begin(), slots.end(), build.row()) == slots.end())
      slots.push_back(build.row());
    return slots;
  }

  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    keys_.clear();
    for (const Slot slot : slots_) keys_.push_back(&batch.columns[slot]);
    std::uint32_t known = static_cast<std::uint32_t>(seen_.size());
    const std::int64_t before = seen_.bytes();
    seen_.insert(keys_, batch.selection, entries_);
    book(seen_.bytes() - before);
    std::vector<std::uint32_t> fresh;
    for (std::size_t i = 0; i < batch.selection.size(); ++i)
      if (entries_[i] == known) {
        fresh.push_back(batch.selection[i]);
        ++known;
      }
    if (fresh.size() < batch.selection.size()) batch.selection = Selection(std::move(fresh));
    return true;
  }

  void reset() override {
    context().release(seen_.bytes());
    seen_ = KeyTable(slots_.size());
  }

  std::vector<Slot> slots_;
  KeyTable seen_;
  std::vector<const Vector*> keys_;
  std::vector<std::uint32_t> entries_;
};

}  // namespace

OperatorPtr make_distinct(const PlanNode& node, Build& build) {
  return std::make_unique<DistinctOperator>(node, build);
}

}  // namespace normgraph::query
