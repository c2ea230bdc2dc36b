// Foreach: updating clauses for each item of a list; the rows go on unchanged. The clauses run to
// their end for one item before the next, so that each sees what the items before it changed.

#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class ForeachOperator final : public UpdatingOperator {
 public:
  ForeachOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build),
        foreach_(std::get<Foreach>(node.op)),
        list_(foreach_.list.get()),
        inner_(*foreach_.inner, foreach_.row, build.context) {}

  void visit_inner(const std::function<void(Operator&)>& visit) override { visit(inner_.root()); }

 private:
  void update(std::vector<Batch>& batches) override {
    for (const Batch& batch : batches)
      for (std::size_t i = 0; i < batch.selection.size(); ++i)
        update_row(batch, batch.selection[i]);
  }

  void update_row(const Batch& batch, std::uint32_t row) {
    const Value list = list_.value(batch, row, context());
    if (list.is_null()) return;
    if (list.type() != Type::List) return run(batch, row, list);
    for (const Value& item : list.as_list()) run(batch, row, item);
  }

  void run(const Batch& batch, std::uint32_t row, const Value& item) {
    context().check(name());
    Batch one;
    start_batch(one, 1);
    for (Slot slot = 0; slot < batch.columns.size(); ++slot)
      if (bound(batch, slot)) put(one, slot, batch.columns[slot].gather({&row, 1}));
    if (foreach_.item != no_slot) put(one, foreach_.item, typed_where_uniform({item}));
    inner_.start(one, one.selection);
    for (Batch ignored; inner_.next(ignored);) {
    }
  }

  const Foreach& foreach_;
  RowExpression list_;
  InnerPlan inner_;
};

}  // namespace

OperatorPtr make_foreach(const PlanNode& node, Build& build) {
  return std::make_unique<ForeachOperator>(node, build);
}

}  // namespace normgraph::query
