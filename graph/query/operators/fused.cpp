#include "graph/query/operators/fused.hpp"

#include <algorithm>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

bool holds(const std::vector<Slot>& slots, Slot slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

/// Where the end is all that is read above, apart from the guards, each is given once.
OperatorPtr deduplicated(const Expand& expand, const PlanNode& node, Build& build,
                         const Guards& above) {
  Guards below{{}, expand.direction, above.wants_all};
  for (const Slot slot : expand.distinct_from)
    if (!holds(node.live, slot)) below.slots.push_back(slot);
  OperatorPtr input = make_deduplicated(*node.input, build, below);

  Guards guards{{}, above.direction, above.wants_all};
  std::vector<Slot> keys;
  for (const Slot slot : node.live)
    (holds(above.slots, slot) ? guards.slots : keys).push_back(slot);
  const bool only_ends = keys.size() == 1 && keys.front() == expand.to;
  if (only_ends && guards.slots.empty() && guards.wants_all)
    return make_expand_ends(node, build, std::move(input));
  if (only_ends) return make_expand_distinct(node, build, std::move(input), std::move(guards));
  return make_expand_all(node, build, std::move(input));
}

/// True where every node that a walk reaches is reached by a trail, too: the shortest walk to
/// another node is a path, and the shortest way back to the start is a cycle if it is directed.
bool walks_are_enough(const VariableExpand& expand, const std::vector<Slot>& live) {
  const bool reached_alike =
      expand.min == 0 || (expand.min == 1 && expand.direction != ExpandDirection::Both);
  return reached_alike && !expand.list_bound && !holds(live, expand.relationships) &&
         !expand.each_predicate && expand.distinct_from.empty();
}

}  // namespace

const Expand* free_expand(const PlanNode& node) {
  const auto* expand = std::get_if<Expand>(&node.op);
  return expand && !expand->to_bound && !expand->relationship_bound ? expand : nullptr;
}

OperatorPtr make_deduplicated(const PlanNode& node, Build& build, const Guards& guards) {
  if (const auto* filter = std::get_if<Filter>(&node.op)) {
    Guards unread = guards;
    for (const Slot slot : slots_of(filter->predicate.get())) std::erase(unread.slots, slot);
    return make_filter(node, build, make_deduplicated(*node.input, build, unread));
  }
  if (std::holds_alternative<Project>(node.op))
    return make_project(
        node, build,
        make_deduplicated(*node.input, build, Guards{{}, ExpandDirection::Out, guards.wants_all}));
  if (const Expand* expand = free_expand(node)) return deduplicated(*expand, node, build, guards);
  if (const auto* expand = std::get_if<VariableExpand>(&node.op))
    if (walks_are_enough(*expand, node.live))
      return make_reach(node, build,
                        make_deduplicated(*node.input, build,
                                          Guards{{}, ExpandDirection::Out, guards.wants_all}));
  return make_operator(node, build);
}

OperatorPtr make_row_counts(const PlanNode& node, Build& build, Slot& counts) {
  if (OperatorPtr intersect = make_intersect(node, build, &counts)) return intersect;
  const Expand* expand = free_expand(node);
  if (!expand || holds(node.live, expand->to) || holds(node.live, expand->relationship))
    return nullptr;
  counts = expand->to;
  return make_expand_count(node, build, counts);
}

}  // namespace normgraph::query
