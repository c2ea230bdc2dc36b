// Aggregate: a row a group, with the answers of the aggregate calls.

#include "graph/query/aggregate.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "graph/query/key_table.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/gather.hpp"
#include "graph/query/operators/segment_aggregate.hpp"

namespace normgraph::query {
namespace {

class AggregateOperator final : public Operator {
 public:
  /// `counts`: the slot that says how often each row of the input counts.
  AggregateOperator(const PlanNode& node, Build& build, OperatorPtr input, Slot counts = no_slot)
      : Operator(node, build, std::move(input)),
        aggregate_(std::get<Aggregate>(node.op)),
        build_(build),
        counts_(counts) {
    for (std::size_t i = 0; i < aggregate_.groups.size(); ++i)
      if (argument_ && aggregate_.groups[i].first == argument_->row) row_key_ = i;
  }
  /// Without an input: of a scan of what is stored.
  AggregateOperator(const PlanNode& node, Build& build,
                    std::unique_ptr<SegmentAggregation> segments)
      : AggregateOperator(node, build, OperatorPtr()) {
    segments_ = std::move(segments);
  }

  std::string describe(const PlanWords& words) const override {
    if (!segments_) return words.of(node());
    return "Segment aggregate " + words.groups_and_calls(aggregate_) + " over " +
           segments_->describe(words);
  }
  std::optional<std::uint64_t> rows_in() const override {
    return segments_ ? segments_->rows() : Operator::rows_in();
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
    put_carried(batch, count);
    if (argument_) put(batch, argument_->row, outer_rows(count));
    for (std::size_t i = 0; i < aggregate_.calls.size(); ++i)
      put(batch, aggregate_.calls[i].slot, accumulators_->result(i, next_, count));
    next_ += count;
    return true;
  }

  void consume() {
    consumed_ = true;
    groups_.emplace(key_count());
    accumulators_.emplace(aggregate_.calls, key_count() == 0);
    if (grouped_by_outer_row_only()) add_outer_rows();
    if (key_count() == 0) add_only_group();
    if (segments_) return add_segments();
    for (Batch batch; input_->next(batch);)
      if (!add(batch)) return consume_rows();
  }

  /// Counted at once the rows would not do: now one by one.
  void consume_rows() {
    reset();
    counts_ = no_slot;
    input_ = make_gathered(*node().input, build_);
    consume();
  }

  void add_segments() {
    segments_->run(
        *groups_, *accumulators_, context(),
        [this](const Batch& batch) { static_cast<void>(add(batch)); },
        [this] {
          context().check(name());
          book_growth();
        });
  }

  /// The groups, and inside an inner plan the outer row in any case.
  std::size_t key_count() const {
    return aggregate_.groups.size() + (argument_ && !row_key_ ? 1 : 0);
  }
  bool grouped_by_outer_row_only() const {
    return argument_ && key_count() == 1 && aggregate_.carried.empty();
  }

  bool add(const Batch& batch) {
    std::vector<Vector> made;
    made.reserve(aggregate_.groups.size());
    for (const auto& [slot, expression] : aggregate_.groups)
      made.push_back(expression->evaluate(batch, batch.selection, context()));
    std::vector<const Vector*> keys;
    for (const Vector& key : made) keys.push_back(&key);
    if (argument_ && !row_key_) keys.push_back(&batch.columns[argument_->row]);
    const std::size_t known = groups_->size();
    insert(keys, batch.selection);
    carry(batch, known);
    const auto weights =
        counts_ == no_slot ? std::span<const std::int64_t>() : batch.columns[counts_].integers();
    if (!accumulators_->update(batch, batch.selection, entries_, context(), weights)) return false;
    book_growth();
    return true;
  }

