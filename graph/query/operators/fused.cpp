#include "graph/query/operators/fused.hpp"

#include <algorithm>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/gather.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

bool holds(const std::vector<Slot>& slots, Slot slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

/// What is read above an expansion whose consumer does not mind duplicates: only its end, and
/// guards, which are only read so as not to be taken again.
struct Reads {
  Guards below, guards;
  bool only_ends = false;
};
Reads reads_of(const Expand& expand, const PlanNode& node, const Guards& above) {
  Reads reads{{{}, expand.direction, above.wants_all}, {{}, above.direction, above.wants_all}};
  for (const Slot slot : expand.distinct_from)
    if (!holds(node.live, slot)) reads.below.slots.push_back(slot);
  std::vector<Slot> keys;
  for (const Slot slot : node.live)
    (holds(above.slots, slot) ? reads.guards.slots : keys).push_back(slot);
  reads.only_ends = keys.size() == 1 && keys.front() == expand.to;
  return reads;
}

/// Where the end is all that is read above, apart from the guards, each is given once.
OperatorPtr deduplicated(const Expand& expand, const PlanNode& node, Build& build,
                         const Guards& above) {
  Reads reads = reads_of(expand, node, above);
  OperatorPtr input = make_deduplicated(*node.input, build, reads.below);
  if (!reads.only_ends) return make_expand_all(node, build, std::move(input));
  if (reads.guards.slots.empty() && reads.guards.wants_all)
    return make_expand_ends(node, build, std::move(input));
  return make_expand_distinct(node, build, std::move(input), std::move(reads.guards));
}

/// True where every node that a walk reaches is reached by a trail, too: the shortest walk to
/// another node is a path, and the shortest way back to the start is a cycle if it is directed.
bool walks_are_enough(const VariableExpand& expand, const std::vector<Slot>& live) {
  const bool reached_alike =
      expand.min == 0 || (expand.min == 1 && expand.direction != ExpandDirection::Both);
  return reached_alike && !expand.list_bound && !holds(live, expand.relationships) &&
         !expand.each_predicate && expand.distinct_from.empty();
}

/// Where all conditions can be told of elements, and so many rows are expected that they will be.
/// An inner plan runs again and again: it finds out by itself when they were enough.
bool worth_asking_all(const FilteredExpand& filtered, const Build& build) {
  const store::GraphView& view = *build.context.view;
  if (!filtered.conditions->reads_no_more() || !store::StoredGraph::of(view)) return false;
  return build.argument || filtered.expand->estimated_rows >=
                               static_cast<double>(filtered.conditions->enough_rows(view));
}

Guards guards_below(const Filter& filter, const Guards& guards) {
  Guards unread = guards;
  for (const Slot slot : slots_of(filter.predicate.get())) std::erase(unread.slots, slot);
  return unread;
}
Guards no_guards(const Guards& above) { return {{}, ExpandDirection::Out, above.wants_all}; }

}  // namespace

const Expand* free_expand(const PlanNode& node) {
  const auto* expand = std::get_if<Expand>(&node.op);
  return expand && !expand->to_bound && !expand->relationship_bound ? expand : nullptr;
}

bool leaves_rows_out(const PlanNode& node, const Guards& guards) {
  if (const auto* filter = std::get_if<Filter>(&node.op))
    return leaves_rows_out(*node.input, guards_below(*filter, guards));
  if (std::holds_alternative<Project>(node.op))
    return leaves_rows_out(*node.input, no_guards(guards));
  if (const Expand* expand = free_expand(node)) {
    const Reads reads = reads_of(*expand, node, guards);
    return reads.only_ends || leaves_rows_out(*node.input, reads.below);
  }
  if (const auto* expand = std::get_if<VariableExpand>(&node.op))
    return walks_are_enough(*expand, node.live);
  return false;
}

OperatorPtr make_deduplicated(const PlanNode& node, Build& build, const Guards& guards) {
  if (!leaves_rows_out(node, guards)) return make_gathered(node, build);
  if (const auto* filter = std::get_if<Filter>(&node.op))
    return make_filter(node, build,
                       make_deduplicated(*node.input, build, guards_below(*filter, guards)));
  if (std::holds_alternative<Project>(node.op))
    return make_project(node, build, make_deduplicated(*node.input, build, no_guards(guards)));
  if (const Expand* expand = free_expand(node)) return deduplicated(*expand, node, build, guards);
  return make_reach(node, build, make_deduplicated(*node.input, build, no_guards(guards)));
}

OperatorPtr make_row_counts(const PlanNode& node, Build& build, Slot& counts) {
  if (OperatorPtr intersect = make_intersect(node, build, &counts)) return intersect;
  const auto filtered = filtered_expand(node, build);
  const PlanNode& below = filtered ? *filtered->expand : node;
  const Expand* expand = free_expand(below);
  if (!expand || holds(node.live, expand->to) || holds(node.live, expand->relationship))
    return nullptr;
  if (filtered && !worth_asking_all(*filtered, build)) return nullptr;
  counts = expand->to;
  return filtered ? make_expand_count(*filtered, build, counts)
                  : make_expand_count(node, build, counts);
}

}  // namespace normgraph::query
