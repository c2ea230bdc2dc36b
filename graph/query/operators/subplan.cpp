// Inner plans as parts of expressions: EXISTS, COUNT, pattern comprehensions and path functions,
// over a batch of outer rows at once.

#include <algorithm>

#include "graph/query/execute.hpp"
#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {
namespace {

/// Whether a plan surely gives the same rows each time it runs. Only plain patterns are looked
/// into.
bool repeatable(const PlanNode& node) {
  if (node.input && !repeatable(*node.input)) return false;
  if (const auto* filter = std::get_if<Filter>(&node.op)) {
    SlotReads reads;
    add_reads(*filter->predicate, reads);
    return reads.deterministic;
  }
  if (const auto* apply = std::get_if<Apply>(&node.op)) return repeatable(*apply->inner);
  return std::holds_alternative<Argument>(node.op) || std::holds_alternative<SingleRow>(node.op) ||
         std::holds_alternative<NodeScan>(node.op) || std::holds_alternative<Expand>(node.op);
}

bool parallel_if_any(const BoundExpressionPtr& expression) {
  return !expression || expression->parallel();
}

/// Whether copies of a plan may run on several threads at once. Only plans that follow
/// relationships are looked into: indexes are read by one thread at a time.
bool parallel_plan(const PlanNode& node) {
  if (node.input && !parallel_plan(*node.input)) return false;
  if (const auto* filter = std::get_if<Filter>(&node.op)) return filter->predicate->parallel();
  if (const auto* project = std::get_if<Project>(&node.op))
    return std::all_of(project->items.begin(), project->items.end(),
                       [](const auto& item) { return item.second->parallel(); });
  if (const auto* expand = std::get_if<VariableExpand>(&node.op))
    return parallel_if_any(expand->each_predicate);
  if (const auto* sort = std::get_if<Sort>(&node.op))
    return parallel_if_any(sort->limit) &&
           std::all_of(sort->keys.begin(), sort->keys.end(),
                       [](const SortKey& key) { return key.expression->parallel(); });
  if (const auto* apply = std::get_if<Apply>(&node.op)) return parallel_plan(*apply->inner);
  return std::holds_alternative<Argument>(node.op) || std::holds_alternative<SingleRow>(node.op) ||
         std::holds_alternative<NodeScan>(node.op) || std::holds_alternative<Expand>(node.op) ||
         std::holds_alternative<Distinct>(node.op);
}

class PlannedSubplan final : public Subplan {
 public:
  PlannedSubplan(PlanPtr inner, Slot row, SubplanAnswer answer, Slot value,
                 std::vector<Slot> outer_slots, std::string text)
      : inner_(std::move(inner)),
        row_(row),
        answer_(answer),
        value_(value),
        outer_slots_(std::move(outer_slots)),
        text_(std::move(text)),
        same_for_all_(outer_slots_.empty() && repeatable(*inner_)),
        parallel_(parallel_plan(*inner_)) {}

  Vector evaluate(const Batch& outer, const Selection& rows, Context& context) const override {
    if (rows.empty()) return Vector(Vector::Kind::Generic, outer.size);
    switch (answer_) {
      case SubplanAnswer::Exists:
        return exists(outer, rows, context);
      case SubplanAnswer::Count:
        return count(outer, rows, context);
      case SubplanAnswer::Collect:
        return collect(outer, rows, context);
      case SubplanAnswer::First:
        return first(outer, rows, context);
    }
    return {};
  }

  std::string text() const override { return text_; }
  void visit_outer_slots(const std::function<void(Slot)>& visit) const override {
    for (const Slot slot : outer_slots_) visit(slot);
  }
  bool parallel() const override { return parallel_; }

 private:
  std::unique_ptr<InnerPlan> make_inner(Context& context, Slot* counts = nullptr) const {
    KeptWork* kept = context.kept_work.get();
    if (!kept) return std::make_unique<InnerPlan>(*inner_, row_, context, nullptr, counts);
    const std::lock_guard lock(kept->making);
    return std::make_unique<InnerPlan>(*inner_, row_, context, &kept->work, counts);
  }

