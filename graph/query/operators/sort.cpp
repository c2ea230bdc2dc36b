// Sort: all rows in order, or with a limit the first of them. The limit keeps memory small: when
// rows beyond it have come together they are sorted out, and from then on a row that is not before
// the last of the kept ones is not taken in at all.

#include <algorithm>
#include <numeric>
#include <optional>

#include "graph/query/operators/booking.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/row_count.hpp"
#include "graph/query/operators/sort_rows.hpp"

namespace normgraph::query {
namespace {

class SortOperator final : public Operator {
 public:
  SortOperator(const PlanNode& node, Build& build)
      : Operator(node, build), sort_(std::get<Sort>(node.op)), carrier_(node, build) {
    if (argument_) orders_.emplace_back(false);
    for (const SortKey& key : sort_.keys) orders_.emplace_back(key.descending);
  }

 private:
  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    if (next_ == order_.size()) return false;
    const std::size_t count = std::min(batch_rows, order_.size() - next_);
    carrier_.gather(kept_.rows, {order_.data() + next_, count}, batch);
    next_ += count;
    return true;
  }

  void consume() {
    consumed_ = true;
    // Inside an inner plan the limit counts for each outer row; the Limit above sees to that.
    if (sort_.limit && !argument_)
      limit_ = static_cast<std::size_t>(row_count("LIMIT", *sort_.limit, context()));
    for (Batch batch; input_->next(batch);) take(batch);
    sort_kept();
    if (limit_ && order_.size() > *limit_) order_.resize(*limit_);
  }

  void take(const Batch& batch) {
    std::vector<Vector> keys;
    if (argument_) keys.push_back(batch.columns[argument_->row]);
    std::vector<std::uint32_t> wanted = selected_rows(batch.selection);
    for (const SortKey& key : sort_.keys) {
      keys.push_back(key.expression->evaluate(batch, Selection(wanted), context()));
      if (full_ && keys.size() == 1) drop_behind(keys.front(), wanted);
      if (wanted.empty()) return;
    }
    if (limit_) keep_first(keys, wanted);
    booking_.add(kept_.append(carrier_, batch, keys, wanted));
    constexpr std::size_t worth_sorting_out = 64;
    if (limit_ && kept_.size() >= std::max(2 * *limit_, worth_sorting_out)) shrink();
  }

  /// Rows whose first key says already that they come too late: their other keys are not asked for.
  void drop_behind(const Vector& first, std::vector<std::uint32_t>& wanted) const {
    std::erase_if(wanted, [&](std::uint32_t row) {
      return *limit_ == 0 || orders_[0].compare(first, row, kept_.keys[0], *limit_ - 1) > 0;
    });
  }

  /// Of one batch no more rows than the limit can be among the first.
  void keep_first(const std::vector<Vector>& keys, std::vector<std::uint32_t>& wanted) {
    std::erase_if(wanted, [&](std::uint32_t row) { return !may_be_among_first(keys, row); });
    if (wanted.size() <= *limit_) return;
    const auto middle = wanted.begin() + static_cast<std::ptrdiff_t>(*limit_);
    std::nth_element(wanted.begin(), middle, wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int result = compare(keys, a, keys, b);
      return result != 0 ? result < 0 : a < b;
    });
    wanted.erase(middle, wanted.end());
    std::sort(wanted.begin(), wanted.end());
  }

  bool may_be_among_first(const std::vector<Vector>& keys, std::uint32_t row) const {
    if (*limit_ == 0) return false;
    return !full_ || compare(keys, row, kept_.keys, *limit_ - 1) < 0;
  }

  int compare(const std::vector<Vector>& left, std::size_t a, const std::vector<Vector>& right,
              std::size_t b) const {
    for (std::size_t i = 0; i < orders_.size(); ++i)
      if (const int result = orders_[i].compare(left[i], a, right[i], b); result != 0)
        return result;
    return 0;
  }

  void sort_kept() {
    order_.resize(kept_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::size_t steps = 0;
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      if (++steps % 65536 == 0) context().check(name());
      const int result = compare(kept_.keys, a, kept_.keys, b);
      return result != 0 ? result < 0 : a < b;
    };
    if (limit_ && *limit_ < order_.size()) {
      const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(*limit_);
      std::partial_sort(order_.begin(), middle, order_.end(), before);
    } else {
      std::sort(order_.begin(), order_.end(), before);
    }
  }

  /// Keeps the first rows only, in their order.
  void shrink() {
    sort_kept();
    order_.resize(std::min(order_.size(), *limit_));
    kept_.keep(carrier_, order_);
    full_ = kept_.size() == *limit_;
    booking_.set(kept_.bytes());
  }

  void reset() override {
    consumed_ = false;
    full_ = false;
    kept_ = SortRows();
    order_.clear();
    next_ = 0;
    booking_.set(0);
  }

  const Sort& sort_;
  Carrier carrier_;
  std::vector<KeyOrder> orders_;
  std::optional<std::size_t> limit_;
  bool consumed_ = false;
  bool full_ = false;  // the first limit_ rows of kept_ are in order
  SortRows kept_;
  std::vector<std::uint32_t> order_;  // rows of kept_
  std::size_t next_ = 0;
  Booking booking_{context(), name()};
};

}  // namespace

OperatorPtr make_sort(const PlanNode& node, Build& build) {
  return std::make_unique<SortOperator>(node, build);
}

}  // namespace normgraph::query
