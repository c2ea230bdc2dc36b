// Union: the rows of several plans, one plan after the other.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/first_rows.hpp"

namespace normgraph::query {
namespace {

class UnionOperator final : public Operator {
 public:
  UnionOperator(const PlanNode& node, Build& build)
      : Operator(node, build),
        union_(std::get<Union>(node.op)),
        first_(key_slots(union_, build), account()) {
    for (const PlanPtr& part : union_.inputs) parts_.push_back(make_operator(*part, build));
  }

  void visit_inner(const std::function<void(Operator&)>& visit) override {
    for (const OperatorPtr& part : parts_) visit(*part);
  }

 private:
  static std::vector<Slot> key_slots(const Union& parts, const Build& build) {
    std::vector<Slot> slots = parts.slots;
    if (build.argument) slots.push_back(build.row());
    return slots;
  }

  bool produce(Batch& batch) override {
    for (; part_ < parts_.size(); ++part_) {
      if (!parts_[part_]->next(source_)) continue;
      rename(batch);
      if (union_.distinct) first_.keep(batch);
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

  void reset() override {
    for (const OperatorPtr& part : parts_) part->restart();
    part_ = 0;
    first_.clear();
  }

  const Union& union_;
  std::vector<OperatorPtr> parts_;
  FirstRows first_;
  std::size_t part_ = 0;
  Batch source_;
};

}  // namespace

OperatorPtr make_union(const PlanNode& node, Build& build) {
  return std::make_unique<UnionOperator>(node, build);
}

}  // namespace normgraph::query
