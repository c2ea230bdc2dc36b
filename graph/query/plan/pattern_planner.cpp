// The operators of a pattern: in the order that PatternOrder has chosen, each condition as soon as
// what it reads is there, then the named paths, then paths with a selector.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "graph/query/plan/builder.hpp"
#include "graph/query/plan/live_slots.hpp"
#include "graph/query/plan/pattern_order.hpp"
#include "graph/query/plan/query_planner.hpp"

namespace normgraph::query::planning {
namespace {

using bind::PatternStep;

ExpandDirection direction_of(ast::Direction direction, bool from_left) {
  if (direction == ast::Direction::Either) return ExpandDirection::Both;
  const bool out = (direction == ast::Direction::Right) == from_left;
  return out ? ExpandDirection::Out : ExpandDirection::In;
}

/// No relationship can be of both steps: then they need not be compared.
bool disjoint(const PatternStep& a, const PatternStep& b) {
  if (a.kind == PatternStep::Kind::Repeat || b.kind == PatternStep::Kind::Repeat) return false;
  if (a.types.empty() || b.types.empty()) return false;
  return std::none_of(a.types.begin(), a.types.end(), [&](const std::string& type) {
    return std::find(b.types.begin(), b.types.end(), type) != b.types.end();
  });
}

class PatternPlan {
 public:
  PatternPlan(bind::Pattern& pattern, PlanPtr input, QueryPlanner& planner, bool tables)
      : pattern_(pattern), plan_(std::move(input)), planner_(planner), tables_(tables) {
    for (const auto& node : pattern_.nodes)
      if (!node.bound) unbound_.insert(node.symbol.slot);
    for (const auto& step : pattern_.steps) {
      if (!step.bound) unbound_.insert(step.symbol.slot);
      if (step.repetition)
        for (const auto& group : step.repetition->groups) unbound_.insert(group.second);
    }
    for (const auto& path : pattern_.named) unbound_.insert(path.slot);
    for (const auto& selected : pattern_.selected)
      unbound_.insert(selected.introduced.begin(), selected.introduced.end());
    plan_exists();
  }

  PlanPtr make() {
    const PatternOrder order(pattern_, planner_.context().view,
                             {planner_.optimise(), is_inner(*plan_), tables_});
    const auto actions = order.actions(plan_->estimated_rows);
    done_.assign(pattern_.steps.size(), false);
    if (planner_.optimise()) apply_ready();
    for (const Action& action : actions) {
      take(action);
      if (planner_.optimise()) apply_ready(action.rows);
    }
    for (const auto& path : pattern_.named) {
      push(path_of(path), plan_->estimated_rows);
      unbound_.erase(path.slot);
    }
    apply_ready();
    for (auto& selected : pattern_.selected) take(selected);
    apply_ready();
    return std::move(plan_);
  }

 private:
  /// An inner plan runs for all rows of a batch at once.
  static bool is_inner(const PlanNode& plan) {
    const PlanNode* leaf = &plan;
    while (leaf->input) leaf = leaf->input.get();
    return std::holds_alternative<Argument>(leaf->op);
  }

  /// EXISTS is planned first, so that it is known which variables it really reads.
  void plan_exists() {
    for (std::size_t c = 0; c < pattern_.conditions.size(); ++c) {
      auto& condition = pattern_.conditions[c];
      if (!condition.exists) continue;
      PlanPtr inner = planner_.plan(*condition.exists->query, condition.exists->row);
      condition.slots = required_slots(*inner, condition.exists->row, {});
      exists_.emplace(c, std::move(inner));
    }
    applied_.assign(pattern_.conditions.size(), false);
  }

  void take(const Action& action) {
    switch (action.kind) {
      case Action::Kind::Scan:
        scan(action);
        break;
      case Action::Kind::Ends: {
        PatternStep& step = pattern_.steps[action.index];
        query::Unwind unwind;
        unwind.list = std::move(step.left_ends);
        unwind.item = pattern_.nodes[step.left].symbol.slot;
        bind_slot(unwind.item);
        push(std::move(unwind), action.rows);
        break;
      }
      case Action::Kind::Step:
        walk(action);
        break;
    }
  }

  void scan(const Action& action) {
    const Slot node = pattern_.nodes[action.index].symbol.slot;
    const AccessPath& access = action.access;
    bind_slot(node);
    if (access.kind == AccessPath::Kind::Range) return range(action, node);
    if (access.kind == AccessPath::Kind::All || access.kind == AccessPath::Kind::Label) {
      drop_label(node, access.label);
      push(NodeScan{node, access.label}, action.work);
      return;
    }
    auto& condition = pattern_.conditions[access.condition];
    const bool any_of = condition.seeks[access.seek].any_of.has_value();
    IndexSeek seek;
    seek.any_of = any_of;
    seek.node = node;
    seek.label = access.label;
    seek.property = access.property;
    seek.by_table = access.kind == AccessPath::Kind::Table;
    seek.value = std::move(condition.seeks[access.seek].value);
    condition.seeks.clear();
    // What is no list is an error of the condition; a table may find too much.
    applied_[access.condition] = !any_of && !seek.by_table;
    drop_label(node, access.label);
    push(std::move(seek), action.rows);
  }

