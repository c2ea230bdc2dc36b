#include "graph/query/operators/expand_conditions.hpp"

#include <algorithm>

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {
namespace {

/// The conditions on one element as a scan of all such elements.
struct Sorted {
  ScanShape end, relationship;
  std::vector<const BoundExpression*> others;

  explicit Sorted(const Expand& expand) {
    end.element = expand.to;
    relationship.element = expand.relationship;
    relationship.relationships = true;
    relationship.types = expand.types;
  }

  void add(const BoundExpression& condition, const Expand& expand) {
    SlotReads reads;
    add_reads(condition, reads);
    const std::vector<Slot> slots = slots_of(&condition);
    const Slot only = slots.size() == 1 && reads.deterministic ? slots.front() : no_slot;
    if (only == end.element) return add_to(end, condition);
    // Of a relationship only the number is known, and so its properties.
    if (only == relationship.element && reads.whole.empty() && !expand.relationship_bound)
      return add_to(relationship, condition);
    others.push_back(&condition);
  }

 private:
  static void add_to(ScanShape& shape, const BoundExpression& condition) {
    const auto label = label_shape(condition);
    if (label && !shape.relationships && shape.label.empty()) {
      shape.label = *label->name;
      return;
    }
    shape.conditions.push_back(&condition);
    shape.parallel = shape.parallel && condition.parallel();
  }
};

bool empty(const ScanShape& shape) { return shape.conditions.empty() && shape.label.empty(); }

bool plain(const Vector& column, Vector::Kind kind) {
  return column.kind() == kind && !column.has_nulls() && !column.is_constant();
}

}  // namespace

std::shared_ptr<ExpandConditions> ExpandConditions::make(
    std::vector<const BoundExpression*> predicates, const Expand& expand) {
  std::vector<const BoundExpression*> conditions;
  for (const BoundExpression* predicate : predicates) add_conjuncts(*predicate, conditions);
  Sorted sorted(expand);
  for (const BoundExpression* condition : conditions) sorted.add(*condition, expand);
  if (empty(sorted.end) && empty(sorted.relationship)) return nullptr;

  std::shared_ptr<ExpandConditions> made(new ExpandConditions(std::move(predicates)));
  made->end_ = expand.to;
  made->relationship_ = expand.relationship;
  if (!empty(sorted.end)) made->of_end_ = std::make_unique<ElementFilter>(sorted.end, true);
  if (!empty(sorted.relationship))
    made->of_relationship_ = std::make_unique<ElementFilter>(
        sorted.relationship, expand.direction != ExpandDirection::Out);
  made->others_ = std::move(sorted.others);
  return made;
}

Selection ExpandConditions::keep(const Batch& batch, Context& context) {
  if (!prepare(batch, context)) {
    Selection kept = batch.selection;
    for (const BoundExpression* predicate : predicates_)
      kept = evaluate_filter(*predicate, batch, kept, context);
    return kept;
  }
  std::vector<std::uint32_t> rows = selected_rows(batch.selection);
  if (of_relationship_) of_relationship_->keep(batch.columns[relationship_], rows);
  if (of_end_) of_end_->keep(batch.columns[end_], rows);
  return keep_others(
      batch, rows.size() == batch.selection.size() ? batch.selection : Selection(std::move(rows)),
      context);
}

Selection ExpandConditions::keep_others(const Batch& batch, Selection kept,
                                        Context& context) const {
  for (const BoundExpression* condition : others_)
    kept = evaluate_filter(*condition, batch, kept, context);
  return kept;
}

bool ExpandConditions::prepare(const Batch& batch, Context& context) {
  if (of_end_ && !plain(batch.columns[end_], Vector::Kind::Node)) return false;
  if (of_relationship_ && !plain(batch.columns[relationship_], Vector::Kind::Relationship))
    return false;
  return prepare(batch.selection.size(), context);
}

bool ExpandConditions::prepare(std::uint64_t rows, Context& context) {
  const bool relationships = !of_relationship_ || of_relationship_->prepare(rows, context);
  const bool ends = !of_end_ || of_end_->prepare(rows, context);
  return relationships && ends;
}

bool ExpandConditions::ready() const {
  return (!of_end_ || of_end_->ready()) && (!of_relationship_ || of_relationship_->ready());
}

bool ExpandConditions::ask_all(Context& context) {
  return (!of_relationship_ || of_relationship_->ask_all(context)) &&
         (!of_end_ || of_end_->ask_all(context));
}

void ExpandConditions::allowed(const NeighbourList& list, std::size_t begin, std::size_t end,
                               std::vector<std::uint32_t>& places) const {
  places.resize(end - begin);
  const ElementFilter& first = of_relationship_ ? *of_relationship_ : *of_end_;
  places.resize(first.keep(list, begin, end, places.data()));
  if (of_relationship_ && of_end_) places.resize(of_end_->keep(list, places));
}

std::optional<std::size_t> ExpandConditions::count_allowed(const NeighbourList& list) const {
  return of_relationship_ && !of_end_ ? of_relationship_->count(list) : std::nullopt;
}

bool ExpandConditions::nothing_allowed() const {
  return (of_end_ && of_end_->nothing()) || (of_relationship_ && of_relationship_->nothing());
}

std::uint64_t ExpandConditions::enough_rows(const store::GraphView& view) const {
  return std::max(of_end_ ? of_end_->enough_rows(view) : 0,
                  of_relationship_ ? of_relationship_->enough_rows(view) : 0);
}

void ExpandConditions::begin_again() {
  if (of_end_) of_end_->begin_again();
  if (of_relationship_) of_relationship_->begin_again();
}

std::string ExpandConditions::text() const {
  std::string text;
  for (const BoundExpression* predicate : predicates_)
    text += (text.empty() ? "" : " AND ") + predicate->text();
  return text;
}

}  // namespace normgraph::query