  /// The carried values of the groups that this batch began, from `known` on.
  void carry(const Batch& batch, std::size_t known) {
    if (aggregate_.carried.empty() || known == groups_->size()) return;
    std::vector<std::uint32_t> first;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i] == known + first.size()) first.push_back(batch.selection[i]);
    carried_.resize(aggregate_.carried.size());
    for (std::size_t i = 0; i < carried_.size(); ++i) {
      const Vector values =
          aggregate_.carried[i].second->evaluate(batch, Selection(first), context()).gather(first);
      carried_bytes_ += bytes_of(values);
      carried_[i].append(values);
    }
  }

  void put_carried(Batch& batch, std::size_t count) const {
    std::vector<std::uint32_t> groups(carried_.empty() ? 0 : count);
    std::iota(groups.begin(), groups.end(), static_cast<std::uint32_t>(next_));
    for (std::size_t i = 0; i < carried_.size(); ++i)
      put(batch, aggregate_.carried[i].first, carried_[i].gather(groups));
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

  void book_growth() { booking_.set(groups_->bytes() + accumulators_->bytes() + carried_bytes_); }

  bool keeps_nothing() const override { return segments_ == nullptr; }
  void reset() override {
    consumed_ = false;
    next_ = 0;
    groups_.reset();
    accumulators_.reset();
    carried_.clear();
    carried_bytes_ = 0;
    booking_.set(0);
  }

  const Aggregate& aggregate_;
  std::unique_ptr<SegmentAggregation> segments_;  // in place of an input
  Build& build_;
  Slot counts_;                         // of the input: how often each row counts; no_slot: once
  std::optional<std::size_t> row_key_;  // which group is the outer row
  bool consumed_ = false;
  std::size_t next_ = 0;  // group to give next
  std::optional<KeyTable> groups_;
  std::optional<Accumulators> accumulators_;
  std::vector<std::uint32_t> entries_;
  std::vector<Vector> carried_;  // a row a group
  std::int64_t carried_bytes_ = 0;
  Booking booking_{account()};
};

/// Whether a call gives the same when rows are left out that agree with others.
bool ignores_duplicates(const AggregateCall& call) {
  using Function = AggregateCall::Function;
  return call.distinct || call.function == Function::Min || call.function == Function::Max;
}

bool takes_counted_rows(const AggregateCall& call) {
  using Function = AggregateCall::Function;
  switch (call.function) {
    case Function::CountStar:
    case Function::Count:
    case Function::Sum:
    case Function::Avg:
      return true;
    default:
      return ignores_duplicates(call);
  }
}

/// How often each row counts, on all cores where that is worth it.
OperatorPtr make_counted(const PlanNode& node, Build& build, Slot& counts) {
  OperatorPtr input = make_row_counts(node, build, counts);
  if (!input) return nullptr;
  constexpr double many_batches = 32.0 * batch_rows;  // counting is little work a row
  OperatorPtr gather = make_gather(node, build, many_batches, [&node](Build& chain) {
    Slot same = no_slot;
    return make_row_counts(node, chain, same);
  });
  return gather ? std::move(gather) : std::move(input);
}

}  // namespace

OperatorPtr make_aggregate(const PlanNode& node, Build& build) {
  if (auto segments = SegmentAggregation::make(node, build))
    return std::make_unique<AggregateOperator>(node, build, std::move(segments));
  const auto& calls = std::get<Aggregate>(node.op).calls;
  if (std::all_of(calls.begin(), calls.end(), ignores_duplicates))
    return std::make_unique<AggregateOperator>(
        node, build, make_deduplicated(*node.input, build, Guards{{}, ExpandDirection::Out, true}));
  Slot counts = no_slot;
  OperatorPtr input;
  if (std::all_of(calls.begin(), calls.end(), takes_counted_rows)) {
    input = make_counted(*node.input, build, counts);
    if (!input) input = make_end_counts(*node.input, build, counts);
  }
  if (!input) input = make_gathered(*node.input, build);
  return std::make_unique<AggregateOperator>(node, build, std::move(input), counts);
}

}  // namespace normgraph::query
