#include "graph/query/operators/top_by_index.hpp"

#include <algorithm>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/segment_scan.hpp"

namespace normgraph::query {
namespace {

/// A node by an index, read by itself, costs about as much as so many in a scan.
constexpr std::size_t scanned_a_node = 16;
constexpr std::size_t first_nodes = 64;

/// What a slot of the projection stands for.
const BoundExpression& projected(const BoundExpression& key, const Project* project) {
  if (project && slot_of(key) != no_slot)
    for (const auto& [slot, expression] : project->items)
      if (slot == slot_of(key)) return *expression;
  return key;
}

}  // namespace

std::unique_ptr<TopByIndex> TopByIndex::make(const PlanNode& sort, const Build& build) {
  const auto& keys = std::get<Sort>(sort.op).keys;
  if (keys.empty() || keys.front().descending || !SegmentScan::possible(build)) return nullptr;
  const auto* project = std::get_if<Project>(&sort.input->op);
  const auto property = property_shape(projected(*keys.front().expression, project));
  std::unique_ptr<TopByIndex> made(new TopByIndex);
  const NodeScan* scan =
      made->take_conditions(project && project->keep ? *sort.input->input : *sort.input);
  if (!property || !scan || scan->label.empty() || property->slot != scan->node) return nullptr;
  const auto indexes = build.context.view->indexes();
  const bool indexed = std::ranges::any_of(indexes, [&](const store::IndexInfo& index) {
    return index.label == scan->label && index.property == *property->key;
  });
  if (!indexed) return nullptr;
  made->node_ = scan->node;
  made->label_ = scan->label;
  made->property_ = *property->key;
  return made;
}

/// Down to the scan of all nodes that they are over; null where there is something else.
const NodeScan* TopByIndex::take_conditions(const PlanNode& top) {
  const PlanNode* node = &top;
  for (;; node = node->input.get()) {
    if (const auto* filter = std::get_if<Filter>(&node->op)) {
      conditions_.insert(conditions_.begin(), {filter->predicate.get(), nullptr, nullptr});
      continue;
    }
    const auto* apply = std::get_if<Apply>(&node->op);
    if (!apply || (apply->mode != Apply::Mode::Semi && apply->mode != Apply::Mode::Anti)) break;
    conditions_.insert(conditions_.begin(), {nullptr, apply, nullptr});
  }
  const auto* scan = std::get_if<NodeScan>(&node->op);
  return scan && std::holds_alternative<SingleRow>(node->input->op) ? scan : nullptr;
}

bool TopByIndex::begin(std::size_t wanted, Context& context) {
  const store::GraphView& view = *context.view;
  const LabelId label = view.find_label(label_);
  order_ = label == no_label ? nullptr : view.nodes_in_order(label, view.find_key(property_));
  more_ = order_ != nullptr;
  wanted_ = wanted;
  found_ = looked_at_ = 0;
  for (Condition& each : conditions_)
    if (each.apply)
      each.inner = std::make_unique<InnerPlan>(*each.apply->inner, each.apply->row, context);
  if (more_) most_ = static_cast<std::size_t>(view.node_count(label)) / scanned_a_node;
  return more_;
}

bool TopByIndex::next(Batch& batch, Context& context) {
  if (!more_ || !worth_it()) return false;
  const std::size_t count = std::clamp(looked_at_, first_nodes, batch_rows);
  std::vector<NodeId> nodes;
  more_ = order_->next(count, nodes);
  looked_at_ += nodes.size();
  start_batch(batch, nodes.size());
  put(batch, node_, Vector::of(std::move(nodes)));
  for (Condition& condition : conditions_)
    if (!batch.selection.empty()) keep(condition, batch, context);
  found_ += batch.selection.size();
  return true;
}

void TopByIndex::keep(Condition& condition, Batch& batch, Context& context) {
  if (condition.predicate) {
    batch.selection = evaluate_filter(*condition.predicate, batch, batch.selection, context);
    return;
  }
  const std::vector<std::uint8_t> found = rows_with_matches(*condition.inner, batch);
  const std::uint8_t wanted = condition.apply->mode == Apply::Mode::Semi ? 1 : 0;
  std::vector<std::uint32_t> rows = selected_rows(batch.selection);
  std::erase_if(rows, [&](std::uint32_t row) { return found[row] != wanted; });
  batch.selection = Selection(std::move(rows));
}

/// Whether, as it has gone so far, all will be found among as many as it may look at.
bool TopByIndex::worth_it() const {
  constexpr std::size_t enough_to_tell = 512;
  if (looked_at_ >= most_) return false;
  return looked_at_ < enough_to_tell || found_ * most_ >= wanted_ * looked_at_;
}

}  // namespace normgraph::query