  /// A seek between bounds; the conditions that say them stay, as it may find too much.
  void range(const Action& action, Slot node) {
    const AccessPath& access = action.access;
    IndexSeek seek;
    seek.node = node;
    seek.label = access.label;
    seek.property = access.property;
    const auto take = [&](const AccessPath::Bound& bound) {
      return std::move(pattern_.conditions[bound.condition].seeks[bound.seek].value);
    };
    if (access.low) seek.low = take(*access.low);
    if (access.high) seek.high = take(*access.high);
    drop_label(node, access.label);
    push(std::move(seek), action.work);
  }

  /// A scan by label, or a seek in a label's index, has answered the label's condition.
  void drop_label(Slot node, const std::string& label) {
    if (label.empty()) return;
    for (std::size_t c = 0; c < pattern_.conditions.size(); ++c)
      if (pattern_.conditions[c].label_of == node && pattern_.conditions[c].label == label)
        applied_[c] = true;
  }

  void walk(const Action& action) {
    PatternStep& step = pattern_.steps[action.index];
    const std::vector<Slot> others = earlier_relationships(step);
    const Slot from = pattern_.nodes[action.from_left ? step.left : step.right].symbol.slot;
    const Slot to = pattern_.nodes[action.from_left ? step.right : step.left].symbol.slot;
    const bool to_bound = !unbound_.count(to);
    const auto direction = direction_of(step.direction, action.from_left);
    switch (step.kind) {
      case PatternStep::Kind::One: {
        Expand expand{from,       step.symbol.slot, to,         direction,
                      step.types, to_bound,         step.bound, others};
        push(std::move(expand), action.rows);
        break;
      }
      case PatternStep::Kind::Many:
        push(many(step, from, to, direction, to_bound, !action.from_left, others), action.rows);
        break;
      case PatternStep::Kind::Repeat:
        push(repeat(step, from, to, to_bound, others), action.rows);
        break;
      case PatternStep::Kind::Shortest:
        push(shortest(step, from, to, direction), action.rows);
        break;
    }
    done_[action.index] = true;
    bind_slot(to);
    bind_slot(step.symbol.slot);
  }

  /// Relationships of one MATCH differ: those already there with which this step could share one.
  std::vector<Slot> earlier_relationships(const PatternStep& step) const {
    std::vector<Slot> result;
    for (std::size_t s = 0; s < pattern_.steps.size(); ++s)
      if (done_[s] && !disjoint(step, pattern_.steps[s]))
        result.push_back(pattern_.steps[s].symbol.slot);
    return result;
  }

  static VariableExpand many(PatternStep& step, Slot from, Slot to, ExpandDirection direction,
                             bool to_bound, bool reversed, std::vector<Slot> others) {
    VariableExpand expand;
    expand.from = from;
    expand.relationships = step.symbol.slot;
    expand.to = to;
    expand.direction = direction;
    expand.types = step.types;
    expand.min = step.min;
    expand.max = step.max;
    expand.to_bound = to_bound;
    expand.list_bound = step.bound;
    expand.reversed = reversed;
    expand.distinct_from = std::move(others);
    expand.each = step.each;
    expand.each_predicate = std::move(step.each_condition);
    return expand;
  }

  RepeatPath repeat(PatternStep& step, Slot from, Slot to, bool to_bound,
                    std::vector<Slot> others) {
    bind::Repetition& repetition = *step.repetition;
    bind::Pattern& inner = *repetition.pattern;
    inner.nodes[repetition.first].bound = true;
    RepeatPath path;
    path.from = from;
    path.to = to;
    path.to_bound = to_bound;
    path.inner_row = repetition.row;
    path.inner_from = inner.nodes[repetition.first].symbol.slot;
    path.inner_to = inner.nodes[repetition.last].symbol.slot;
    for (const auto& inner_step : inner.steps)
      path.inner_relationships.push_back(inner_step.symbol.slot);
    path.groups = repetition.groups;
    path.steps = step.symbol.slot;
    path.min = step.min;
    path.max = step.max;
    path.distinct_from = std::move(others);
    path.inner = planner_.plan_pattern(inner, make_leaf(repetition.row));
    for (const auto& group : repetition.groups) bind_slot(group.second);
    return path;
  }

  static ShortestPath shortest(PatternStep& step, Slot from, Slot to, ExpandDirection direction) {
    ShortestPath path;
    path.from = from;
    path.relationships = step.symbol.slot;
    path.to = to;
    path.direction = direction;
    path.types = step.types;
    path.min = step.min;
    path.max = step.max;
    path.all = step.all_shortest;
    path.k = step.k;
    path.each = step.each;
    path.each_predicate = std::move(step.each_condition);
    return path;
  }

