// Apply: an inner plan over each batch of outer rows. OPTIONAL MATCH, EXISTS and its negation, and
// joins with what only an inner plan can make.

#include <algorithm>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

/// Whether an inner plan gives its rows in the order of the outer rows that they come from.
bool keeps_order(const PlanNode& node) {
  if (std::holds_alternative<Union>(node.op) || std::holds_alternative<RepeatPath>(node.op))
    return false;
  return !node.input || keeps_order(*node.input);
}

class ApplyBase : public Operator {
 public:
  ApplyBase(const PlanNode& node, Build& build)
      : Operator(node, build),
        apply_(std::get<Apply>(node.op)),
        inner_(*apply_.inner, apply_.row, build.context, build.shared) {}

  void visit_inner(const std::function<void(Operator&)>& visit) override { visit(inner_.root()); }

 protected:
  const Apply& apply_;
  InnerPlan inner_;
};

/// Join and Optional.
class JoinApply final : public ApplyBase {
 public:
  JoinApply(const PlanNode& node, Build& build)
      : ApplyBase(node, build),
        carrier_(node, build),
        optional_(apply_.mode == Apply::Mode::Optional),
        ordered_(keeps_order(*apply_.inner)) {}

 private:
  bool produce(Batch& batch) override {
    for (;;) {
      if (!running_) {
        if (!input_->next(outer_)) return false;
        inner_.start(outer_, outer_.selection);
        matched_.assign(outer_.size, 0);
        passed_ = 0;
        running_ = true;
      }
      if (inner_.next(inside_)) {
        join(batch);
        return true;
      }
      running_ = false;
      if (optional_ && rest(batch)) return true;
    }
  }

  /// The inner rows beside their outer rows. Where inner rows come in the order of the outer rows,
  /// outer rows without any take their place among them.
  void join(Batch& batch) {
    rows_.clear();
    inner_rows_.clear();
    const auto outer_of = inside_.columns[apply_.row].integers();
    bool gaps = false;
    for (std::size_t i = 0; i < inside_.selection.size(); ++i) {
      const std::uint32_t row = inside_.selection[i];
      const auto outer = static_cast<std::uint32_t>(outer_of[row]);
      if (optional_ && ordered_) gaps |= pass_unmatched(outer);
      matched_[outer] = 1;
      rows_.push_back(outer);
      inner_rows_.push_back(row);
    }
    carrier_.gather(outer_, rows_, batch);
    for (const Slot slot : apply_.introduced)
      if (bound(inside_, slot) && carrier_.carries(slot))
        put(batch, slot, inner_column(inside_.columns[slot], gaps));
  }

  static constexpr std::uint32_t no_row = 0xFFFFFFFFu;

  /// Adds the outer rows before `end` that had no inner rows. True when there were any.
  bool pass_unmatched(std::uint32_t end) {
    bool any = false;
    for (; passed_ < outer_.selection.size() && outer_.selection[passed_] < end; ++passed_) {
      const std::uint32_t row = outer_.selection[passed_];
      if (matched_[row]) continue;
      matched_[row] = 1;
      rows_.push_back(row);
      inner_rows_.push_back(no_row);
      any = true;
    }
    return any;
  }

  /// The rows of an inner column in the order of inner_rows_; no_row is null.
  Vector inner_column(const Vector& column, bool gaps) const {
    if (!gaps) return column.gather(inner_rows_);
    std::vector<std::uint32_t> rows = inner_rows_;
    for (std::uint32_t& row : rows)
      if (row == no_row) row = inside_.selection[0];
    Vector result = column.gather(rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (inner_rows_[i] == no_row) result.set_null(i);
    return result;
  }

  /// The outer rows that are left without inner rows.
  bool rest(Batch& batch) {
    rows_.clear();
    for (std::size_t i = 0; i < outer_.selection.size(); ++i)
      if (!matched_[outer_.selection[i]]) rows_.push_back(outer_.selection[i]);
    if (rows_.empty()) return false;
    carrier_.gather(outer_, rows_, batch);
    for (const Slot slot : apply_.introduced)
      if (carrier_.carries(slot)) put(batch, slot, Vector::constant(Value(), rows_.size()));
    return true;
  }

  void reset() override { running_ = false; }

  Carrier carrier_;
  bool optional_, ordered_;
  bool running_ = false;
  Batch outer_, inside_;
  std::vector<std::uint8_t> matched_;      // by outer row
  std::size_t passed_ = 0;                 // in the selection of outer_
  std::vector<std::uint32_t> rows_;        // of outer_, one for each result
  std::vector<std::uint32_t> inner_rows_;  // of inside_, or no_row
};

/// Semi and Anti: only the selection changes. Stops early for each outer row.
class SemiApply final : public ApplyBase {
 public:
  using ApplyBase::ApplyBase;

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    const std::vector<std::uint8_t> found = rows_with_matches(inner_, batch);
    const std::uint8_t wanted = apply_.mode == Apply::Mode::Semi ? 1 : 0;
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < batch.selection.size(); ++i)
      if (found[batch.selection[i]] == wanted) rows.push_back(batch.selection[i]);
    batch.selection = Selection(std::move(rows));
    return true;
  }
};

}  // namespace

std::vector<std::uint8_t> rows_with_matches(InnerPlan& inner, const Batch& outer) {
  std::vector<std::uint8_t> found(outer.size, 0);
  std::size_t left = outer.selection.size();
  inner.start(outer, outer.selection, true);
  for (Batch inside; left > 0 && inner.next(inside);) {
    const auto outer_of = inside.columns[inner.row()].integers();
    for (std::size_t i = 0; i < inside.selection.size(); ++i) {
      const auto row = static_cast<std::size_t>(outer_of[inside.selection[i]]);
      if (found[row]) continue;
      found[row] = 1;
      inner.satisfy(row);
      --left;
    }
  }
  return found;
}

OperatorPtr make_apply(const PlanNode& node, Build& build) {
  const Apply::Mode mode = std::get<Apply>(node.op).mode;
  if (mode == Apply::Mode::Semi || mode == Apply::Mode::Anti) {
    if (OperatorPtr backward = make_backward_semi(node, build)) return backward;
    return std::make_unique<SemiApply>(node, build);
  }
  return std::make_unique<JoinApply>(node, build);
}

}  // namespace normgraph::query
