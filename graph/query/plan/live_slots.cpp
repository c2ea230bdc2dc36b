// From the root to the leaves: what is needed above a node, without what the node makes, together
// with what it reads, is needed of its input.

#include "graph/query/plan/live_slots.hpp"

#include <set>

namespace normgraph::query::planning {
namespace {

using Slots = std::set<Slot>;

void add(const BoundExpressionPtr& expression, Slots& slots) {
  if (expression) expression->visit_slots([&](Slot slot) { slots.insert(slot); });
}
void add(const std::vector<Slot>& more, Slots& slots) { slots.insert(more.begin(), more.end()); }
void add(const ClaimExpressions& claim, Slots& slots) {
  add(claim.effective, slots);
  add(claim.source, slots);
  add(claim.confidence, slots);
  add(claim.correcting, slots);
}
void add(const std::vector<UpdateItem>& items, Slots& slots) {
  for (const UpdateItem& item : items) {
    if (const auto* property = std::get_if<SetProperty>(&item))
      add(property->element, slots), add(property->value, slots);
    else if (const auto* properties = std::get_if<SetProperties>(&item))
      add(properties->element, slots), add(properties->value, slots);
    else
      add(std::get<SetLabels>(item).element, slots);
  }
}
void add(const std::vector<NewElement>& elements, Slots& slots) {
  for (const NewElement& element : elements) {
    if (const auto* node = std::get_if<NewNode>(&element)) {
      add(node->properties, slots);
    } else {
      const auto& relationship = std::get<NewRelationship>(element);
      slots.insert(relationship.start);
      slots.insert(relationship.end);
      add(relationship.properties, slots);
    }
  }
}
void remove_made(const std::vector<NewElement>& elements, Slots& slots) {
  for (const NewElement& element : elements) {
    if (const auto* node = std::get_if<NewNode>(&element))
      slots.erase(node->node);
    else
      slots.erase(std::get<NewRelationship>(element).relationship);
  }
}

/// Returns what a plan reads of its Argument's rows; writes `live` on the way.
Slots flow(PlanNode& node, Slots needed, Slot row);

/// What an inner plan reads of the outer rows.
Slots inner_reads(PlanNode& inner, Slot row, Slots needed) {
  needed.insert(row);
  Slots reads = flow(inner, std::move(needed), row);
  reads.erase(row);
  return reads;
}

/// Turns what is needed above an operator into what is needed below it.
class Needs {
 public:
  Needs(Slots& needed, Slot row) : needed_(needed), row_(row) {}