  /// A path with a selector is matched for each row by itself: selection is between the paths of
  /// one row and one pair of ends.
  void take(bind::SelectedPath& selected) {
    bind::Pattern& inner = *selected.pattern;
    const bind::PatternPath& path = inner.named.front();
    SelectShortest select;
    select.partition = {selected.row, inner.nodes[path.nodes.front()].symbol.slot,
                        inner.nodes[path.nodes.back()].symbol.slot};
    select.path = path.slot;
    select.all = selected.all;
    select.k = selected.k;
    Apply apply;
    apply.row = selected.row;
    apply.introduced = selected.introduced;
    PlanPtr matched = planner_.plan_pattern(inner, make_leaf(selected.row));
    const double rows = matched->estimated_rows;
    apply.inner = make_node(std::move(select), std::move(matched), rows);
    push(std::move(apply), plan_->estimated_rows * rows);
    for (const Slot slot : selected.introduced) bind_slot(slot);
  }

  BuildPath path_of(const bind::PatternPath& path) const {
    BuildPath build;
    build.path = path.slot;
    for (const std::size_t node : path.nodes)
      build.nodes.push_back(pattern_.nodes[node].symbol.slot);
    for (const std::size_t step : path.steps)
      build.steps.push_back(pattern_.steps[step].symbol.slot);
    return build;
  }

  bool ready(std::size_t c) const {
    const auto& slots = pattern_.conditions[c].slots;
    const auto& expression = pattern_.conditions[c].expression;
    // What gives another value for each row, as rand(), is asked of whole rows.
    if (expression && slots.empty() && !expression->constant)
      return !applied_[c] && unbound_.empty();
    return !applied_[c] && std::none_of(slots.begin(), slots.end(),
                                        [&](Slot slot) { return unbound_.count(slot) > 0; });
  }

  /// `rows`: how many are expected to be left, where that is known.
  void apply_ready(std::optional<double> rows = std::nullopt) {
    const double left = std::min(rows.value_or(plan_->estimated_rows), plan_->estimated_rows);
    std::vector<BoundExpressionPtr> operands;
    for (std::size_t c = 0; c < pattern_.conditions.size(); ++c) {
      if (pattern_.conditions[c].exists || !ready(c)) continue;
      operands.push_back(std::move(pattern_.conditions[c].expression));
      applied_[c] = true;
    }
    if (operands.size() == 1)
      push(query::Filter{std::move(operands.front())}, left);
    else if (!operands.empty())
      push(query::Filter{bound_and(std::move(operands))}, left);
    for (std::size_t c = 0; c < pattern_.conditions.size(); ++c) {
      if (!pattern_.conditions[c].exists || !ready(c)) continue;
      plan_ =
          apply_exists(*pattern_.conditions[c].exists, std::move(exists_.at(c)), std::move(plan_));
      applied_[c] = true;
    }
  }

  void bind_slot(Slot slot) { unbound_.erase(slot); }

  template <class Operator>
  void push(Operator op, double rows) {
    plan_ = make_node(std::move(op), std::move(plan_), rows);
  }

  bind::Pattern& pattern_;
  PlanPtr plan_;
  QueryPlanner& planner_;
  const bool tables_;
  std::set<Slot> unbound_;
  std::vector<bool> applied_, done_;
  std::map<std::size_t, PlanPtr> exists_;
};

}  // namespace

PlanPtr QueryPlanner::plan_pattern(bind::Pattern& pattern, PlanPtr input, bool graph_changes) {
  return PatternPlan(pattern, std::move(input), *this, !graph_changes).make();
}

PlanPtr apply_exists(const bind::ExistsCondition& exists, PlanPtr inner, PlanPtr input) {
  Apply apply;
  apply.mode = exists.negated ? Apply::Mode::Anti : Apply::Mode::Semi;
  apply.row = exists.row;
  apply.inner = std::move(inner);
  const double rows = input->estimated_rows / 2;
  return make_node(std::move(apply), std::move(input), rows);
}

PlanPtr apply_conditions(bind::Conditions conditions, PlanPtr input, QueryPlanner& planner) {
  std::vector<BoundExpressionPtr> operands;
  for (auto& condition : conditions)
    if (condition.expression) operands.push_back(std::move(condition.expression));
  const double rows = input->estimated_rows;
  if (operands.size() == 1)
    input = make_node(query::Filter{std::move(operands.front())}, std::move(input), rows / 2);
  else if (!operands.empty())
    input = make_node(query::Filter{bound_and(std::move(operands))}, std::move(input), rows / 2);
  for (auto& condition : conditions) {
    if (!condition.exists) continue;
    PlanPtr inner = planner.plan(*condition.exists->query, condition.exists->row);
    input = apply_exists(*condition.exists, std::move(inner), std::move(input));
  }
  return input;
}

}  // namespace normgraph::query::planning
