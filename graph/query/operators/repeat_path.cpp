// RepeatPath: a part of a pattern several times in a row, as one trail.
//
// Each level of a stack runs the inner plan over the rows that the level below it gave, a batch at
// a time: depth first by batches. A row of level d is one iteration; its ancestors, found through
// the row numbers of the inner plan, are the iterations before it.

#include <algorithm>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

/// The slots that the Argument leaves of an inner plan hand on.
void add_argument_slots(const PlanNode& node, Slot row, std::vector<Slot>& slots) {
  if (const auto* argument = std::get_if<Argument>(&node.op); argument && argument->row == row)
    slots.insert(slots.end(), node.live.begin(), node.live.end());
  if (const auto* parts = std::get_if<Union>(&node.op))
    for (const PlanPtr& part : parts->inputs) add_argument_slots(*part, row, slots);
  if (node.input) add_argument_slots(*node.input, row, slots);
}

class RepeatPathOperator final : public Operator {
 public:
  RepeatPathOperator(const PlanNode& node, Build& build)
      : Operator(node, build),
        repeat_(std::get<RepeatPath>(node.op)),
        carrier_(node, build),
        used_(repeat_.distinct_from) {
    add_argument_slots(*repeat_.inner, repeat_.inner_row, outer_slots_);
    levels_.push_back(std::make_unique<Level>(repeat_, build.context));
  }

  void visit_inner(const std::function<void(Operator&)>& visit) override {
    for (const auto& level : levels_) visit(level->plan.root());
  }

 private:
  /// What one row of a level adds to the trail.
  using Iteration = std::vector<RelationshipRef>;
  struct Level {
    Level(const RepeatPath& repeat, Context& context)
        : plan(*repeat.inner, repeat.inner_row, context) {}
    InnerPlan plan;
    Batch argument;
    std::vector<std::uint32_t> parents;  // for each row of argument: the row of the level below
    Batch batch;                         // the present answer of the plan
    std::vector<Iteration> iterations;   // for each row of batch
    std::vector<std::uint32_t> roots;    // for each row of batch: the row of source_
  };

