#include "graph/query/plan/bound_elements.hpp"

#include <set>

#include "graph/query/expression/nodes.hpp"

namespace normgraph::query::planning {
namespace {

/// Slots that are null in no row. Each slot is given once in a statement, so what holds of rows
/// holds of all rows that are made from them.
using Bound = std::set<Slot>;

/// Walks from the leaves to the root; afterwards `bound` holds for the rows of the node.
void walk(PlanNode& node, Bound& bound);

void add_made(NodeScan& scan, Bound& bound) { bound.insert(scan.node); }
void add_made(IndexSeek& seek, Bound& bound) { bound.insert(seek.node); }
void add_made(Expand& expand, Bound& bound) {
  bound.insert({expand.from, expand.relationship, expand.to});
}
void add_made(VariableExpand& expand, Bound& bound) {
  bound.insert({expand.from, expand.relationships, expand.to});
}
void add_made(RepeatPath& repeat, Bound& bound) { bound.insert({repeat.from, repeat.to}); }

bool is_bound(const BoundExpression& expression, const Bound& bound) {
  const Slot slot = slot_of(expression);
  return slot != no_slot && bound.contains(slot);
}

template <class Items>
void add_copies(const Items& items, Bound& bound) {
  for (const auto& [slot, expression] : items)
    if (is_bound(*expression, bound)) bound.insert(slot);
}
void add_made(Project& project, Bound& bound) { add_copies(project.items, bound); }

void add_made(Aggregate& aggregate, Bound& bound) {
  using Function = AggregateCall::Function;
  for (AggregateCall& call : aggregate.calls) {
    if (call.function != Function::Count || call.distinct || !is_bound(*call.argument, bound))
      continue;
    call.function = Function::CountStar;
    call.argument = nullptr;
  }
  add_copies(aggregate.groups, bound);
  add_copies(aggregate.carried, bound);
}

/// An OPTIONAL MATCH may leave nulls.
void add_made(Apply& apply, Bound& bound) {
  Bound inside = bound;
  walk(*apply.inner, inside);
  if (apply.mode == Apply::Mode::Join && !apply.aggregate_of_nothing) bound = std::move(inside);
}

void add_made(Union& parts, Bound& bound) {
  for (PlanPtr& input : parts.inputs) {
    Bound of_part = bound;
    walk(*input, of_part);
  }
  bound.clear();
}

template <class Operator>
void add_made(Operator&, Bound&) {}

void walk(PlanNode& node, Bound& bound) {
  if (node.input) walk(*node.input, bound);
  std::visit([&](auto& op) { add_made(op, bound); }, node.op);
}

}  // namespace

void count_rows_for_elements(PlanNode& root) {
  Bound bound;
  walk(root, bound);
}

}  // namespace normgraph::query::planning
