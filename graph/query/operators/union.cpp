// Union: the rows of several plans, one plan after the other.

#include "graph/query/key_table.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class UnionOperator final : public Operator {
 public:
  UnionOperator(const PlanNode& node, Build& build)
      : Operator(node, build), union_(std::get<Union>(node.op)) {
    for (const PlanPtr& part : union_.inputs) parts_.push_back(make_operator(*part, build));
    key_count_ = union_.slots.size() + (argument_ ? 1 : 0);
    seen_ = KeyTable(key_count_);
  }

  void visit_inner(const std::function<void(Operator&)>& visit) override {
    for (const OperatorPtr& part : parts_) visit(*part);
  }

 private:
  bool produce(Batch& batch) override {
    for (; part_ < parts_.size(); ++part_) {
      if (!parts_[part_]->next(source_)) continue;
      rename(batch);
      if (union_.distinct) keep_new(batch);
      return true;
    }
    return false;
  }

  /// The columns of the part become those of the union.
  void rename(Batch& batch) {
    const std::vector<Slot>& columns = union_.columns[part_];
    batch.columns.clear();
    batch.size = source_.size;
    batch.selection = source_.selection;
    if (argument_) put(batch, argument_->row, source_.columns[argument_->row]);
    for (std::size_t i = 0; i < columns.size(); ++i)
      put(batch, union_.slots[i], source_.columns[columns[i]]);
  }

  void keep_new(Batch& batch) {
    std::vector<const Vector*> keys;
    for (const Slot slot : union_.slots) keys.push_back(&batch.columns[slot]);
    if (argument_) keys.push_back(&batch.columns[argument_->row]);
    std::uint32_t known = static_cast<std::uint32_t>(seen_.size());
    const std::int64_t before = seen_.bytes();
    seen_.insert(keys, batch.selection, entries_);
    book(seen_.bytes() - before);
    std::vector<std::uint32_t> fresh;
    for (std::size_t i = 0; i < batch.selection.size(); ++i)
      if (entries_[i] == known) {
        fresh.push_back(batch.selection[i]);
        ++known;
      }
    batch.selection = Selection(std::move(fresh));
  }

  void reset() override {
    for (const OperatorPtr& part : parts_) part->restart();
    part_ = 0;
    context().release(seen_.bytes());
    seen_ = KeyTable(key_count_);
  }

  const Union& union_;
  std::vector<OperatorPtr> parts_;
  std::size_t key_count_ = 0;
  KeyTable seen_{0};
  std::size_t part_ = 0;
  Batch source_;
  std::vector<std::uint32_t> entries_;
};

}  // namespace

OperatorPtr make_union(const PlanNode& node, Build& build) {
  return std::make_unique<UnionOperator>(node, build);
}

}  // namespace normgraph::query
