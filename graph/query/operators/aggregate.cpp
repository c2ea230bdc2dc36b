// Aggregate: a row a group, with the answers of the aggregate calls.

#include "graph/query/aggregate.hpp"

#include <algorithm>
#include <optional>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/booking.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class AggregateOperator final : public Operator {
 public:
  AggregateOperator(const PlanNode& node, Build& build)
      : Operator(node, build), aggregate_(std::get<Aggregate>(node.op)) {
    for (std::size_t i = 0; i < aggregate_.groups.size(); ++i)
      if (argument_ && aggregate_.groups[i].first == argument_->row) row_key_ = i;
  }

 private:
  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    const std::size_t size = groups_->size();
    if (next_ == size) return false;
    const std::size_t count = std::min(batch_rows, size - next_);
    start_batch(batch, count);
    for (std::size_t i = 0; i < aggregate_.groups.size(); ++i)
      put(batch, aggregate_.groups[i].first, groups_->keys(i, next_, count));
    if (argument_) put(batch, argument_->row, outer_rows(count));
    for (std::size_t i = 0; i < aggregate_.calls.size(); ++i)
      put(batch, aggregate_.calls[i].slot, accumulators_->result(i, next_, count));
    next_ += count;
    return true;
  }

  void consume() {
    consumed_ = true;
    groups_.emplace(key_count());
    accumulators_.emplace(aggregate_.calls);
    if (grouped_by_outer_row_only()) add_outer_rows();
    if (key_count() == 0) add_only_group();
    for (Batch batch; input_->next(batch);) add(batch);
  }

  /// The groups, and inside an inner plan the outer row in any case.
  std::size_t key_count() const {
    return aggregate_.groups.size() + (argument_ && !row_key_ ? 1 : 0);
  }
  bool grouped_by_outer_row_only() const { return argument_ && key_count() == 1; }

  void add(const Batch& batch) {
    std::vector<Vector> made;
    made.reserve(aggregate_.groups.size());
    for (const auto& [slot, expression] : aggregate_.groups)
      made.push_back(expression->evaluate(batch, batch.selection, context()));
    std::vector<const Vector*> keys;
    for (const Vector& key : made) keys.push_back(&key);
    if (argument_ && !row_key_) keys.push_back(&batch.columns[argument_->row]);
    insert(keys, batch.selection);
    accumulators_->update(batch, batch.selection, entries_, context());
    book_growth();
  }

  void insert(const std::vector<const Vector*>& keys, const Selection& rows) {
    groups_->insert(keys, rows, entries_);
    accumulators_->resize(groups_->size());
  }

  /// Without groups of its own it gives a row for every outer row, also over no input.
  void add_outer_rows() {
    const std::vector<std::uint32_t> rows = selected_rows(argument_->rows);
    const Vector key = Vector::of(std::vector<std::int64_t>(rows.begin(), rows.end()));
    insert({&key}, Selection::all(rows.size()));
  }
  void add_only_group() { insert({}, Selection::all(1)); }

  Vector outer_rows(std::size_t count) const {
    const Vector keys = groups_->keys(row_key_.value_or(aggregate_.groups.size()), next_, count);
    if (keys.kind() == Vector::Kind::Integer && !keys.is_constant()) return keys;
    std::vector<std::int64_t> rows(count);
    for (std::size_t i = 0; i < count; ++i) rows[i] = keys.value(i).as_integer();
    return Vector::of(std::move(rows));
  }

  void book_growth() { booking_.set(groups_->bytes() + accumulators_->bytes()); }

  void reset() override {
    consumed_ = false;
    next_ = 0;
    groups_.reset();
    accumulators_.reset();
    booking_.set(0);
  }

  const Aggregate& aggregate_;
  std::optional<std::size_t> row_key_;  // which group is the outer row
  bool consumed_ = false;
  std::size_t next_ = 0;  // group to give next
  std::optional<KeyTable> groups_;
  std::optional<Accumulators> accumulators_;
  std::vector<std::uint32_t> entries_;
  Booking booking_{context(), name()};
};

}  // namespace

OperatorPtr make_aggregate(const PlanNode& node, Build& build) {
  return std::make_unique<AggregateOperator>(node, build);
}

}  // namespace normgraph::query
