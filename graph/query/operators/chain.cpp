#include "graph/query/operators/chain.hpp"

#include <algorithm>

#include "graph/parallel.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/expand_conditions.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

constexpr std::size_t small_piece = batch_rows / 8;

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

bool parallel(const BoundExpressionPtr& expression) {
  return !expression || expression->parallel();
}
template <class Items>
bool all_parallel(const Items& items) {
  return std::all_of(items.begin(), items.end(),
                     [](const auto& item) { return parallel(item.second); });
}
bool parallel(const IndexSeek& seek) {
  return parallel(seek.value) && parallel(seek.low) && parallel(seek.high);
}
bool parallel(const Aggregate& aggregate) {
  return all_parallel(aggregate.groups) && all_parallel(aggregate.carried) &&
         std::all_of(aggregate.calls.begin(), aggregate.calls.end(), [](const auto& call) {
           return parallel(call.argument) && parallel(call.parameter);
         });
}

/// Whether an inner plan needs nothing but its outer rows and the graph.
bool runs_apart(const PlanNode& node) {
  if (std::holds_alternative<Argument>(node.op)) return true;
  if (!node.input || !runs_apart(*node.input)) return false;
  if (const auto* filter = std::get_if<Filter>(&node.op)) return parallel(filter->predicate);
  if (const auto* project = std::get_if<Project>(&node.op)) return all_parallel(project->items);
  if (const auto* aggregate = std::get_if<Aggregate>(&node.op)) return parallel(*aggregate);
  if (const auto* expand = std::get_if<VariableExpand>(&node.op))
    return parallel(expand->each_predicate);
  if (const auto* seek = std::get_if<IndexSeek>(&node.op)) return parallel(*seek);
  if (const auto* apply = std::get_if<Apply>(&node.op)) return runs_apart(*apply->inner);
  return std::holds_alternative<Expand>(node.op) || std::holds_alternative<BuildPath>(node.op);
}

/// Whether copies of a node's operator can work on different rows at the same time.
bool may_be_copied(const PlanNode& node, const Build& build) {
  if (const auto* filter = std::get_if<Filter>(&node.op)) return parallel(filter->predicate);
  if (const auto* project = std::get_if<Project>(&node.op)) return all_parallel(project->items);
  if (const auto* seek = std::get_if<IndexSeek>(&node.op)) return parallel(*seek);
  if (const auto* apply = std::get_if<Apply>(&node.op)) {
    const bool semi = apply->mode == Apply::Mode::Semi || apply->mode == Apply::Mode::Anti;
    return runs_apart(*apply->inner) && !(semi && goes_backward(node, build));
  }
  return std::holds_alternative<Expand>(node.op) || std::holds_alternative<BuildPath>(node.op);
}

bool leads_on(const PlanNode& top, const PlanNode& leaf) {
  constexpr double many = 4;  // nodes that a row finds
  for (const PlanNode* node = &top; node != &leaf; node = node->input.get()) {
    if (std::holds_alternative<Expand>(node->op) || std::holds_alternative<Apply>(node->op))
      return true;
    if (std::holds_alternative<IndexSeek>(node->op) &&
        node->estimated_rows > many * node->input->estimated_rows)
      return true;
  }
  return false;
}

}  // namespace

Chain::Chain(const Context& of, const PlanNode& leaf, const ChainMaker& make, SharedWork& shared)
    : context(of),
      handed{.node = &leaf, .batch = {}},
      build{.context = context, .handed = &handed, .shared = &shared},
      top(make(build)) {}

void Chain::begin(Batch batch, const Context& now) {
  context = now;
  handed.batch = std::move(batch);
  handed.fresh = true;
  top->restart();
}

OperatorPtr make_handed_batch(const PlanNode& node, Build& build) {
  return std::make_unique<HandedBatchOperator>(node, build);
}

bool chains_possible(const Build& build) {
  return !build.argument && !build.handed && !build.writes && !build.context.uncertain &&
         parallel_threads() > 1 && store::StoredGraph::of(*build.context.view);
}

const PlanNode* leaf_of_chain(const PlanNode& top, const Build& build) {
  constexpr double enough_rows = 2.0 * small_piece;  // to be shared out
  const PlanNode* leaf = nullptr;
  for (const PlanNode* node = &top; node->input && may_be_copied(*node, build);
       node = node->input.get())
    if (!std::holds_alternative<Filter>(node->op) && node->input->estimated_rows >= enough_rows)
      leaf = node->input.get();
  return leaf;
}

double most_rows(const PlanNode& top, const PlanNode& leaf) {
  double most = leaf.estimated_rows;
  for (const PlanNode* node = &top; node != &leaf; node = node->input.get())
    most = std::max(most, node->estimated_rows);
  return most;
}

void ask_wanted(const SharedWork& shared, Context& context) {
  for (const auto& [node, conditions] : shared.conditions)
    if (conditions && conditions->wants_all()) conditions->ask_all(context);
}

std::size_t rows_of_piece(const PlanNode& top, const PlanNode& leaf) {
  return leads_on(top, leaf) ? small_piece : batch_rows;
}

void cut(Batch batch, std::size_t rows, std::vector<Batch>& pieces) {
  const std::vector<std::uint32_t> selected = selected_rows(batch.selection);
  if (selected.size() <= rows) return pieces.push_back(std::move(batch));
  for (std::size_t first = 0; first < selected.size(); first += rows) {
    const std::size_t count = std::min(rows, selected.size() - first);
    Batch piece;
    start_batch(piece, count);
    piece.columns.resize(batch.columns.size());
    for (Slot slot = 0; slot < batch.columns.size(); ++slot)
      if (bound(batch, slot))
        piece.columns[slot] = batch.columns[slot].gather({selected.data() + first, count});
    pieces.push_back(std::move(piece));
  }
}

}  // namespace normgraph::query