  bool produce(Batch& batch) override {
    for (;;) {
      if (depth_ == 0) {
        if (!next_input()) return false;
        if (repeat_.min == 0 && emit_empty(batch)) return true;
      } else if (!pull_level()) {
        --depth_;
      } else {
        const std::size_t level = depth_;
        const bool any = static_cast<std::int64_t>(level) >= repeat_.min && emit(level, batch);
        if (!repeat_.max || static_cast<std::int64_t>(level) < *repeat_.max) deepen();
        if (any) return true;
      }
      context().check(name());
    }
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    from_ = NodeColumn(source_.columns[repeat_.from], source_.selection);
    if (repeat_.to_bound) to_ = NodeColumn(source_.columns[repeat_.to], source_.selection);
    std::vector<std::uint32_t> rows;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < source_.selection.size(); ++i) {
      const std::uint32_t row = source_.selection[i];
      if (from_[row] == no_node || (repeat_.to_bound && to_[row] == no_node)) continue;
      rows.push_back(row);
      nodes.push_back(from_[row]);
    }
    if (!repeat_.max || *repeat_.max > 0) start_level(rows, rows, std::move(nodes));
    return true;
  }

  /// Puts a level on the stack that continues from `nodes`.
  void start_level(std::vector<std::uint32_t> parents, const std::vector<std::uint32_t>& roots,
                   std::vector<NodeId> nodes) {
    if (parents.empty()) return;
    if (depth_ == levels_.size()) {
      levels_.push_back(std::make_unique<Level>(repeat_, context()));
      booking_.add(sizeof(Level) + 4096);
    }
    Level& level = *levels_[depth_++];
    start_batch(level.argument, parents.size());
    for (const Slot slot : outer_slots_)
      if (bound(source_, slot)) put(level.argument, slot, source_.columns[slot].gather(roots));
    put(level.argument, repeat_.inner_from, Vector::of(std::move(nodes)));
    level.parents = std::move(parents);
    level.plan.start(level.argument, level.argument.selection);
  }

  /// The next batch of the top level, without the rows that would use a relationship twice.
  bool pull_level() {
    Level& level = *levels_[depth_ - 1];
    if (!level.plan.next(level.batch)) return false;
    const auto arguments = level.batch.columns[repeat_.inner_row].integers();
    level.iterations.assign(level.batch.size, {});
    level.roots.assign(level.batch.size, 0);
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i < level.batch.selection.size(); ++i) {
      const std::uint32_t row = level.batch.selection[i];
      const std::uint32_t parent = level.parents[static_cast<std::size_t>(arguments[row])];
      level.roots[row] = depth_ == 1 ? parent : levels_[depth_ - 2]->roots[parent];
      for (const Slot slot : repeat_.inner_relationships)
        add_relationships(level.batch.columns[slot].value(row), level.iterations[row]);
      if (!satisfied(source_, level.roots[row]) && is_trail(depth_, row)) kept.push_back(row);
    }
    level.batch.selection = Selection(std::move(kept));
    return true;
  }

  static void add_relationships(const Value& value, Iteration& iteration) {
    if (value.type() == Type::Relationship) {
      iteration.push_back(value.as_relationship());
    } else if (value.type() == Type::List) {
      for (const Value& item : value.as_list()) add_relationships(item, iteration);
    }
  }

  /// The row of the level below from which a row continues.
  std::uint32_t parent_of(std::size_t depth, std::uint32_t row) const {
    const Level& level = *levels_[depth - 1];
    return level
        .parents[static_cast<std::size_t>(level.batch.columns[repeat_.inner_row].integers()[row])];
  }

  bool is_trail(std::size_t depth, std::uint32_t row) {
    const Iteration& last = levels_[depth - 1]->iterations[row];
    if (last.empty()) return false;  // it would go on for ever
    if (!used_.none()) {
      used_.read(source_, levels_[depth - 1]->roots[row]);
      for (const RelationshipRef& r : last)
        if (used_.contains(r.id)) return false;
    }
    for (; depth > 1; --depth) {
      row = parent_of(depth, row);
      for (const RelationshipRef& r : levels_[depth - 2]->iterations[row])
        if (std::find(last.begin(), last.end(), r) != last.end()) return false;
    }
    return true;
  }

  void deepen() {
    const Level& level = *levels_[depth_ - 1];
    std::vector<std::uint32_t> rows = selected_rows(level.batch.selection), roots;
    const NodeColumn ends(level.batch.columns[repeat_.inner_to], level.batch.selection);
    std::vector<NodeId> nodes;
    for (const std::uint32_t row : rows) {
      roots.push_back(level.roots[row]);
      nodes.push_back(ends[row]);
    }
    start_level(std::move(rows), roots, std::move(nodes));
  }

  /// No iteration at all: from and to are the same node.
  bool emit_empty(Batch& batch) {
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < source_.selection.size(); ++i) {
      const std::uint32_t row = source_.selection[i];
      if (from_[row] != no_node && (!repeat_.to_bound || to_[row] == from_[row]))
        rows.push_back(row);
    }
    if (rows.empty()) return false;
    carrier_.gather(source_, rows, batch);
    if (!repeat_.to_bound) put(batch, repeat_.to, source_.columns[repeat_.from].gather(rows));
    const Value nothing = Value::list({});
    for (const auto& [inner, outer] : repeat_.groups)
      put(batch, outer, Vector::constant(nothing, rows.size()));
    if (repeat_.steps != no_slot) put(batch, repeat_.steps, Vector::constant(nothing, rows.size()));
    return true;
  }

  /// The paths that end in the present rows of a level.
  bool emit(std::size_t depth, Batch& batch) {
    const Level& level = *levels_[depth - 1];
    const NodeColumn ends(level.batch.columns[repeat_.inner_to], level.batch.selection);
    std::vector<std::uint32_t> rows, roots;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < level.batch.selection.size(); ++i) {
      const std::uint32_t row = level.batch.selection[i];
      if (repeat_.to_bound && to_[level.roots[row]] != ends[row]) continue;
      rows.push_back(row);
      roots.push_back(level.roots[row]);
      nodes.push_back(ends[row]);
    }
    if (rows.empty()) return false;
    carrier_.gather(source_, roots, batch);
    if (!repeat_.to_bound) put(batch, repeat_.to, Vector::of(std::move(nodes)));
    for (const auto& [inner, outer] : repeat_.groups)
      if (carrier_.carries(outer)) put(batch, outer, group_lists(depth, rows, inner));
    if (repeat_.steps != no_slot) put(batch, repeat_.steps, step_lists(depth, rows, roots));
    return true;
  }

  /// Calls `visit` with (level, row) of each iteration that leads to a row, from the first on.
  template <class Visit>
  void visit_iterations(std::size_t depth, std::uint32_t row, Visit visit) const {
    std::vector<std::uint32_t> rows(depth);
    for (std::size_t d = depth; d > 0; --d) {
      rows[d - 1] = row;
      row = parent_of(d, row);
    }
    for (std::size_t d = 0; d < depth; ++d) visit(*levels_[d], rows[d]);
  }

  Vector group_lists(std::size_t depth, const std::vector<std::uint32_t>& rows, Slot inner) const {
    std::vector<Value> lists;
    for (const std::uint32_t row : rows) {
      List list;
      visit_iterations(depth, row, [&](const Level& level, std::uint32_t r) {
        list.push_back(inner == repeat_.inner_from
                           ? level.argument.columns[inner].value(argument_row(level, r))
                           : level.batch.columns[inner].value(r));
      });
      lists.push_back(Value::list(std::move(list)));
    }
    return Vector::of(std::move(lists));
  }

  std::size_t argument_row(const Level& level, std::uint32_t row) const {
    return static_cast<std::size_t>(level.batch.columns[repeat_.inner_row].integers()[row]);
  }

  /// Relationships, each with the node that it leads to.
  Vector step_lists(std::size_t depth, const std::vector<std::uint32_t>& rows,
                    const std::vector<std::uint32_t>& roots) const {
    std::vector<Value> lists;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      List list;
      NodeId node = from_[roots[i]];
      visit_iterations(depth, rows[i], [&](const Level& level, std::uint32_t row) {
        for (const RelationshipRef& r : level.iterations[row]) {
          node = r.start == node ? r.end : r.start;
          list.push_back(Value::relationship(r));
          list.push_back(Value::node(node));
        }
      });
      lists.push_back(Value::list(std::move(list)));
    }
    return Vector::of(std::move(lists));
  }

  void reset() override { depth_ = 0; }

  const RepeatPath& repeat_;
  Carrier carrier_;
  UsedRelationships used_;
  std::vector<Slot> outer_slots_;  // columns of source_ that the inner plan reads
  Batch source_;
  NodeColumn from_, to_;
  std::vector<std::unique_ptr<Level>> levels_;  // the first depth_ are in use
  std::size_t depth_ = 0;
  Booking booking_{account()};
};

}  // namespace

OperatorPtr make_repeat_path(const PlanNode& node, Build& build) {
  return std::make_unique<RepeatPathOperator>(node, build);
}

}  // namespace normgraph::query
