#include "graph/query/operators/segment_scan.hpp"

#include <algorithm>
#include <utility>

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/segment_values.hpp"

namespace normgraph::query {
namespace {

/// Takes filters off the front; the node below the last one.
const PlanNode& below_filters(const PlanNode& node, std::vector<const BoundExpression*>& out) {
  const PlanNode* below = &node;
  std::vector<const Filter*> filters;
  for (; std::holds_alternative<Filter>(below->op); below = below->input.get())
    filters.push_back(&std::get<Filter>(below->op));
  // The lowest is applied first.
  for (auto filter = filters.rbegin(); filter != filters.rend(); ++filter)
    add_conjuncts(*(*filter)->predicate, out);
  return *below;
}

bool reads_only(const BoundExpression& expression, Slot slot) {
  const std::vector<Slot> slots = slots_of(&expression);
  return std::all_of(slots.begin(), slots.end(), [slot](Slot read) { return read == slot; });
}

const NodeScan* scan_of_everything(const PlanNode& node) {
  const auto* scan = std::get_if<NodeScan>(&node.op);
  return scan && std::holds_alternative<SingleRow>(node.input->op) ? scan : nullptr;
}

}  // namespace

std::optional<ScanShape> node_scan_shape(const PlanNode& node) {
  ScanShape shape;
  const NodeScan* scan = scan_of_everything(below_filters(node, shape.conditions));
  if (!scan) return std::nullopt;
  shape.element = scan->node;
  shape.label = scan->label;
  for (const BoundExpression* condition : shape.conditions) {
    shape.parallel = shape.parallel && condition->parallel();
    if (!reads_only(*condition, shape.element)) return std::nullopt;
  }
  return shape;
}

std::optional<ScanShape> relationship_scan_shape(const PlanNode& node) {
  ScanShape shape;
  const PlanNode& below = below_filters(node, shape.conditions);
  const Expand* expand = free_expand(below);
  if (!expand || expand->direction == ExpandDirection::Both || !expand->distinct_from.empty())
    return std::nullopt;
  const NodeScan* scan = scan_of_everything(*below.input);
  if (!scan || !scan->label.empty() || scan->node != expand->from) return std::nullopt;
  for (const Slot slot : below.live)
    if (slot != expand->relationship) return std::nullopt;
  shape.element = expand->relationship;
  shape.relationships = true;
  shape.types = expand->types;
  for (const BoundExpression* condition : shape.conditions) {
    SlotReads reads;
    add_reads(*condition, reads);
    // Only the id of the relationship is known here, and so its properties, but not its ends.
    shape.parallel = shape.parallel && condition->parallel();
    if (!reads.whole.empty() || !reads_only(*condition, shape.element)) return std::nullopt;
  }
  return shape;
}

SegmentScan::SegmentScan(const ScanShape& shape) : shape_(shape) {}

bool SegmentScan::possible(const Build& build) {
  return !build.argument && !build.writes && !build.context.uncertain &&
         store::StoredGraph::of(*build.context.view);
}

std::string SegmentScan::describe(const PlanWords& words) const {
  std::string text =
      shape_.relationships
          ? "()" + words.relationship(shape_.element, shape_.types, ExpandDirection::Out) + "()"
          : words.node(shape_.element, shape_.label);
  const char* before = " where ";
  for (const BoundExpression* condition : shape_.conditions)
    text += std::exchange(before, " AND ") + condition->text();
  return text + (shape_.parallel ? ", on all cores" : "");
}

bool SegmentScan::has_codes(const std::string& property, const Context& context) const {
  const store::GraphView& view = *context.view;
  const auto graph = store::StoredGraph::of(view);
  const KeyId key = view.find_key(property);
  if (!graph || key == no_key) return graph.has_value();
  if (shape_.relationships) {
    const TypeId type = shape_.types.empty() ? TypeId{0} : view.find_type(shape_.types.front());
    return type != no_type && type < view.type_count() &&
           code_count(graph->column(type, key, 0)) > 0;
  }
  std::vector<NodeId> first;
  view.scan(shape_.label.empty() ? no_label : view.find_label(shape_.label), 0, 1, first);
  return !first.empty() && code_count(graph->column(store::node_owner, key, first.front())) > 0;
}

void SegmentScan::begin(Context& context) {
  const store::GraphView& view = *context.view;
  graph_ = store::StoredGraph::of(view);
  sources_.clear();
  predicates_.clear();
  ranges_.clear();
  ids_ = 0;
  if (!shape_.relationships) {
    const LabelId label = shape_.label.empty() ? no_label : view.find_label(shape_.label);
    if (shape_.label.empty() || label != no_label)
      add_source({store::node_owner, label}, graph_->limit(store::node_owner));
  } else {
    std::vector<TypeId> types;
    for (const std::string& name : shape_.types)
      if (const TypeId type = view.find_type(name); type != no_type) types.push_back(type);
    if (shape_.types.empty())
      for (std::size_t type = 0; type < view.type_count(); ++type)
        types.push_back(static_cast<TypeId>(type));
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    for (const TypeId type : types) add_source({type, no_label}, graph_->limit(type));
  }
  predicates_.resize(sources_.size());
  for (std::size_t i = 0; i < sources_.size(); ++i)
    for (const BoundExpression* condition : shape_.conditions)
      predicates_[i].emplace_back(*condition, shape_.element).begin(view, sources_[i], context);
}

void SegmentScan::add_source(const SegmentSource& source, std::uint64_t limit) {
  for (std::uint64_t first = 0; first < limit; first += scan_range)
    ranges_.push_back({sources_.size(), first, std::min(limit, first + scan_range)});
  sources_.push_back(source);
  ids_ += limit;
}

std::uint64_t SegmentScan::stretch_end(const Range& range, std::uint64_t id) const {
  std::uint64_t end = range.end;
  for (const SegmentPredicate& predicate : predicates_[range.source])
    end = predicate.stretch_end(*graph_, id, end);
  return end;
}

/// Ranges and stretches begin at whole words of the marks, so that several may be marked at once.
void SegmentScan::mark(std::size_t range, Context& context, NodeMarks& marks) const {
  static_assert(scan_range % 64 == 0 && store::least_column_range % 64 == 0);
  const Range& all = ranges_[range];
  const auto& predicates = predicates_[all.source];
  for (std::uint64_t id = all.first, end = 0; id < all.end; id = end) {
    end = stretch_end(all, id);
    const auto first = static_cast<NodeId>(id);
    const auto size = static_cast<std::uint32_t>(end - id);
    if (predicates.empty()) {
      std::vector<std::uint64_t> bits;
      graph_->mark_existing(sources_[all.source].owner, sources_[all.source].label, id, size, bits);
      marks.add(first, bits);
      continue;
    }
    SegmentRows rows = existing_rows(*graph_, sources_[all.source], id, size);
    const auto bits =
        predicates.size() == 1 ? predicates[0].bits(*graph_, rows, context) : std::nullopt;
    if (bits) {
      marks.add(first, *bits);
      continue;
    }
    for (const SegmentPredicate& predicate : predicates) predicate.keep(*graph_, rows, context);
    rows.for_each([&](std::uint32_t row) { marks.insert(first + row); });
  }
}

SegmentRows SegmentScan::select(const Range& range, std::uint64_t first, std::uint64_t end,
                                Context& context) const {
  SegmentRows rows = existing_rows(*graph_, sources_[range.source], first,
                                   static_cast<std::uint32_t>(end - first));
  for (const SegmentPredicate& predicate : predicates_[range.source])
    predicate.keep(*graph_, rows, context);
  return rows;
}

}  // namespace normgraph::query
