#include "graph/query/operators/updating_operator.hpp"

#include "graph/query/operators/errors.hpp"

namespace normgraph::query {

Value RowExpression::value(const Batch& batch, std::uint32_t row, Context& context) const {
  if (!expression_) return {};
  Batch one;
  start_batch(one, 1);
  for (const Slot slot : slots_)
    if (bound(batch, slot)) put(one, slot, batch.columns[slot].gather({&row, 1}));
  return expression_->evaluate(one, one.selection, context).value(0);
}

UpdatingOperator::UpdatingOperator(const PlanNode& node, Build& build)
    : Operator(node, build), writer_(build.context), kept_(account()) {}

bool UpdatingOperator::produce(Batch& batch) {
  if (!consumed_) {
    consumed_ = true;
    for (Batch next; input_->next(next);) kept_.add(std::move(next));
    update(kept_.batches());
  }
  std::vector<Batch>& batches = kept_.batches();
  while (next_ < batches.size()) {
    batch = std::move(batches[next_++]);
    if (!batch.selection.empty()) return true;
  }
  kept_.clear();
  next_ = 0;
  return false;
}

void UpdatingOperator::reset() {
  consumed_ = false;
  kept_.clear();
  next_ = 0;
}

void ElementCreator::create(const NewNode& wanted, Batch& batch, ElementWriter& writer,
                            Context& context) const {
  Vector properties;
  if (wanted.properties) properties = wanted.properties->evaluate(batch, batch.selection, context);
  std::vector<NodeId> nodes(batch.size, no_node);
  for (std::size_t i = 0; i < batch.selection.size(); ++i) {
    const std::uint32_t row = batch.selection[i];
    const ClaimScope claim(terms_, batch, row, writer, context);
    nodes[row] =
        writer.create_node(wanted.labels, wanted.properties ? properties.value(row) : Value());
  }
  put(batch, wanted.node, Vector::of(std::move(nodes)));
}

void ElementCreator::create(const NewRelationship& wanted, Batch& batch, ElementWriter& writer,
                            Context& context) const {
  Vector properties;
  if (wanted.properties) properties = wanted.properties->evaluate(batch, batch.selection, context);
  const NodeColumn starts(batch.columns[wanted.start], batch.selection);
  const NodeColumn ends(batch.columns[wanted.end], batch.selection);
  std::vector<RelationshipRef> made(batch.size);
  for (std::size_t i = 0; i < batch.selection.size(); ++i) {
    const std::uint32_t row = batch.selection[i];
    const ClaimScope claim(terms_, batch, row, writer, context);
    made[row] = writer.create_relationship(wanted.type, starts[row], ends[row],
                                           wanted.properties ? properties.value(row) : Value());
  }
  put(batch, wanted.relationship, Vector::of(std::move(made)));
}

void ElementCreator::create(Batch& batch, ElementWriter& writer, Context& context) const {
  for (const NewElement& element : elements_)
    std::visit([&](const auto& wanted) { create(wanted, batch, writer, context); }, element);
}

namespace {

const BoundExpression* element_of(const UpdateItem& item) {
  return std::visit([](const auto& i) { return i.element.get(); }, item);
}

const BoundExpression* value_of(const UpdateItem& item) {
  if (const auto* property = std::get_if<SetProperty>(&item)) return property->value.get();
  if (const auto* properties = std::get_if<SetProperties>(&item)) return properties->value.get();
  return nullptr;
}

}  // namespace

RowUpdater::RowUpdater(const std::vector<UpdateItem>& items, const ClaimTermsOfRow& terms)
    : terms_(terms) {
  for (const UpdateItem& item : items)
    items_.push_back({&item, RowExpression(element_of(item)), RowExpression(value_of(item))});
}

void RowUpdater::update(const Batch& batch, std::uint32_t row, ElementWriter& writer,
                        Context& context) const {
  const ClaimScope claim(terms_, batch, row, writer, context);
  for (const Item& each : items_) {
    const Value element = each.element.value(batch, row, context);
    if (element.is_null()) continue;
    const Value value = each.value.value(batch, row, context);
    if (const auto* property = std::get_if<SetProperty>(each.item)) {
      writer.set_property(element, property->key, value);
    } else if (const auto* properties = std::get_if<SetProperties>(each.item)) {
      writer.set_properties(element, value, properties->replace);
    } else {
      const auto& labels = std::get<SetLabels>(*each.item);
      writer.set_labels(element, labels.labels, labels.remove);
    }
  }
}

}  // namespace normgraph::query
