// Aggregate: a row a group, with the answers of the aggregate calls.

#include <algorithm>
#include <optional>

#include "graph/query/operators/chain.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/gather.hpp"
#include "graph/query/operators/grouping.hpp"
#include "graph/query/operators/grouping_in_parts.hpp"
#include "graph/query/operators/segment_aggregate.hpp"

namespace normgraph::query {
namespace {

constexpr double many_batches = 32.0 * batch_rows;  // counting is little work a row

ChainMaker chain_of_counts(const PlanNode& node) {
  return [&node](Build& chain) {
    Slot same = no_slot;
    return make_row_counts(*node.input, chain, same);
  };
}

/// How often each row counts, on all cores where that is worth it; null where rows are not counted.
OperatorPtr make_counted_input(const PlanNode& node, Build& build, Slot& counts) {
  OperatorPtr input = make_row_counts(*node.input, build, counts);
  if (!input) return nullptr;
  OperatorPtr gather = make_gather(*node.input, build, many_batches, chain_of_counts(node));
  return gather ? std::move(gather) : std::move(input);
}

class AggregateOperator final : public Operator {
 public:
  /// `counts`: the slot that says how often each row of the input counts.
  AggregateOperator(const PlanNode& node, Build& build, OperatorPtr input, Slot counts = no_slot)
      : Operator(node, build, std::move(input)),
        aggregate_(std::get<Aggregate>(node.op)),
        build_(build),
        counts_(counts) {}
  /// Without an input: of a scan of what is stored.
  AggregateOperator(const PlanNode& node, Build& build,
                    std::unique_ptr<SegmentAggregation> segments)
      : AggregateOperator(node, build, OperatorPtr()) {
    segments_ = std::move(segments);
  }
  AggregateOperator(const PlanNode& node, Build& build, std::unique_ptr<GroupingInParts> parts,
                    Slot counts = no_slot)
      : AggregateOperator(node, build, make_gathered(parts->leaf(), build), counts) {
    parts_ = std::move(parts);
  }

  std::string describe(const PlanWords& words) const override {
    if (segments_)
      return "Segment aggregate " + words.groups_and_calls(aggregate_) + " over " +
             segments_->describe(words);
    return words.of(node()) + (parts_ ? ", on all cores:" : "");
  }
  std::optional<std::uint64_t> rows_in() const override {
    if (parts_) return parts_->rows();
    return segments_ ? segments_->rows() : Operator::rows_in();
  }
  void visit_inner(const std::function<void(Operator&)>& visit) override {
    if (parts_) parts_->visit(visit);
  }

 private:
  bool produce(Batch& batch) override {
    if (!groups_) consume();
    if (next_ == groups_->size()) return false;
    const std::size_t count = std::min(batch_rows, groups_->size() - next_);
    groups_->put_groups(next_, count, batch);
    next_ += count;
    return true;
  }

  void consume() {
    Grouping& groups = groups_.emplace(
        aggregate_, build_, Grouping::Options{build_.row(), counts_, /*in_parts=*/false});
    if (argument_) groups.add_outer_rows(argument_->rows);
    if (segments_) return add_segments();
    if (parts_) {
      const bool done = parts_->run(*input_, groups, context(),
                                    [this](std::int64_t bytes) { booking_.set(bytes); });
      return done ? book_growth() : consume_otherwise();
    }
    for (Batch batch; input_->next(batch); book_growth())
      if (!groups.add(batch, context())) return consume_otherwise();
  }

  /// In parts it would not do: now all in one; counted at once it would not: now one by one. A
  /// scan of what is stored knows that itself.
  void consume_otherwise() {
    reset();
    if (segments_) return consume();
    if (!parts_) counts_ = no_slot;
    parts_.reset();
    input_ = counts_ == no_slot ? make_gathered(*node().input, build_)
                                : make_counted_input(node(), build_, counts_);
    consume();
  }

  void add_segments() {
    const bool done = segments_->run(*groups_, context(), [this] {
      context().check(name());
      book_growth();
    });
    if (!done) consume_otherwise();
  }

  void book_growth() { booking_.set(groups_->bytes()); }

  bool keeps_nothing() const override { return !segments_ && !parts_; }
  void reset() override {
    next_ = 0;
    groups_.reset();
    booking_.set(0);
  }

  const Aggregate& aggregate_;
  std::unique_ptr<SegmentAggregation> segments_;  // in place of an input
  std::unique_ptr<GroupingInParts> parts_;        // where several cores add
  Build& build_;
  Slot counts_;           // of the input: how often each row counts; no_slot: once
  std::size_t next_ = 0;  // group to give next
  std::optional<Grouping> groups_;
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

/// Null where rows are not counted at once.
OperatorPtr make_counted(const PlanNode& node, Build& build) {
  Slot counts = no_slot;
  OperatorPtr input = make_counted_input(node, build, counts);
  if (!input) return nullptr;
  const PlanNode* leaf = leaf_of_chain(*node.input, build);
  if (leaf && leaf->estimated_rows >= many_batches)
    if (auto parts = GroupingInParts::make(node, build, counts, chain_of_counts(node)))
      return std::make_unique<AggregateOperator>(node, build, std::move(parts), counts);
  return std::make_unique<AggregateOperator>(node, build, std::move(input), counts);
}

}  // namespace

OperatorPtr make_aggregate(const PlanNode& node, Build& build) {
  if (auto segments = SegmentAggregation::make(node, build))
    return std::make_unique<AggregateOperator>(node, build, std::move(segments));
  const auto& calls = std::get<Aggregate>(node.op).calls;
  const Guards none{{}, ExpandDirection::Out, /*wants_all=*/true};
  if (std::all_of(calls.begin(), calls.end(), ignores_duplicates) &&
      leaves_rows_out(*node.input, none))
    return std::make_unique<AggregateOperator>(node, build,
                                               make_deduplicated(*node.input, build, none));
  if (std::all_of(calls.begin(), calls.end(), takes_counted_rows)) {
    if (OperatorPtr counted = make_counted(node, build)) return counted;
    Slot counts = no_slot;
    if (OperatorPtr ends = make_end_counts(*node.input, build, counts))
      return std::make_unique<AggregateOperator>(node, build, std::move(ends), counts);
  }
  const ChainMaker chain = [&node](Build& chain_build) {
    return make_operator(*node.input, chain_build);
  };
  if (auto parts = GroupingInParts::make(node, build, no_slot, chain))
    return std::make_unique<AggregateOperator>(node, build, std::move(parts));
  return std::make_unique<AggregateOperator>(node, build, make_gathered(*node.input, build));
}

}  // namespace normgraph::query