  Selection to_ask(const Selection& rows) const {
    return same_for_all_ ? Selection(std::vector<std::uint32_t>{rows[0]}) : rows;
  }

  /// Runs the inner plan; calls take(outer row, inner batch, inner row) for each row until it
  /// answers that this outer row needs no more.
  template <class Take>
  void run(const Batch& outer, const Selection& rows, Context& context, bool may_stop,
           Take take) const {
    const auto made = make_inner(context);
    InnerPlan& plan = *made;
    plan.start(outer, rows, may_stop);
    std::vector<std::uint8_t> done(outer.size, 0);
    std::size_t left = rows.size();
    for (Batch batch; left > 0 && plan.next(batch);) {
      const auto outer_of = batch.columns[row_].integers();
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        const auto row = static_cast<std::size_t>(outer_of[batch.selection[i]]);
        if (done[row] || take(row, batch, batch.selection[i])) continue;
        done[row] = 1;
        plan.satisfy(row);
        --left;
      }
    }
  }

  Vector exists(const Batch& outer, const Selection& rows, Context& context) const {
    std::vector<std::uint8_t> found(outer.size, 0);
    run(outer, to_ask(rows), context, true, [&](std::size_t row, const Batch&, std::uint32_t) {
      found[row] = 1;
      return false;
    });
    if (same_for_all_) std::fill(found.begin(), found.end(), found[rows[0]]);
    return Vector::of_booleans(std::move(found));
  }

  Vector count(const Batch& outer, const Selection& rows, Context& context) const {
    std::vector<std::int64_t> counts(outer.size, 0);
    Slot weights = no_slot;
    const auto plan = make_inner(context, &weights);
    plan->start(outer, to_ask(rows));
    for (Batch batch; plan->next(batch);) {
      const auto outer_of = batch.columns[row_].integers();
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        const std::uint32_t row = batch.selection[i];
        counts[static_cast<std::size_t>(outer_of[row])] +=
            weights == no_slot ? 1 : batch.columns[weights].integers()[row];
      }
    }
    if (same_for_all_) std::fill(counts.begin(), counts.end(), counts[rows[0]]);
    return Vector::of(std::move(counts));
  }

  Vector collect(const Batch& outer, const Selection& rows, Context& context) const {
    std::vector<List> lists(outer.size);
    Account account{context, "a list of an inner query"};
    Booking booking(account);
    run(outer, rows, context, false, [&](std::size_t row, const Batch& batch, std::uint32_t i) {
      lists[row].push_back(batch.columns[value_].value(i));
      booking.add(bytes_of(lists[row].back()));
      return true;
    });
    std::vector<Value> values(outer.size);
    for (std::size_t i = 0; i < rows.size(); ++i)
      values[rows[i]] = Value::list(std::move(lists[rows[i]]));
    return Vector::of(std::move(values));
  }

  Vector first(const Batch& outer, const Selection& rows, Context& context) const {
    std::vector<Value> values(outer.size);
    run(outer, rows, context, true, [&](std::size_t row, const Batch& batch, std::uint32_t i) {
      values[row] = batch.columns[value_].value(i);
      return false;
    });
    return Vector::of(std::move(values));
  }

  PlanPtr inner_;
  Slot row_;
  SubplanAnswer answer_;
  Slot value_;
  std::vector<Slot> outer_slots_;
  std::string text_;
  bool same_for_all_;  // reads nothing of the outer rows: the first one's answer is that of all
  bool parallel_;
};

}  // namespace

std::unique_ptr<Subplan> make_subplan(PlanPtr inner, Slot row, SubplanAnswer answer, Slot value,
                                      std::vector<Slot> outer_slots, std::string text) {
  return std::make_unique<PlannedSubplan>(std::move(inner), row, answer, value,
                                          std::move(outer_slots), std::move(text));
}

}  // namespace normgraph::query
