// Sort: all rows in order, or with a limit the first of them. The limit keeps memory small: when
// rows beyond it have come together they are sorted out, and from then on a row that is not before
// the last of the kept ones is not taken in at all.

#include <algorithm>
#include <optional>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/gather.hpp"
#include "graph/query/operators/row_count.hpp"
#include "graph/query/operators/sort_rows.hpp"
#include "graph/query/operators/top_by_index.hpp"

namespace normgraph::query {
namespace {

class SortOperator final : public Operator {
 public:
  SortOperator(const PlanNode& node, Build& build)
      : Operator(node, build, make_gathered(below_late_columns(node, build), build)),
        sort_(std::get<Sort>(node.op)),
        carrier_(node, build) {
    if (sort_.limit) by_index_ = TopByIndex::make(node, build);
    if (argument_) by_.add(false);
    for (const SortKey& key : sort_.keys) by_.add(key.descending);
    if (const Project* late = late_columns(node, build))
      for (const auto& [slot, expression] : late->items)
        if (slot_of(*expression) != slot) late_.push_back({slot, expression.get()});
  }

  std::string describe(const PlanWords& words) const override {
    return words.of(node()) + (by_index_ ? ", first by the index" : "");
  }

 private:
  /// A projection below the first rows of an order: a column of it is worked out when it is read,
  /// of the rows that are still wanted then.
  static const Project* late_columns(const PlanNode& node, const Build& build) {
    const auto* project = std::get_if<Project>(&node.input->op);
    const bool late = !build.argument && std::get<Sort>(node.op).limit && project && project->keep;
    return late ? project : nullptr;
  }
  static const PlanNode& below_late_columns(const PlanNode& node, const Build& build) {
    return late_columns(node, build) ? *node.input->input : *node.input;
  }

  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    if (next_batch_ < in_order_.size()) {
      batch = std::move(in_order_[next_batch_++]);
      return true;
    }
    if (next_ == order_.size()) return false;
    const std::size_t count = std::min(batch_rows, order_.size() - next_);
    kept_.gather({order_.data() + next_, count}, batch);
    next_ += count;
    return true;
  }

  void consume() {
    consumed_ = true;
    // Inside an inner plan the limit counts for each outer row; the Limit above sees to that.
    if (sort_.limit && !argument_)
      limit_ = static_cast<std::size_t>(row_count("LIMIT", *sort_.limit, context()));
    if (!take_by_index())
      for (Batch batch; input_->next(batch);) take(batch);
    sort_kept();
    if (limit_ && order_.size() > *limit_) order_.resize(*limit_);
    // They came in order: the batches go on as they are.
    if (order_.size() < kept_.size() || !std::is_sorted(order_.begin(), order_.end())) return;
    in_order_ = kept_.take_batches();
    order_.clear();
  }

  /// False, and nothing taken, where the index does not soon have all rows that count.
  bool take_by_index() {
    if (!by_index_ || *limit_ == 0 || !by_index_->begin(*limit_, context())) return false;
    for (Batch batch; by_index_->next(batch, context());) {
      context().check(name());
      if (!batch.selection.empty()) take(batch);
      if (kept_.size() < *limit_) continue;
      shrink();
      if (by_index_->is_above(kept_.keys()[0].value(*limit_ - 1))) return true;
    }
    full_ = false;
    kept_ = SortRows();
    booking_.set(0);
    return false;
  }

  void take(Batch& batch) {
    std::vector<Vector> keys;
    if (argument_) keys.push_back(batch.columns[argument_->row]);
    std::vector<std::uint32_t> wanted = selected_rows(batch.selection);
    for (LateColumn& column : late_) column.made = false;
    for (const SortKey& key : sort_.keys) {
      key.expression->visit_slots([&](Slot slot) { make_late(slot, batch, wanted); });
      keys.push_back(key.expression->evaluate(batch, Selection(wanted), context()));
      if (full_ && keys.size() == 1) drop_behind(keys.front(), wanted);
      if (wanted.empty()) return;
    }
    if (limit_) keep_first(keys, wanted);
    for (const LateColumn& column : late_) make_late(column.slot, batch, wanted);
    booking_.add(kept_.append(carrier_, batch, keys, wanted));
    constexpr std::size_t worth_sorting_out = 64;
    if (limit_ && kept_.size() >= std::max(2 * *limit_, worth_sorting_out)) shrink();
  }

  void make_late(Slot slot, Batch& batch, const std::vector<std::uint32_t>& wanted) {
    for (LateColumn& column : late_) {
      if (column.slot != slot || column.made) continue;
      column.made = true;
      put(batch, slot, column.expression->evaluate(batch, Selection(wanted), context()));
    }
  }

  /// Rows whose first key says already that they come too late: their other keys are not asked for.
  void drop_behind(const Vector& first, std::vector<std::uint32_t>& wanted) const {
    std::erase_if(wanted, [&](std::uint32_t row) {
      return *limit_ == 0 || by_.first().compare(first, row, kept_.keys()[0], *limit_ - 1) > 0;
    });
  }

  /// Of one batch no more rows than the limit can be among the first.
  void keep_first(const std::vector<Vector>& keys, std::vector<std::uint32_t>& wanted) {
    std::erase_if(wanted, [&](std::uint32_t row) { return !may_be_among_first(keys, row); });
    if (wanted.size() <= *limit_) return;
    const auto middle = wanted.begin() + static_cast<std::ptrdiff_t>(*limit_);
    std::nth_element(wanted.begin(), middle, wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int result = by_.compare(keys, a, keys, b);
      return result != 0 ? result < 0 : a < b;
    });
    wanted.erase(middle, wanted.end());
    std::sort(wanted.begin(), wanted.end());
  }

  bool may_be_among_first(const std::vector<Vector>& keys, std::uint32_t row) const {
    if (*limit_ == 0) return false;
    return !full_ || by_.compare(keys, row, kept_.keys(), *limit_ - 1) < 0;
  }

  void sort_kept() {
    order_ = by_.sorted(kept_.keys(), kept_.size(), [this] { context().check(name()); });
  }

  /// Keeps the first rows only, in their order.
  void shrink() {
    sort_kept();
    order_.resize(std::min(order_.size(), *limit_));
    kept_.keep(order_);
    full_ = kept_.size() == *limit_;
    booking_.set(kept_.bytes());
  }

  void reset() override {
    consumed_ = false;
    full_ = false;
    kept_ = SortRows();
    order_.clear();
    in_order_.clear();
    next_ = next_batch_ = 0;
    booking_.set(0);
  }

  struct LateColumn {
    Slot slot;
    const BoundExpression* expression;
    bool made = false;  // for the batch at hand
  };

  const Sort& sort_;
  std::unique_ptr<TopByIndex> by_index_;
  std::vector<LateColumn> late_;
  Carrier carrier_;
  RowOrder by_;
  std::optional<std::size_t> limit_;
  bool consumed_ = false;
  bool full_ = false;  // the first limit_ rows of kept_ are in order
  SortRows kept_;
  std::vector<std::uint32_t> order_;  // rows of kept_
  std::size_t next_ = 0;
  std::vector<Batch> in_order_;  // instead, where nothing had to be sorted
  std::size_t next_batch_ = 0;
  Booking booking_{account()};
};

}  // namespace

OperatorPtr make_sort(const PlanNode& node, Build& build) {
  return std::make_unique<SortOperator>(node, build);
}

}  // namespace normgraph::query
