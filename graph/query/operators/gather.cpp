// Gather: a chain of operators on all cores. The input is asked for some batches, each of which
// goes through a copy of the chain of its own; what comes out is handed on in the order of the
// input. A copy that has made enough for now waits until its turn comes, so that a batch with hubs
// in it does not fill the memory.

#include "graph/query/operators/gather.hpp"

#include <algorithm>
#include <deque>

#include "graph/parallel.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

class HandedBatchOperator final : public Operator {
 public:
  HandedBatchOperator(const PlanNode& node, Build& build)
      : Operator(node, build, nullptr), handed_(*build.handed) {
    handed_.read = true;
  }

  std::string describe(const PlanWords&) const override { return "Batch of its input"; }

 private:
  bool produce(Batch& batch) override {
    if (!handed_.fresh) return false;
    handed_.fresh = false;
    batch = std::move(handed_.batch);
    return true;
  }
  HandedBatch& handed_;
};

/// A copy of the operators, and what it has made of its batch so far.
struct Chain {
  Chain(const Context& of, const PlanNode& leaf, const ChainMaker& make, ElementFilters& shared)
      : context(of),
        handed{.node = &leaf, .batch = {}},
        build{.context = context, .handed = &handed, .element_filters = &shared},
        top(make(build)) {}

  void begin(Batch batch, const Context& now) {
    context = now;
    handed.batch = std::move(batch);
    handed.fresh = true;
    ended = false;
    top->restart();
  }
  /// Up to `most` batches more.
  void work(std::size_t most) {
    while (!ended && made.size() < most) {
      Batch batch;
      if (top->next(batch))
        made.push_back(std::move(batch));
      else
        ended = true;
    }
  }

  Context context;  // its own, as memory is booked in it
  HandedBatch handed;
  Build build;
  OperatorPtr top;
  std::deque<Batch> made;
  bool ended = true;
};

bool expands(const PlanNode& top, const PlanNode& leaf) {
  for (const PlanNode* node = &top; node != &leaf; node = node->input.get())
    if (std::holds_alternative<Expand>(node->op)) return true;
  return false;
}

class GatherOperator final : public Operator {
 public:
  GatherOperator(const PlanNode& top, Build& build, const PlanNode& leaf, ChainMaker make,
                 std::unique_ptr<Chain> first, std::unique_ptr<ElementFilters> shared)
      : Operator(top, build, make_gathered(leaf, build)),
        leaf_(leaf),
        element_filters_(std::move(shared)),
        make_(std::move(make)),
        piece_rows_(expands(top, leaf) ? batch_rows / 8 : batch_rows) {
    chains_.push_back(std::move(first));
  }

  std::string describe(const PlanWords&) const override { return "Gather, on all cores:"; }
  void visit_inner(const std::function<void(Operator&)>& visit) override {
    for (const auto& chain : chains_) visit(*chain->top);
  }

 private:
  static constexpr std::size_t first_wave = 4, longest_wave = 32, most_made = 32;

  bool produce(Batch& batch) override {
    for (;;) {
      if (turn_ == begun_ && !next_wave()) return false;
      Chain& chain = *chains_[turn_];
      if (chain.made.empty()) chain.work(1);
      if (!chain.made.empty()) {
        batch = std::move(chain.made.front());
        chain.made.pop_front();
        return true;
      }
      ++turn_;
    }
  }

  bool next_wave() {
    turn_ = begun_ = 0;
    for (Batch batch; begun_ < wave_ && input_->next(batch); batch = Batch()) share_out(batch);
    wave_ = std::min(2 * wave_, longest_wave);
    parallel_for(begun_, [this](std::size_t i) { chains_[i]->work(most_made); });
    return begun_ > 0;
  }

  /// A batch that relationships lead on from is cut into pieces: few rows may be much work.
  void share_out(Batch& batch) {
    const std::vector<std::uint32_t> rows = selected_rows(batch.selection);
    if (rows.size() <= piece_rows_) return begin_chain(std::move(batch));
    for (std::size_t first = 0; first < rows.size(); first += piece_rows_) {
      const std::size_t count = std::min(piece_rows_, rows.size() - first);
      Batch piece;
      start_batch(piece, count);
      piece.columns.resize(batch.columns.size());
      for (Slot slot = 0; slot < batch.columns.size(); ++slot)
        if (bound(batch, slot))
          piece.columns[slot] = batch.columns[slot].gather({rows.data() + first, count});
      begin_chain(std::move(piece));
    }
  }

  void begin_chain(Batch batch) {
    if (begun_ == chains_.size())
      chains_.push_back(std::make_unique<Chain>(context(), leaf_, make_, *element_filters_));
    chains_[begun_++]->begin(std::move(batch), context());
  }

  void reset() override {
    turn_ = begun_ = 0;
    wave_ = first_wave;
  }

  const PlanNode& leaf_;
  const std::unique_ptr<ElementFilters> element_filters_;  // of all chains
  const ChainMaker make_;
  const std::size_t piece_rows_;
  std::vector<std::unique_ptr<Chain>> chains_;
  std::size_t wave_ = first_wave;
  std::size_t begun_ = 0;  // chains of this wave
  std::size_t turn_ = 0;   // whose batches are handed on
};

/// Whether copies of a node's operator can work on different rows at the same time.
bool may_be_copied(const PlanNode& node) {
  if (const auto* filter = std::get_if<Filter>(&node.op)) return filter->predicate->parallel();
  if (const auto* project = std::get_if<Project>(&node.op))
    return std::all_of(project->items.begin(), project->items.end(),
                       [](const auto& item) { return item.second->parallel(); });
  return std::holds_alternative<Expand>(node.op);
}

/// The node below the chain; null when there is none. Filters at its lower end stay below, as a
/// filtered scan shares its work out itself.
const PlanNode* leaf_of(const PlanNode& top) {
  const PlanNode* leaf = nullptr;
  for (const PlanNode* node = &top; node->input && may_be_copied(*node); node = node->input.get())
    if (!std::holds_alternative<Filter>(node->op)) leaf = node->input.get();
  return leaf;
}

}  // namespace

OperatorPtr make_handed_batch(const PlanNode& node, Build& build) {
  return std::make_unique<HandedBatchOperator>(node, build);
}

OperatorPtr make_gathered(const PlanNode& top, Build& build) {
  constexpr double two_batches = 2.0 * batch_rows;
  OperatorPtr gather = make_gather(top, build, two_batches,
                                   [&top](Build& chain) { return make_operator(top, chain); });
  if (gather) return gather;
  // What one thread must do may lie over a chain.
  if (std::holds_alternative<Project>(top.op) && !may_be_copied(top))
    return make_project(top, build, make_gathered(*top.input, build));
  return make_operator(top, build);
}

OperatorPtr make_gather(const PlanNode& top, Build& build, double worth_sharing,
                        const ChainMaker& make) {
  const Context& context = build.context;
  if (build.argument || build.handed || build.writes || context.uncertain) return nullptr;
  const PlanNode* leaf = leaf_of(top);
  if (!leaf || leaf->estimated_rows < worth_sharing || parallel_threads() == 1) return nullptr;
  if (!store::StoredGraph::of(*context.view)) return nullptr;
  auto shared = std::make_unique<ElementFilters>();
  auto first = std::make_unique<Chain>(context, *leaf, make, *shared);
  // An operator may stand for more nodes than the chain has.
  if (!first->top || !first->handed.read) return nullptr;
  return std::make_unique<GatherOperator>(top, build, *leaf, make, std::move(first),
                                          std::move(shared));
}

}  // namespace normgraph::query
