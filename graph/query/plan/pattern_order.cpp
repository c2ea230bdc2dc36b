#include "graph/query/plan/pattern_order.hpp"

#include <algorithm>

#include "graph/query/bind/errors.hpp"

namespace normgraph::query::planning {

using bind::PatternStep;

PatternOrder::PatternOrder(const bind::Pattern& pattern, const store::GraphView* view,
                           const Options& options)
    : pattern_(pattern), cardinality_(view), options_(options) {
  if (view) indexes_ = view->indexes();
  indexes_.push_back({"", "", "key", true});  // there from the start, over all nodes
  labels_.resize(pattern.nodes.size());
  selectivity_.assign(pattern.nodes.size(), 1);
  for (std::size_t n = 0; n < pattern.nodes.size(); ++n) {
    const Slot slot = pattern.nodes[n].symbol.slot;
    for (const auto& condition : pattern.conditions) {
      if (condition.exists) continue;
      const bool own = condition.slots.size() == 1 && condition.slots.front() == slot;
      if (condition.label_of == slot) labels_[n].push_back(condition.label);
      if (own) selectivity_[n] *= cardinality_.selectivity(condition);
    }
  }
}

std::vector<Action> PatternOrder::actions(double input_rows) const {
  if (!options_.optimise) return in_text_order(input_rows);
  State state = start(input_rows);
  while (true) {
    walk(state);
    if (finished(state)) return std::move(state.actions);
    Action next;
    if (!ends_of_bound(state, next) && !best_scan(state, next)) refuse();
    take(state, next);
  }
}

PatternOrder::State PatternOrder::start(double rows) const {
  State state;
  state.rows = std::max(rows, 0.01);
  for (const auto& node : pattern_.nodes) state.nodes.push_back(node.bound);
  state.steps.assign(pattern_.steps.size(), false);
  return state;
}

bool PatternOrder::finished(const State& state) const {
  const auto all = [](const std::vector<bool>& v) {
    return std::all_of(v.begin(), v.end(), [](bool b) { return b; });
  };
  return all(state.nodes) && all(state.steps);
}

void PatternOrder::take(State& state, const Action& action) const {
  if (action.kind == Action::Kind::Scan) {
    state.nodes[action.index] = true;
  } else {
    const PatternStep& step = pattern_.steps[action.index];
    state.nodes[step.left] = true;
    if (action.kind == Action::Kind::Step) {
      state.nodes[step.right] = true;
      state.steps[action.index] = true;
    }
  }
  state.rows = action.rows;
  state.cost += action.work + action.rows;
  state.actions.push_back(action);
}

/// A step can be walked from a bound end; a quantified path only from its left, a shortest path
/// between two bound ends.
bool PatternOrder::consider(const State& state, std::size_t index, bool from_left,
                            Action& action) const {
  const PatternStep& step = pattern_.steps[index];
  const std::size_t from = from_left ? step.left : step.right;
  const std::size_t to = from_left ? step.right : step.left;
  if (!state.nodes[from]) return false;
  if (!std::all_of(step.reads.begin(), step.reads.end(),
                   [&](Slot slot) { return known(state, slot); }))
    return false;
  if (step.kind == PatternStep::Kind::Repeat && !from_left) return false;
  if (step.kind == PatternStep::Kind::Shortest && (!from_left || !state.nodes[to])) return false;
  const double fan_out = cardinality_.fan_out(step, from_left, labels_[from]);
  double factor = fan_out;
  if (state.nodes[to])
    factor = step.kind == PatternStep::Kind::Shortest
                 ? 1
                 : std::min(1.0, factor / std::max(1.0, cardinality_.nodes(labels_[to])));
  else
    factor *= selectivity_[to];
  action.kind = Action::Kind::Step;
  action.index = index;
  action.from_left = from_left;
  action.rows = std::max(state.rows * factor, 1e-6);
  action.work = state.rows * fan_out;
  return true;
}

bool PatternOrder::cheapest_step(const State& state, Action& best) const {
  bool found = false;
  for (std::size_t s = 0; s < pattern_.steps.size(); ++s) {
    if (state.steps[s]) continue;
    for (const bool from_left : {true, false}) {
      Action action;
      if (!consider(state, s, from_left, action)) continue;
      if (!found || action.rows < best.rows) best = action;
      found = true;
    }
  }
  return found;
}

void PatternOrder::walk(State& state) const {
  Action next;
  while (cheapest_step(state, next)) take(state, next);
}

bool PatternOrder::ends_of_bound(const State& state, Action& action) const {
  for (std::size_t s = 0; s < pattern_.steps.size(); ++s) {
    const PatternStep& step = pattern_.steps[s];
    if (state.steps[s] || !step.left_ends || state.nodes[step.left]) continue;
    action.kind = Action::Kind::Ends;
    action.index = s;
    action.rows = action.work = state.rows;
    return true;
  }
  return false;
}

/// The start whose way through everything costs least, where what hangs together with nothing that
/// is bound then begins at the cheapest of its nodes. Of many nodes only as far as they hang
/// together.
bool PatternOrder::best_scan(const State& state, Action& best) const {
  constexpr auto many = 8;
  if (std::ranges::count(state.nodes, false) > many)
    return cheapest_start(state, best, [](State&) {});
  return cheapest_start(state, best, [this](State& trial) {
    Action next;
    while (!finished(trial) && cheapest_start(trial, next, [](State&) {})) {
      take(trial, next);
      walk(trial);
    }
  });
}

/// `go_on`: what else is done after a start, and what hangs together with it.
template <class GoOn>
bool PatternOrder::cheapest_start(const State& state, Action& best, GoOn go_on) const {
  double least = -1;
  for (std::size_t n = 0; n < pattern_.nodes.size(); ++n) {
    if (state.nodes[n]) continue;
    State trial = state;
    trial.actions.clear();
    const Action action = scan(state, n);
    take(trial, action);
    walk(trial);
    go_on(trial);
    if (least < 0 || trial.cost < least) {
      least = trial.cost;
      best = action;
    }
  }
  return least >= 0;
}

/// Every node is bound, and still a step waits for what another one binds.
void PatternOrder::refuse() {
  throw bind::binding_error("InvalidRelationshipPattern",
                            "conditions on paths of variable length read each other's variables",
                            {})
      .hint("move the conditions into a WHERE behind the pattern");
}

Action PatternOrder::scan(const State& state, std::size_t node) const {
  Action action;
  action.kind = Action::Kind::Scan;
  action.index = node;
  action.access = access(state, node);
  action.work = state.rows * std::max(0.01, action.access.rows);
  const bool seek = action.access.kind == AccessPath::Kind::Seek;
  action.rows =
      seek ? action.work : state.rows * std::max(0.01, cardinality_.nodes() * selectivity_[node]);
  if (action.access.kind == AccessPath::Kind::Range)
    action.rows = std::min(action.rows, action.work);
  if (action.access.kind == AccessPath::Kind::Table) {
    constexpr double costs_a_node = 3;  // to be put into the table
    action.rows = action.work;
    action.work += costs_a_node * cardinality_.nodes(labels_[node]);
  }
  return action;
}

bool PatternOrder::known(const State& state, Slot slot) const {
  for (std::size_t n = 0; n < pattern_.nodes.size(); ++n)
    if (pattern_.nodes[n].symbol.slot == slot) return state.nodes[n];
  for (std::size_t s = 0; s < pattern_.steps.size(); ++s)
    if (pattern_.steps[s].symbol.slot == slot) return pattern_.steps[s].bound || state.steps[s];
  for (const auto& path : pattern_.named)
    if (path.slot == slot) return false;
  for (const auto& selected : pattern_.selected)
    if (std::find(selected.introduced.begin(), selected.introduced.end(), slot) !=
        selected.introduced.end())
      return false;
  for (const auto& step : pattern_.steps)
    if (step.repetition)
      for (const auto& group : step.repetition->groups)
        if (group.second == slot) return false;
  return true;
}

AccessPath PatternOrder::access(const State& state, std::size_t node) const {
  const Slot slot = pattern_.nodes[node].symbol.slot;
  AccessPath best;
  best.rows = cardinality_.nodes();
  for (const std::string& label : labels_[node]) {
    if (best.kind == AccessPath::Kind::Label && cardinality_.nodes(label) >= best.rows) continue;
    best.kind = AccessPath::Kind::Label;
    best.label = label;
    best.rows = cardinality_.nodes(label);
  }
  if (!options_.optimise) return best;
  for (std::size_t c = 0; c < pattern_.conditions.size(); ++c) {
    const auto& seeks = pattern_.conditions[c].seeks;
    for (std::size_t e = 0; e < seeks.size(); ++e) {
      const bool equal = seeks[e].comparison == ast::ComparisonOperator::Equal;
      if (seeks[e].node != slot || !equal || !is_known(state, seeks[e])) continue;
      for (const auto& index : indexes_) {
        const bool labelled = !index.label.empty();
        if (index.property != seeks[e].key) continue;
        if (labelled && std::find(labels_[node].begin(), labels_[node].end(), index.label) ==
                            labels_[node].end())
          continue;
        const double each = index.unique ? 0.5 : cardinality_.seek(index.label, index.property);
        const double rows = each * static_cast<double>(seeks[e].any_of.value_or(1));
        if (seeks[e].any_of && rows >= best.rows) continue;
        if (best.kind == AccessPath::Kind::Seek && rows >= best.rows) continue;
        best = AccessPath{.kind = AccessPath::Kind::Seek,
                          .label = index.label,
                          .property = index.property,
                          .condition = c,
                          .seek = e,
                          .low = {},
                          .high = {},
                          .rows = rows};
      }
    }
  }
  for (const auto& index : indexes_) find_range(state, node, index, best);
  if (options_.tables) find_table(state, node, best);
  return best;
}

/// For many rows that look for different values, a table of all nodes costs less than to look at
/// all of them for each.
void PatternOrder::find_table(const State& state, std::size_t node, AccessPath& best) const {
  constexpr double many = 4;
  if (best.kind == AccessPath::Kind::Seek) return;
  if (state.rows < many && !options_.many_rows) return;
  for (std::size_t c = 0; c < pattern_.conditions.size(); ++c) {
    const auto& seeks = pattern_.conditions[c].seeks;
    for (std::size_t s = 0; s < seeks.size(); ++s) {
      const bool fits = seeks[s].node == pattern_.nodes[node].symbol.slot &&
                        seeks[s].comparison == ast::ComparisonOperator::Equal && !seeks[s].any_of &&
                        !seeks[s].value_slots.empty() && is_known(state, seeks[s]);
      const double rows = cardinality_.seek(best.label, seeks[s].key);
      const bool scans = best.kind == AccessPath::Kind::All || best.kind == AccessPath::Kind::Label;
      if (!fits || (!scans && rows >= best.rows)) continue;
      best.kind = AccessPath::Kind::Table;
      best.property = seeks[s].key;
      best.condition = c;
      best.seek = s;
      best.rows = rows;
    }
  }
}

bool PatternOrder::is_known(const State& state, const bind::SeekCondition& seek) const {
  return std::all_of(seek.value_slots.begin(), seek.value_slots.end(),
                     [&](Slot slot) { return known(state, slot); });
}

/// An index narrows the nodes of its label down, where the bounds of its property are known.
void PatternOrder::find_range(const State& state, std::size_t node, const store::IndexInfo& index,
                              AccessPath& best) const {
  using Op = ast::ComparisonOperator;
  constexpr double too_few = 100, one_bound = 0.25, two_bounds = 0.05;
  const auto& labels = labels_[node];
  if (std::find(labels.begin(), labels.end(), index.label) == labels.end()) return;
  AccessPath path{.kind = AccessPath::Kind::Range,
                  .label = index.label,
                  .property = index.property,
                  .condition = 0,
                  .seek = 0,
                  .low = {},
                  .high = {},
                  .rows = cardinality_.nodes(index.label)};
  if (path.rows < too_few) return;
  for (std::size_t c = 0; c < pattern_.conditions.size(); ++c)
    for (std::size_t s = 0; s < pattern_.conditions[c].seeks.size(); ++s) {
      const bind::SeekCondition& seek = pattern_.conditions[c].seeks[s];
      const bool fits = seek.node == pattern_.nodes[node].symbol.slot &&
                        seek.key == index.property && is_known(state, seek);
      if (!fits) continue;
      if (seek.comparison == Op::Less || seek.comparison == Op::LessOrEqual)
        path.high = {c, s};
      else if (seek.comparison == Op::Greater || seek.comparison == Op::GreaterOrEqual)
        path.low = {c, s};
    }
  if (!path.low && !path.high) return;
  path.rows *= path.low && path.high ? two_bounds : one_bound;
  if (path.rows < best.rows) best = path;
}

// ---- the order of the text ----

void PatternOrder::text_step(State& state, std::size_t index) const {
  const PatternStep& step = pattern_.steps[index];
  if (state.steps[index]) return;
  if (!state.nodes[step.left]) take(state, scan(state, step.left));
  if (step.kind == PatternStep::Kind::Shortest && !state.nodes[step.right])
    take(state, scan(state, step.right));
  for (std::size_t n = 0; n < pattern_.nodes.size(); ++n) {
    const Slot slot = pattern_.nodes[n].symbol.slot;
    const bool read = std::find(step.reads.begin(), step.reads.end(), slot) != step.reads.end();
    if (read && !state.nodes[n]) take(state, scan(state, n));
  }
  Action action;
  if (!consider(state, index, true, action)) refuse();
  take(state, action);
}

std::vector<Action> PatternOrder::in_text_order(double rows) const {
  State state = start(rows);
  for (const auto& path : pattern_.text_order) {
    const std::size_t first = path.nodes.front();
    if (!state.nodes[first]) take(state, scan(state, first));
    for (const std::size_t step : path.steps) text_step(state, step);
  }
  return std::move(state.actions);
}

}  // namespace normgraph::query::planning