  void of(SingleRow&) {}
  void of(Argument&) {}
  void of(NodeScan& scan) { needed_.erase(scan.node); }
  void of(IndexSeek& seek) {
    needed_.erase(seek.node);
    add(seek.value, needed_);
    add(seek.low, needed_);
    add(seek.high, needed_);
  }
  void of(Expand& expand) {
    if (!expand.to_bound) needed_.erase(expand.to);
    if (!expand.relationship_bound) needed_.erase(expand.relationship);
    needed_.insert(expand.from);
    if (expand.to_bound) needed_.insert(expand.to);
    if (expand.relationship_bound) needed_.insert(expand.relationship);
    add(expand.distinct_from, needed_);
  }
  void of(VariableExpand& expand) {
    if (!expand.to_bound) needed_.erase(expand.to);
    if (!expand.list_bound) needed_.erase(expand.relationships);
    add(expand.each_predicate, needed_);
    needed_.erase(expand.each);
    needed_.insert(expand.from);
    if (expand.to_bound) needed_.insert(expand.to);
    if (expand.list_bound) needed_.insert(expand.relationships);
    add(expand.distinct_from, needed_);
  }
  void of(RepeatPath& path) {
    Slots inner{path.inner_to};
    add(path.inner_relationships, inner);
    for (const auto& [inside, outside] : path.groups) {
      inner.insert(inside);
      needed_.erase(outside);
    }
    needed_.erase(path.steps);
    if (!path.to_bound) needed_.erase(path.to);
    Slots reads = inner_reads(*path.inner, path.inner_row, std::move(inner));
    reads.erase(path.inner_from);
    needed_.insert(reads.begin(), reads.end());
    needed_.insert(path.from);
    if (path.to_bound) needed_.insert(path.to);
    add(path.distinct_from, needed_);
  }
  void of(ShortestPath& path) {
    needed_.erase(path.relationships);
    add(path.each_predicate, needed_);
    needed_.erase(path.each);
    needed_.insert(path.from);
    needed_.insert(path.to);
  }
  void of(SelectShortest& select) {
    add(select.partition, needed_);
    needed_.insert(select.path);
  }
  void of(BuildPath& path) {
    needed_.erase(path.path);
    add(path.nodes, needed_);
    add(path.steps, needed_);
  }
  void of(Filter& filter) { add(filter.predicate, needed_); }
  void of(Project& project) {
    if (!project.keep) only_row();
    for (const auto& item : project.items) needed_.erase(item.first);
    for (const auto& item : project.items) add(item.second, needed_);
  }
  void of(Aggregate& aggregate) {
    needed_.clear();
    for (const auto& group : aggregate.groups) add(group.second, needed_);
    for (const auto& group : aggregate.carried) add(group.second, needed_);
    for (const auto& call : aggregate.calls) {
      add(call.argument, needed_);
      add(call.parameter, needed_);
    }
    if (row_ != no_slot) needed_.insert(row_);
  }
  void of(Distinct& distinct) { add(distinct.slots, needed_); }
  void of(Sort& sort) {
    for (const auto& key : sort.keys) add(key.expression, needed_);
    add(sort.limit, needed_);
  }
  void of(Skip& skip) { add(skip.count, needed_); }
  void of(Limit& limit) { add(limit.count, needed_); }
  void of(Unwind& unwind) {
    needed_.erase(unwind.item);
    needed_.erase(unwind.ordinal);
    add(unwind.list, needed_);
  }
  void of(Apply& apply) {
    Slots inner;
    for (const Slot slot : apply.introduced)
      if (needed_.erase(slot)) inner.insert(slot);
    const Slots reads = inner_reads(*apply.inner, apply.row, std::move(inner));
    needed_.insert(reads.begin(), reads.end());
  }
  void of(Union& parts) {
    Slots reads;
    for (std::size_t i = 0; i < parts.inputs.size(); ++i) {
      Slots needed(parts.columns[i].begin(), parts.columns[i].end());
      const Slots part = flow(*parts.inputs[i], std::move(needed), row_);
      reads.insert(part.begin(), part.end());
    }
    needed_ = std::move(reads);
  }
  void of(CallProcedure& call) {
    for (const auto& item : call.yields) needed_.erase(item.second);
    for (const auto& argument : call.arguments) add(argument, needed_);
  }
  void of(Create& create) {
    add(create.elements, needed_);
    add(create.claim, needed_);
    remove_made(create.elements, needed_);
  }
  void of(Update& update) {
    add(update.items, needed_);
    add(update.claim, needed_);
  }
  void of(Delete& remove) {
    for (const auto& target : remove.targets) add(target, needed_);
    add(remove.claim, needed_);
  }
  void of(Forget& forget) {
    for (const auto& item : forget.items) add(item.element, needed_);
    add(forget.claim, needed_);
  }
  void of(Merge& merge) {
    const Slots introduced(merge.introduced.begin(), merge.introduced.end());
    Slots reads = inner_reads(*merge.match, merge.row, introduced);
    add(merge.elements, reads);
    add(merge.on_create, reads);
    add(merge.on_match, reads);
    add(merge.claim, reads);
    needed_.insert(reads.begin(), reads.end());
    for (const Slot slot : introduced) needed_.erase(slot);
  }
  void of(Foreach& foreach) {
    Slots reads = inner_reads(*foreach.inner, foreach.row, {});
    reads.erase(foreach.item);
    needed_.insert(reads.begin(), reads.end());
    add(foreach.list, needed_);
  }

 private:
  void only_row() {
    const bool row = row_ != no_slot && needed_.count(row_) > 0;
    needed_.clear();
    if (row) needed_.insert(row_);
  }
  Slots& needed_;
  Slot row_;
};

Slots flow(PlanNode& node, Slots needed, Slot row) {
  if (row != no_slot) needed.insert(row);
  node.live.assign(needed.begin(), needed.end());
  Needs needs(needed, row);
  std::visit([&](auto& op) { needs.of(op); }, node.op);
  if (std::holds_alternative<SingleRow>(node.op)) return {};
  if (!node.input) return needed;  // an Argument, or a Union, which has asked its inputs
  return flow(*node.input, std::move(needed), row);
}

}  // namespace

void assign_live(PlanNode& root, Slot row, const std::vector<Slot>& needed) {
  flow(root, Slots(needed.begin(), needed.end()), row);
}

std::vector<Slot> required_slots(PlanNode& root, Slot row, const std::vector<Slot>& needed) {
  Slots reads = flow(root, Slots(needed.begin(), needed.end()), row);
  reads.erase(row);
  return {reads.begin(), reads.end()};
}

}  // namespace normgraph::query::planning
