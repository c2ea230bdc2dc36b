// An expansion of which only the end is read, and each end often: every end once, with the number
// of rows that it stands for. All input is consumed; a counter a node, on all cores.

#include <algorithm>
#include <functional>

#include "graph/parallel.hpp"
#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

/// Whether the expansion follows every relationship of its types once: a directed one from all
/// nodes.
bool starts_everywhere(const PlanNode& node) {
  const auto* scan = std::get_if<NodeScan>(&node.input->op);
  return scan && scan->label.empty() &&
         std::get<Expand>(node.op).direction != ExpandDirection::Both &&
         std::holds_alternative<SingleRow>(node.input->input->op);
}

class ExpandEndCounts final : public Operator {
 public:
  ExpandEndCounts(const PlanNode& node, Build& build)
      : Operator(node, build,
                 starts_everywhere(node) ? nullptr : make_operator(*node.input, build)),
        expand_(std::get<Expand>(node.op)),
        from_all_(starts_everywhere(node)),
        adjacency_(from_all_ ? Adjacency(expand_.types, expand_.direction).reversed()
                             : Adjacency(expand_.types, expand_.direction)) {}

  std::string describe(const PlanWords& words) const override {
    if (!from_all_) return "Expand ends, counted " + words.pattern(expand_);
    return "Degrees of all ends of ()" +
           words.relationship(expand_.relationship, expand_.types, expand_.direction) +
           words.node(expand_.to);
  }

 private:
  using Counts = std::vector<std::uint32_t>;  // by node

  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    std::vector<NodeId> nodes;
    std::vector<std::int64_t> counts;
    for (; nodes.size() < batch_rows && next_ < limit_; ++next_) {
      const auto count =
          static_cast<std::int64_t>(from_all_ ? adjacency_.degree(next_) : counts_[next_]);
      if (count == 0) continue;
      nodes.push_back(next_);
      counts.push_back(count);
    }
    if (nodes.empty()) return false;
    start_batch(batch, nodes.size());
    put(batch, expand_.to, Vector::of(std::move(nodes)));
    put(batch, expand_.relationship, Vector::of(std::move(counts)));
    return true;
  }

  void consume() {
    consumed_ = true;
    limit_ = context().view->node_limit();
    adjacency_.resolve(*context().view);
    if (from_all_) return;
    const bool stored = store::StoredGraph::of(*context().view).has_value();
    std::vector<Counts> parts(stored ? parallel_threads() : 1, Counts(limit_));
    booking_.set(static_cast<std::int64_t>(parts.size() * limit_ * sizeof(Counts::value_type)));
    std::vector<NodeId> sources;
    for (Batch batch; input_->next(batch);) {
      const NodeColumn from(batch.columns[expand_.from], batch.selection);
      for (std::size_t i = 0; i < batch.selection.size(); ++i)
        sources.push_back(from[batch.selection[i]]);
      if (sources.size() >= worth_sharing) count_all(sources, parts);
    }
    count_all(sources, parts);
    counts_ = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i)
      std::transform(counts_.begin(), counts_.end(), parts[i].begin(), counts_.begin(),
                     std::plus<>());
  }

  static constexpr std::size_t worth_sharing = 32 * batch_rows;

  /// Each thread takes every so many of the sources, and counts in numbers of its own.
  void count_all(std::vector<NodeId>& sources, std::vector<Counts>& parts) const {
    const std::size_t step = sources.size() < batch_rows ? 1 : parts.size();
    parallel_for(step, [&](std::size_t part) {
      for (std::size_t i = part; i < sources.size(); i += step) count_ends(sources[i], parts[part]);
    });
    sources.clear();
  }

  void count_ends(NodeId node, Counts& counts) const {
    if (node == no_node) return;
    for (std::size_t i = 0; i < adjacency_.list_count(); ++i) {
      const NeighbourList list = adjacency_.list(node, i);
      for (const NodeId end : list.neighbours.nodes)
        if (!list.skip_loops || end != node) ++counts[end];
    }
  }

  void reset() override {
    consumed_ = false;
    next_ = 0;
    counts_ = Counts();
    booking_.set(0);
  }

  const Expand& expand_;
  const bool from_all_;  // then the numbers are degrees, and there is nothing to count
  Adjacency adjacency_;
  bool consumed_ = false;
  Counts counts_;
  NodeId limit_ = 0, next_ = 0;  // next_: to be looked at
  Booking booking_{account()};
};

/// Whether so many rows are expected that a counter for every node is worth it.
bool comes_often(const PlanNode& node, const store::GraphView& view) {
  constexpr double fewest_rows = 32.0 * batch_rows;
  return node.estimated_rows >= fewest_rows &&
         node.estimated_rows >= static_cast<double>(view.node_limit());
}

}  // namespace

OperatorPtr make_end_counts(const PlanNode& node, Build& build, Slot& counts) {
  if (build.argument || build.handed) return nullptr;
  if (std::holds_alternative<Filter>(node.op)) {
    OperatorPtr input = make_end_counts(*node.input, build, counts);
    return input ? make_filter(node, build, std::move(input)) : nullptr;
  }
  const Expand* expand = free_expand(node);
  if (!expand || !expand->distinct_from.empty() || node.live != std::vector<Slot>{expand->to} ||
      !comes_often(node, *build.context.view))
    return nullptr;
  counts = expand->relationship;
  return std::make_unique<ExpandEndCounts>(node, build);
}

}  // namespace normgraph::query
