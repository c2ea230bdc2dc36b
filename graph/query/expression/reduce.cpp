#include <algorithm>

#include "graph/query/expression/element_batch.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

/// `reduce(a = initial, x IN list | step)`: the i-th elements of all lists are one step, so that a
/// batch of short lists costs few steps.
class Reduce final : public BoundExpression {
 public:
  Reduce(Symbol accumulator, BoundExpressionPtr initial, Symbol variable, BoundExpressionPtr list,
         BoundExpressionPtr step)
      : accumulator_(std::move(accumulator)),
        variable_(std::move(variable)),
        initial_(std::move(initial)),
        list_(std::move(list)),
        step_(std::move(step)) {
    add_outer_slots(*step_, {accumulator_.slot, variable_.slot}, outer_slots_);
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Vector lists = Evaluated(*list_, batch, rows, context).take().to_generic();
    const Evaluated initial(*initial_, batch, rows, context);
    std::vector<Value> accumulated(batch.size);
    std::vector<std::uint32_t> open;
    located(list_->span, [&] {
      for_each_row(rows, [&](std::uint32_t row) {
        const Value& list = lists.values()[lists.at(row)];
        require_list(list, "reduce()");
        if (list.is_null()) return;
        accumulated[row] = initial->value(row);
        open.push_back(row);
      });
      return Vector();
    });
    const std::int64_t booked = context.memory_used;
    for (std::size_t i = 0; !open.empty(); ++i) {
      context.memory_used = booked;  // each step replaces what the one before made
      context.check("reduce");
      std::erase_if(open, [&](std::uint32_t row) { return list_of(lists, row).size() <= i; });
      if (!open.empty()) take_step(i, batch, lists, open, context, accumulated);
    }
    return narrow(std::move(accumulated));
  }
  std::string text() const override {
    return "reduce(" + name_text(accumulator_.name) + " = " + initial_->text() + ", " +
           name_text(variable_.name) + " IN " + list_->text() + " | " + step_->text() + ")";
  }
  void visit_slots(const std::function<void(Slot)>& visit) const override {
    initial_->visit_slots(visit);
    list_->visit_slots(visit);
    for (const Slot slot : outer_slots_) visit(slot);
  }
  bool parallel() const override {
    return initial_->parallel() && list_->parallel() && step_->parallel();
  }

 private:
  static const List& list_of(const Vector& lists, std::uint32_t row) {
    return lists.values()[lists.at(row)].as_list();
  }
  void take_step(std::size_t i, const Batch& outer, const Vector& lists,
                 const std::vector<std::uint32_t>& open, Context& context,
                 std::vector<Value>& accumulated) const {
    std::vector<Value> so_far, elements;
    for (const std::uint32_t row : open) {
      so_far.push_back(std::move(accumulated[row]));
      elements.push_back(list_of(lists, row)[i]);
    }
    Batch inner;
    inner.size = open.size();
    inner.selection = Selection::all(open.size());
    std::size_t columns = std::max(accumulator_.slot, variable_.slot) + 1;
    for (const Slot slot : outer_slots_) columns = std::max<std::size_t>(columns, slot + 1);
    inner.columns.resize(columns);
    for (const Slot slot : outer_slots_) inner.columns[slot] = outer.columns[slot].gather(open);
    inner.columns[accumulator_.slot] = narrow(std::move(so_far));
    inner.columns[variable_.slot] = narrow(std::move(elements));
    const Evaluated answer(*step_, inner, inner.selection, context);
    for (std::size_t j = 0; j < open.size(); ++j) accumulated[open[j]] = answer->value(j);
  }

  Symbol accumulator_, variable_;
  BoundExpressionPtr initial_, list_, step_;
  std::vector<Slot> outer_slots_;
};

}  // namespace

BoundExpressionPtr make_reduce(Symbol accumulator, BoundExpressionPtr initial, Symbol variable,
                               BoundExpressionPtr list, BoundExpressionPtr step) {
  return std::make_unique<Reduce>(std::move(accumulator), std::move(initial), std::move(variable),
                                  std::move(list), std::move(step));
}

}  // namespace normgraph::query
