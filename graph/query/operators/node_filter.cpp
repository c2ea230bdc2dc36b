#include "graph/query/operators/node_filter.hpp"

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

std::shared_ptr<NodeFilter> NodeFilter::make(const BoundExpression& predicate) {
  SlotReads reads;
  add_reads(predicate, reads);
  Slot slot = no_slot;
  bool one = reads.deterministic;
  const auto read = [&](Slot each) {
    one = one && (slot == no_slot || slot == each);
    slot = each;
  };
  for (const PropertyShape& each : reads.properties) read(each.slot);
  for (const Slot each : reads.whole) read(each);
  return one && slot != no_slot ? std::make_shared<NodeFilter>(predicate, slot) : nullptr;
}

Selection NodeFilter::keep(const Batch& batch, Context& context) {
  const Vector& column = batch.columns[slot_];
  const bool nodes =
      column.kind() == Vector::Kind::Node && !column.has_nulls() && !column.is_constant();
  if (!nodes || !known(batch, context))
    return evaluate_filter(predicate_, batch, batch.selection, context);
  std::vector<std::uint32_t> kept;
  kept.reserve(batch.selection.size());
  for (std::size_t i = 0; i < batch.selection.size(); ++i)
    if (nodes_.test(column.nodes()[batch.selection[i]])) kept.push_back(batch.selection[i]);
  return kept.size() == batch.selection.size() ? batch.selection : Selection(std::move(kept));
}

bool NodeFilter::known(const Batch& batch, Context& context) {
  if (ready_.load(std::memory_order_acquire)) return true;
  const std::size_t asked = asked_ += batch.selection.size();
  if (failed_ || context.writer || context.uncertain || asked < context.view->node_limit() / 2)
    return false;
  const std::unique_lock lock(asking_, std::try_to_lock);
  if (!lock || failed_) return false;  // another thread is at it: not waited for
  if (!ready_) ask_all(context);
  return ready_;
}

/// A condition that fails for some node may never meet it in a row.
void NodeFilter::ask_all(Context& context) {
  const store::GraphView& view = *context.view;
  nodes_.resize(view.node_limit());
  context.book(nodes_.bytes(), "Filter");
  std::vector<NodeId> nodes;
  try {
    for (NodeId next = 0; next != no_node;) {
      context.check("Filter");
      nodes.clear();
      next = view.scan(no_label, next, batch_rows, nodes);
      if (nodes.empty()) continue;
      Batch batch;
      start_batch(batch, nodes.size());
      put(batch, slot_, Vector::of(nodes));
      const Selection found = evaluate_filter(predicate_, batch, batch.selection, context);
      for (std::size_t i = 0; i < found.size(); ++i) nodes_.insert(nodes[found[i]]);
    }
  } catch (const Error& error) {
    failed_ = true;
    if (error.kind == ErrorKind::Limit) throw;
    return;
  }
  ready_.store(true, std::memory_order_release);
}

}  // namespace normgraph::query
