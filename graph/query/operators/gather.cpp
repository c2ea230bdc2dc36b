// Gather: a chain of operators on all cores. The input is asked for some batches, each of which
// goes through a copy of the chain of its own; what comes out is handed on in the order of the
// input. A copy that has made enough for now waits until its turn comes, so that a batch with hubs
// in it does not fill the memory.

#include "graph/query/operators/gather.hpp"

#include <algorithm>
#include <deque>

#include "graph/parallel.hpp"
#include "graph/query/operators/chain.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {
namespace {

/// A chain, and what it has made of its batch so far.
struct Producer {
  Producer(const Context& of, const PlanNode& leaf, const ChainMaker& make, SharedWork& shared)
      : chain(of, leaf, make, shared) {}

  void begin(Batch batch, const Context& now) {
    ended = false;
    chain.begin(std::move(batch), now);
  }
  /// Up to `most` batches more.
  void work(std::size_t most) {
    while (!ended && made.size() < most) {
      Batch batch;
      if (chain.top->next(batch))
        made.push_back(std::move(batch));
      else
        ended = true;
    }
  }

  Chain chain;
  std::deque<Batch> made;
  bool ended = true;
};

class GatherOperator final : public Operator {
 public:
  GatherOperator(const PlanNode& top, Build& build, const PlanNode& leaf, ChainMaker make,
                 std::unique_ptr<Producer> first, std::unique_ptr<SharedWork> shared)
      : Operator(top, build, make_gathered(leaf, build)),
        leaf_(leaf),
        shared_work_(std::move(shared)),
        make_(std::move(make)),
        piece_rows_(rows_of_piece(top, leaf)) {
    producers_.push_back(std::move(first));
  }

  std::string describe(const PlanWords&) const override { return "Gather, on all cores:"; }
  void visit_inner(const std::function<void(Operator&)>& visit) override {
    for (const auto& producer : producers_) visit(*producer->chain.top);
  }

 private:
  static constexpr std::size_t first_wave = 4, longest_wave = 32, most_made = 32;

  bool produce(Batch& batch) override {
    for (;;) {
      if (turn_ == begun_ && !next_wave()) return false;
      Producer& producer = *producers_[turn_];
      if (producer.made.empty()) producer.work(1);
      if (!producer.made.empty()) {
        batch = std::move(producer.made.front());
        producer.made.pop_front();
        return true;
      }
      ++turn_;
    }
  }

  bool next_wave() {
    turn_ = begun_ = 0;
    ask_wanted(*shared_work_, context());
    std::vector<Batch> pieces;
    for (Batch batch; pieces.size() < wave_ && input_->next(batch); batch = Batch())
      cut(std::move(batch), piece_rows_, pieces);
    for (Batch& piece : pieces) begin_producer(std::move(piece));
    wave_ = std::min(2 * wave_, longest_wave);
    parallel_for(begun_, [this](std::size_t i) { producers_[i]->work(most_made); });
    return begun_ > 0;
  }

  void begin_producer(Batch batch) {
    if (begun_ == producers_.size())
      producers_.push_back(std::make_unique<Producer>(context(), leaf_, make_, *shared_work_));
    producers_[begun_++]->begin(std::move(batch), context());
  }

  void reset() override {
    turn_ = begun_ = 0;
    wave_ = first_wave;
  }

  const PlanNode& leaf_;
  const std::unique_ptr<SharedWork> shared_work_;  // of all chains
  const ChainMaker make_;
  const std::size_t piece_rows_;
  std::vector<std::unique_ptr<Producer>> producers_;
  std::size_t wave_ = first_wave;
  std::size_t begun_ = 0;  // producers of this wave
  std::size_t turn_ = 0;   // whose batches are handed on
};

}  // namespace

OperatorPtr make_gathered(const PlanNode& top, Build& build) {
  constexpr double two_batches = 2.0 * batch_rows;
  OperatorPtr gather = make_gather(top, build, two_batches,
                                   [&top](Build& chain) { return make_operator(top, chain); });
  if (gather) return gather;
  // What one thread must do may lie over a chain.
  if (std::holds_alternative<Project>(top.op) && !leaf_of_chain(top, build))
    return make_project(top, build, make_gathered(*top.input, build));
  return make_operator(top, build);
}

OperatorPtr make_gather(const PlanNode& top, Build& build, double worth_sharing,
                        const ChainMaker& make) {
  if (!chains_possible(build)) return nullptr;
  const PlanNode* leaf = leaf_of_chain(top, build);
  if (!leaf || most_rows(top, *leaf) < worth_sharing) return nullptr;
  auto shared = std::make_unique<SharedWork>();
  auto first = std::make_unique<Producer>(build.context, *leaf, make, *shared);
  // An operator may stand for more nodes than the chain has.
  if (!first->chain.top || !first->chain.handed.read) return nullptr;
  return std::make_unique<GatherOperator>(top, build, *leaf, make, std::move(first),
                                          std::move(shared));
}

}  // namespace normgraph::query
