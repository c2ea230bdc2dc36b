#include "graph/query/operators/batch_tools.hpp"

#include <algorithm>

#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/fused.hpp"

namespace normgraph::query {

void put(Batch& batch, Slot slot, Vector column) {
  if (slot >= batch.columns.size()) batch.columns.resize(slot + 1);
  batch.columns[slot] = std::move(column);
}

std::vector<std::uint32_t> selected_rows(const Selection& selection) {
  std::vector<std::uint32_t> rows(selection.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = selection[i];
  return rows;
}

void start_batch(Batch& batch, std::size_t size) {
  batch.columns.clear();
  batch.size = size;
  batch.selection = Selection::all(size);
}

Carrier::Carrier(const PlanNode& node, const Build& build) : slots_(node.live) {
  also(build.row());
  std::sort(slots_.begin(), slots_.end());
  slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
}

void Carrier::also(Slot slot) {
  if (slot != no_slot && !carries(slot)) slots_.push_back(slot);
}

bool Carrier::carries(Slot slot) const {
  return std::find(slots_.begin(), slots_.end(), slot) != slots_.end();
}

void Carrier::gather(const Batch& from, std::span<const std::uint32_t> rows, Batch& to) const {
  start_batch(to, rows.size());
  to.columns.resize(from.columns.size());
  for (const Slot slot : slots_)
    if (bound(from, slot)) to.columns[slot] = from.columns[slot].gather(rows);
}

void Carrier::gather_row(const Batch& from, std::uint32_t row, Batch& to) const {
  gather(from, {&row, 1}, to);
}

NodeColumn::NodeColumn(const Vector& column, const Selection& rows) {
  mask_ = column.is_constant() ? 0 : ~std::uint32_t{0};
  if (column.kind() == Vector::Kind::Node && !column.has_nulls()) {
    nodes_ = column.nodes();
    return;
  }
  own_.assign(column.stored(), no_node);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (column.is_null(row)) continue;
    const Value value = column.value(row);
    if (value.type() != Type::Node) throw not_a_node(value);
    own_[row & mask_] = value.as_node();
  }
  nodes_ = own_;
}

namespace {

template <class T, class Get>
std::vector<T> unpacked(const std::vector<Value>& values, Get get) {
  std::vector<T> result;
  result.reserve(values.size());
  for (const Value& value : values) result.push_back(get(value));
  return result;
}

}  // namespace

Vector typed_where_uniform(std::vector<Value> values) {
  if (values.empty()) return Vector::of(std::move(values));
  const Type type = values.front().type();
  for (const Value& value : values)
    if (value.type() != type || value.record()) return Vector::of(std::move(values));
  switch (type) {
    case Type::Integer:
      return Vector::of(
          unpacked<std::int64_t>(values, [](const Value& v) { return v.as_integer(); }));
    case Type::Float:
      return Vector::of(unpacked<double>(values, [](const Value& v) { return v.as_float(); }));
    case Type::Node:
      return Vector::of(unpacked<NodeId>(values, [](const Value& v) { return v.as_node(); }));
    case Type::Relationship:
      return Vector::of(
          unpacked<RelationshipRef>(values, [](const Value& v) { return v.as_relationship(); }));
    default:
      return Vector::of(std::move(values));
  }
}

std::vector<Slot> slots_of(const BoundExpression* expression) {
  std::vector<Slot> slots;
  if (expression) expression->visit_slots([&](Slot slot) { slots.push_back(slot); });
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

Value constant_value(const BoundExpression* expression, Context& context) {
  if (!expression) return {};
  Batch batch;
  start_batch(batch, 1);
  return expression->evaluate(batch, batch.selection, context).value(0);
}

void KeptRows::add(Batch batch) {
  booking_.add(bytes_of(batch));
  batches_.push_back(std::move(batch));
}

void KeptRows::clear() {
  batches_.clear();
  booking_.set(0);
}

InnerPlan::InnerPlan(const PlanNode& root, Slot row, Context& context, SharedWork* shared,
                     Slot* counts)
    : build_{.context = context, .argument = &argument_, .shared = shared} {
  argument_.row = row;
  if (counts) *counts = no_slot;
  if (counts) root_ = make_row_counts(root, build_, *counts);
  if (!root_) root_ = make_operator(root, build_);
}

void InnerPlan::start(const Batch& outer, Selection rows, bool until_satisfied) {
  argument_.outer = &outer;
  argument_.rows = std::move(rows);
  argument_.satisfied.assign(until_satisfied ? outer.size : 0, 0);
  if (!fresh_) root_->restart();
  fresh_ = false;
}

}  // namespace normgraph::query
