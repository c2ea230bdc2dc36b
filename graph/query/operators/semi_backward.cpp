// EXISTS of a chain of relationships from a node, for many rows: instead of following the chain
// from each row's node, it is followed once from its far end back, as sets of nodes, and the rows
// are looked up in the set that it ends in. Only where nothing else ties the chain to the row.

#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>

#include "graph/parallel.hpp"
#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

/// One relationship on, and what must hold of the node there.
struct Hop {
  const Expand* expand = nullptr;
  std::vector<const BoundExpression*> conditions;
};

bool needs_only(const BoundExpression& condition, Slot slot) {
  SlotReads reads;
  add_reads(condition, reads);
  return reads.deterministic &&
         std::all_of(reads.whole.begin(), reads.whole.end(),
                     [slot](Slot read) { return read == slot; }) &&
         std::all_of(reads.properties.begin(), reads.properties.end(),
                     [slot](const PropertyShape& read) { return read.slot == slot; });
}

bool fits(const Hop& hop, Slot from) {
  return hop.expand->from == from && hop.expand->distinct_from.empty() &&
         std::all_of(
             hop.conditions.begin(), hop.conditions.end(),
             [&](const BoundExpression* each) { return needs_only(*each, hop.expand->to); });
}

/// The hops of an inner plan that is nothing but such a chain; none where it is more.
std::vector<Hop> chain_of(const PlanNode& root) {
  std::vector<Hop> hops;
  std::vector<const BoundExpression*> conditions;
  const PlanNode* node = &root;
  for (; node->input; node = node->input.get()) {
    if (const auto* filter = std::get_if<Filter>(&node->op)) {
      conditions.insert(conditions.begin(), filter->predicate.get());
    } else if (const Expand* expand = free_expand(*node)) {
      hops.push_back({expand, std::move(conditions)});
      conditions.clear();
    } else {
      return {};
    }
  }
  if (!std::holds_alternative<Argument>(node->op) || !conditions.empty() || hops.empty()) return {};
  std::reverse(hops.begin(), hops.end());
  for (std::size_t i = 0; i < hops.size(); ++i)
    if (!fits(hops[i], i == 0 ? hops[0].expand->from : hops[i - 1].expand->to)) return {};
  return hops;
}

class BackwardSemi final : public Operator {
 public:
  BackwardSemi(const PlanNode& node, Build& build, OperatorPtr input, std::vector<Hop> hops)
      : Operator(node, build, std::move(input)),
        apply_(std::get<Apply>(node.op)),
        hops_(std::move(hops)),
        inner_(*apply_.inner, apply_.row, build.context) {}

