#include "graph/query/plan/dependencies.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "graph/query/expression/nodes.hpp"

namespace normgraph::query::planning {
namespace {

using Slots = std::set<Slot>;

Slots read_by(const BoundExpression& expression) {
  Slots slots;
  expression.visit_slots([&](Slot slot) { slots.insert(slot); });
  return slots;
}

bool holds_all(const Slots& slots, const Slots& wanted) {
  return std::includes(slots.begin(), slots.end(), wanted.begin(), wanted.end());
}

/// What follows from what, in the rows of one place of a plan. Each slot is given once in a
/// statement, so what holds of rows holds of all rows that are made from them.
class Dependencies {
 public:
  void add(Slots from, Slot to) { all_.push_back({std::move(from), to}); }

  void add_computed(Slot slot, const BoundExpression& expression) {
    const Slot copied = slot_of(expression);
    if (copied == slot) return;
    if (copied != no_slot) add({slot}, copied);
    add(read_by(expression), slot);
  }

  /// The given slots and all that follow from them.
  Slots closure(Slots slots) const {
    for (std::size_t before = 0; before != slots.size();) {
      before = slots.size();
      for (const auto& [from, to] : all_)
        if (holds_all(slots, from)) slots.insert(to);
    }
    return slots;
  }

 private:
  struct Dependency {
    Slots from;
    Slot to = no_slot;
  };
  std::vector<Dependency> all_;
};

/// Values of these types are the same when they are equal. A number is not: 1 = 1.0, and yet
/// toString() tells them apart.
bool equal_is_same(StaticType type) {
  return type == StaticType::Node || type == StaticType::Relationship;
}

void carry_groups(Aggregate& aggregate, const Dependencies& known) {
  Slots compared;
  for (const auto& [slot, expression] : aggregate.groups)
    if (equal_is_same(expression->type) || slot == aggregate.outer_row) compared.insert(slot);
  if (compared.empty()) return;
  const Slots given = known.closure(compared);
  const auto follows = std::stable_partition(
      aggregate.groups.begin(), aggregate.groups.end(), [&](const auto& group) {
        return compared.contains(group.first) || !holds_all(given, read_by(*group.second));
      });
  std::move(follows, aggregate.groups.end(), std::back_inserter(aggregate.carried));
  aggregate.groups.erase(follows, aggregate.groups.end());
}

/// Walks from the leaves to the root; afterwards `known` holds for the rows of the node.
void walk(PlanNode& node, Dependencies& known);

void add_made(Project& project, Dependencies& known) {
  for (const auto& [slot, expression] : project.items) known.add_computed(slot, *expression);
}

void add_made(Aggregate& aggregate, Dependencies& known) {
  Slots groups;
  for (const auto& [slot, expression] : aggregate.groups) {
    known.add_computed(slot, *expression);
    groups.insert(slot);
  }
  carry_groups(aggregate, known);
  for (const AggregateCall& call : aggregate.calls) known.add(groups, call.slot);
}

/// Of inner rows nothing is known above, as their columns may have become nulls.
void add_made(Apply& apply, Dependencies& known) {
  Dependencies inside = known;
  walk(*apply.inner, inside);
}

/// The parts of a UNION make their columns in different ways.
void add_made(Union& parts, Dependencies& known) {
  for (PlanPtr& input : parts.inputs) {
    Dependencies of_part = known;
    walk(*input, of_part);
  }
  known = Dependencies();
}

template <class Operator>
void add_made(Operator&, Dependencies&) {}

void walk(PlanNode& node, Dependencies& known) {
  if (node.input) walk(*node.input, known);
  std::visit([&](auto& op) { add_made(op, known); }, node.op);
}

}  // namespace

void carry_dependent_groups(PlanNode& root) {
  Dependencies known;
  walk(root, known);
}

}  // namespace normgraph::query::planning
