#include "graph/query/operators/element_filter.hpp"

#include <algorithm>

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

std::shared_ptr<ElementFilter> ElementFilter::make(const BoundExpression& predicate,
                                                   const Expand& expand) {
  SlotReads reads;
  add_reads(predicate, reads);
  const std::vector<Slot> slots = slots_of(&predicate);
  if (!reads.deterministic || slots.size() != 1) return nullptr;
  ScanShape shape;
  shape.element = slots.front();
  shape.relationships = shape.element == expand.relationship;
  if (!shape.relationships && shape.element != expand.to) return nullptr;
  // Of a relationship only the number is known, and so its properties.
  if (shape.relationships && (!reads.whole.empty() || expand.relationship_bound)) return nullptr;
  if (shape.relationships) shape.types = expand.types;
  add_conjuncts(predicate, shape.conditions);
  return std::make_shared<ElementFilter>(predicate, std::move(shape));
}

Selection ElementFilter::keep(const Batch& batch, Context& context) {
  const Vector& column = batch.columns[shape_.element];
  const auto kind = shape_.relationships ? Vector::Kind::Relationship : Vector::Kind::Node;
  if (column.kind() != kind || column.has_nulls() || column.is_constant() || !known(batch, context))
    return evaluate_filter(predicate_, batch, batch.selection, context);
  std::vector<std::uint32_t> kept;
  kept.reserve(batch.selection.size());
  for (std::size_t i = 0; i < batch.selection.size(); ++i)
    if (holds(column, batch.selection[i])) kept.push_back(batch.selection[i]);
  return kept.size() == batch.selection.size() ? batch.selection : Selection(std::move(kept));
}

bool ElementFilter::holds(const Vector& column, std::uint32_t row) const {
  if (!shape_.relationships) return nodes_.test(column.nodes()[row]);
  const RelationshipId id = column.relationships()[row].id;
  return by_type_.at(id.type()).test(static_cast<NodeId>(id.ordinal()));
}

bool ElementFilter::known(const Batch& batch, Context& context) {
  if (ready_.load(std::memory_order_acquire)) return true;
  const std::uint64_t asked = asked_ += batch.selection.size();
  if (failed_ || context.writer || context.uncertain || asked < enough_rows(*context.view))
    return false;
  const std::unique_lock lock(asking_, std::try_to_lock);
  if (!lock || failed_) return false;  // another thread is at it: not waited for
  if (!ready_) ask_all(context);
  return ready_;
}

/// Going over what is stored takes a small part of the time that asking so many rows takes.
std::uint64_t ElementFilter::enough_rows(const store::GraphView& view) const {
  if (!shape_.relationships) return view.node_limit() / 8;
  std::uint64_t all = 0;
  for (std::size_t type = 0; type < view.type_count(); ++type)
    if (shape_.types.empty() ||
        std::ranges::count(shape_.types, view.type_name(static_cast<TypeId>(type))) > 0)
      all += view.relationship_count(static_cast<TypeId>(type));
  return all / 16;
}

/// A condition that fails for some element may never meet it in a row.
void ElementFilter::ask_all(Context& context) {
  const bool stored = store::StoredGraph::of(*context.view).has_value();
  try {
    if (stored)
      ask_stored(context);
    else if (!shape_.relationships)
      ask_nodes(context);
    failed_ = !stored && shape_.relationships;
  } catch (const Error& error) {
    failed_ = true;
    if (error.kind == ErrorKind::Limit) throw;
  }
  if (!failed_) ready_.store(true, std::memory_order_release);
}

void ElementFilter::ask_stored(Context& context) {
  SegmentScan scan(shape_);
  scan.begin(context);
  if (!shape_.relationships) nodes_.resize(context.view->node_limit());
  for (std::size_t range = 0; range < scan.range_count(); ++range) {
    context.check("Filter");
    const SegmentSource& source = scan.source(range);
    NodeMarks& found = shape_.relationships ? by_type_[source.owner] : nodes_;
    if (shape_.relationships) found.resize(static_cast<NodeId>(scan.graph().limit(source.owner)));
    scan.scan(
        range, context, [](const SegmentSource&, std::uint64_t, std::uint64_t end) { return end; },
        [&](const SegmentRows& rows) {
          rows.for_each(
              [&](std::uint32_t row) { found.insert(static_cast<NodeId>(rows.first + row)); });
        });
  }
  std::int64_t bytes = nodes_.bytes();
  for (const auto& [type, marks] : by_type_) bytes += marks.bytes();
  context.book(bytes, "Filter");
}

/// With uncommitted changes over what is stored.
void ElementFilter::ask_nodes(Context& context) {
  const store::GraphView& view = *context.view;
  nodes_.resize(view.node_limit());
  context.book(nodes_.bytes(), "Filter");
  std::vector<NodeId> nodes;
  for (NodeId next = 0; next != no_node;) {
    context.check("Filter");
    nodes.clear();
    next = view.scan(no_label, next, batch_rows, nodes);
    if (nodes.empty()) continue;
    Batch batch;
    start_batch(batch, nodes.size());
    put(batch, shape_.element, Vector::of(nodes));
    const Selection found = evaluate_filter(predicate_, batch, batch.selection, context);
    for (std::size_t i = 0; i < found.size(); ++i) nodes_.insert(nodes[found[i]]);
  }
}

}  // namespace normgraph::query