  std::string describe(const PlanWords& words) const override {
    std::string text = apply_.mode == Apply::Mode::Semi ? "Keep rows with " : "Keep rows without ";
    text += words.node(hops_.front().expand->from);
    std::string where;
    for (const Hop& hop : hops_) {
      const Expand& expand = *hop.expand;
      text += words.relationship(expand.relationship, expand.types, expand.direction) +
              words.node(expand.to);
      for (const BoundExpression* each : hop.conditions)
        where += (where.empty() ? " where " : " AND ") + each->text();
    }
    return text + where + ", found from its far end";
  }
  void visit_inner(const std::function<void(Operator&)>& visit) override {
    if (row_by_row_) visit(inner_.root());
  }

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    if (!known_) find_nodes();
    known_ = true;
    const bool wanted = apply_.mode == Apply::Mode::Semi;
    std::vector<std::uint32_t> rows;
    if (row_by_row_) {
      const std::vector<std::uint8_t> found = rows_with_matches(inner_, batch);
      for (std::size_t i = 0; i < batch.selection.size(); ++i)
        if ((found[batch.selection[i]] != 0) == wanted) rows.push_back(batch.selection[i]);
    } else {
      const NodeColumn from(batch.columns[hops_.front().expand->from], batch.selection);
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        const NodeId node = from[batch.selection[i]];
        if ((node != no_node && nodes_.test(node)) == wanted) rows.push_back(batch.selection[i]);
      }
    }
    batch.selection = Selection(std::move(rows));
    return true;
  }

  /// A condition may fail for a node that no row leads to: then the rows are asked one by one, and
  /// the error, if there is one, is that of a row.
  void find_nodes() {
    try {
      for (std::size_t i = hops_.size(); i-- > 0;)
        nodes_ = step_back(hops_[i], i + 1 < hops_.size() ? &nodes_ : nullptr);
    } catch (const Error& error) {
      if (error.kind == ErrorKind::Limit) throw;
      row_by_row_ = true;
      nodes_ = NodeMarks();
    }
    booking_.set(nodes_.bytes());
  }

  /// The nodes from which the hop leads to one of `ends` (null: to any node) that its conditions
  /// allow.
  NodeMarks step_back(const Hop& hop, const NodeMarks* ends) {
    const store::GraphView& view = *context().view;
    Adjacency back = Adjacency(hop.expand->types, hop.expand->direction).reversed();
    back.resolve(view);
    const bool stored = store::StoredGraph::of(view).has_value();
    const std::size_t threads =
        stored && std::all_of(hop.conditions.begin(), hop.conditions.end(),
                              [](const BoundExpression* each) { return each->parallel(); })
            ? parallel_threads()
            : 1;
    std::vector<NodeMarks> parts(threads);
    for (NodeMarks& part : parts) part.resize(view.node_limit());
    booking_.set(parts.front().bytes() * static_cast<std::int64_t>(threads + 2));
    const std::size_t pieces = view.node_limit() / piece + 1;
    std::vector<Context> contexts(threads, context());
    std::atomic<std::size_t> next{0};
    parallel_for(threads, [&](std::size_t thread) {
      for (std::size_t i = next++; i < pieces; i = next++) {
        contexts[thread].check(name());
        lead_back(hop, ends, static_cast<NodeId>(i * piece), back, contexts[thread], parts[thread]);
      }
    });
    for (std::size_t i = 1; i < threads; ++i) parts.front().add(parts[i]);
    return std::move(parts.front());
  }

  static constexpr NodeId piece = batch_rows;  // nodes at a time

  /// Marks the nodes before those ends that lie in the piece from `first` on.
  void lead_back(const Hop& hop, const NodeMarks* ends, NodeId first, const Adjacency& back,
                 Context& context, NodeMarks& marks) const {
    std::vector<NodeId> nodes;
    if (ends)
      add_marked(*ends, first, nodes);
    else
      context.view->scan(no_label, first, piece, nodes);
    std::erase_if(nodes, [&](NodeId node) {
      return node - first >= piece || (!ends && back.degree(node) == 0);
    });
    if (nodes.empty()) return;
    Batch batch;
    start_batch(batch, nodes.size());
    put(batch, hop.expand->to, Vector::of(std::move(nodes)));
    for (const BoundExpression* each : hop.conditions) {
      if (batch.selection.empty()) return;
      batch.selection = evaluate_filter(*each, batch, batch.selection, context);
    }
    const auto allowed = std::as_const(batch.columns[hop.expand->to]).nodes();
    for (std::size_t i = 0; i < batch.selection.size(); ++i)
      for (std::size_t list = 0; list < back.list_count(); ++list)
        marks.set(back.list(allowed[batch.selection[i]], list).neighbours.nodes);
  }

  static void add_marked(const NodeMarks& marks, NodeId first, std::vector<NodeId>& nodes) {
    const std::size_t end = std::min<std::size_t>((first + piece) / 64, marks.words().size());
    for (std::size_t word = first / 64; word < end; ++word)
      for (std::uint64_t bits = marks.words()[word]; bits != 0; bits &= bits - 1)
        nodes.push_back(static_cast<NodeId>(word * 64) +
                        static_cast<NodeId>(std::countr_zero(bits)));
  }

  void reset() override { known_ = false; }

  const Apply& apply_;
  const std::vector<Hop> hops_;
  InnerPlan inner_;
  bool known_ = false;
  bool row_by_row_ = false;
  NodeMarks nodes_;  // where a chain begins
  Booking booking_{account()};
};

/// Following the chain from a row takes as long as going over about this many nodes, or marking
/// this many ends.
constexpr double steps_a_row = 16;
constexpr double fewest_rows = 512;

double steps_back(const std::vector<Hop>& hops, const store::GraphView& view) {
  double steps = static_cast<double>(view.node_count());
  for (const Hop& hop : hops) {
    if (hop.expand->types.empty())
      for (std::size_t type = 0; type < view.type_count(); ++type)
        steps += static_cast<double>(view.relationship_count(static_cast<TypeId>(type)));
    for (const std::string& name : hop.expand->types)
      if (const TypeId type = view.find_type(name); type != no_type)
        steps += static_cast<double>(view.relationship_count(type));
  }
  return steps;
}

}  // namespace

bool goes_backward(const PlanNode& node, const Build& build) {
  const Context& context = build.context;
  if (build.argument || build.handed || build.writes || context.uncertain) return false;
  const std::vector<Hop> hops = chain_of(*std::get<Apply>(node.op).inner);
  const double rows = node.input->estimated_rows;
  return !hops.empty() && rows >= fewest_rows &&
         rows * steps_a_row >= steps_back(hops, *context.view);
}

OperatorPtr make_backward_semi(const PlanNode& node, Build& build) {
  if (!goes_backward(node, build)) return nullptr;
  return std::make_unique<BackwardSemi>(node, build, make_operator(*node.input, build),
                                        chain_of(*std::get<Apply>(node.op).inner));
}

}  // namespace normgraph::query
