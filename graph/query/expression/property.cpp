#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"
#include "graph/time/uncertain_values.hpp"
#include "graph/value/temporal/components.hpp"

namespace normgraph::query {
namespace {

bool was_deleted(const Context& context, NodeId node) { return !context.view->exists(node); }
bool was_deleted(const Context& context, const RelationshipRef& relationship) {
  return !context.view->exists(relationship.id);
}

constexpr bool is_node(NodeId) { return true; }
constexpr bool is_node(const RelationshipRef&) { return false; }

Vector fetch(const Context& context, KeyId key, std::span<const NodeId> nodes) {
  return context.view->node_property(key, nodes);
}
Vector fetch(const Context& context, KeyId key, std::span<const RelationshipRef> relationships) {
  return context.view->relationship_property(key, relationships);
}

/// The property of all selected elements in one call. `elements` is the stored data of `subject`.
template <class Element>
Vector fetch_column(const Vector& subject, std::span<const Element> elements, KeyId key,
                    const Selection& rows, std::size_t size, const Context& context) {
  if (rows.is_all() && !subject.has_nulls() && !subject.is_constant() && rows.size() == size) {
    return fetch(context, key, elements);
  }
  std::vector<Element> wanted;
  std::vector<std::uint32_t> position(size, 0);
  wanted.reserve(rows.size());
  for_each_row(rows, [&](std::uint32_t row) {
    if (subject.is_null(row)) return;
    position[row] = static_cast<std::uint32_t>(wanted.size());
    wanted.push_back(elements[subject.at(row)]);
  });
  if (wanted.empty()) return all_null(size);
  Vector result = fetch(context, key, std::span<const Element>(wanted)).gather(position);
  if (subject.has_nulls()) {
    for_each_row(rows, [&](std::uint32_t row) {
      if (subject.is_null(row)) result.set_null(row);
    });
  }
  return result;
}

/// Elements can only have been deleted by the running statement.
template <class Element>
void refuse_deleted(const Vector& subject, std::span<const Element> elements, const Selection& rows,
                    const Context& context) {
  if (!context.writer) return;
  for_each_row(rows, [&](std::uint32_t row) {
    if (subject.is_null(row)) return;
    const Element& element = elements[subject.at(row)];
    if (was_deleted(context, element)) throw deleted_element(is_node(element));
  });
}

ElementId id_of(NodeId node) { return ElementId::of(node); }
ElementId id_of(const RelationshipRef& relationship) { return ElementId::of(relationship.id); }

/// Nulls that are there because the day of a change is not known.
template <class Element>
void note_uncertain(const Vector& subject, std::span<const Element> elements, const Vector& values,
                    KeyId key, const Selection& rows, const Context& context) {
  if (!context.uncertain || !context.uncertain->touches(key)) return;
  for_each_row(rows, [&](std::uint32_t row) {
    if (!subject.is_null(row) && values.is_null(row))
      context.uncertain->note(key, id_of(elements[subject.at(row)]));
  });
}

Value noted(Value value, KeyId key, ElementId element, const Context& context) {
  if (value.is_null() && context.uncertain) context.uncertain->note(key, element);
  return value;
}

class Property final : public Operation {
 public:
  Property(BoundExpressionPtr object, std::string key)
      : Operation(operands_of(std::move(object))), key_(std::move(key)) {}
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Evaluated object(operand(0), batch, rows, context);
    return located(span, [&] { return properties(*object, rows, batch.size, context); });
  }
  std::string text() const override { return operand(0).text() + "." + name_text(key_); }
  const BoundExpression& object() const { return operand(0); }
  const std::string& key() const { return key_; }

 private:
  template <class Element>
  Vector element_properties(const Vector& subject, std::span<const Element> elements,
                            const Selection& rows, std::size_t size, Context& context) const {
    refuse_deleted(subject, elements, rows, context);
    const KeyId key = context.view->find_key(key_);
    if (key == no_key) return all_null(size);
    Vector values = fetch_column(subject, elements, key, rows, size, context);
    note_uncertain(subject, elements, values, key, rows, context);
    return values;
  }
  Vector properties(const Vector& object, const Selection& rows, std::size_t size,
                    Context& context) const {
    if (object.kind() == Vector::Kind::Node) {
      return element_properties(object, object.nodes(), rows, size, context);
    }
    if (object.kind() == Vector::Kind::Relationship) {
      return element_properties(object, object.relationships(), rows, size, context);
    }
    if (object.kind() == Vector::Kind::Date)
      if (const DateComponent component = date_component(key_))
        return components(object, component, rows, size);
    std::vector<Value> values(size);
    ValueReader reader(object);
    for_each_row(rows,
                 [&](std::uint32_t row) { values[row] = property_of(reader[row], key_, context); });
    return narrow(std::move(values));
  }

  static Vector components(const Vector& dates, DateComponent component, const Selection& rows,
                           std::size_t size) {
    const std::span<const std::int64_t> days = dates.integers();
    std::vector<std::int64_t> numbers(size);
    for_each_row(rows, [&](std::uint32_t row) { numbers[row] = component({days[dates.at(row)]}); });
    Vector result = Vector::of(std::move(numbers));
    if (dates.has_nulls())
      for_each_row(rows, [&](std::uint32_t row) {
        if (dates.is_null(row)) result.set_null(row);
      });
    return result;
  }

  std::string key_;
};

}  // namespace

std::optional<PropertyShape> property_shape(const BoundExpression& expression) {
  const auto* property = dynamic_cast<const Property*>(&expression);
  const Slot slot = property ? slot_of(property->object()) : no_slot;
  if (slot == no_slot) return std::nullopt;
  return PropertyShape{slot, &property->key()};
}

Value property_of(const Value& object, const std::string& key, Context& context) {
  switch (object.type()) {
    case Type::Null:
      return {};
    case Type::Map: {
      const Value* value = find(object.as_map(), key);
      return value ? *value : Value();
    }
    case Type::Node: {
      if (context.writer && was_deleted(context, object.as_node())) throw deleted_element(true);
      const KeyId id = context.view->find_key(key);
      if (id == no_key) return Value();
      return noted(context.view->node_property(id, object.as_node()), id, id_of(object.as_node()),
                   context);
    }
    case Type::Relationship: {
      const RelationshipRef ref = object.as_relationship();
      if (context.writer && was_deleted(context, ref)) throw deleted_element(false);
      const KeyId id = context.view->find_key(key);
      if (id == no_key) return Value();
      return noted(context.view->relationship_property(id, ref.id), id, id_of(ref), context);
    }
    default:
      break;
  }
  if (auto component = temporal_component(object, key)) return std::move(*component);
  throw operand_type_error("a value of type " + std::string(type_name(object.type())) +
                           " has no property `" + key + "`");
}

BoundExpressionPtr make_property(BoundExpressionPtr object, std::string key) {
  return std::make_unique<Property>(std::move(object), std::move(key));
}

BoundExpressionPtr bound_property_equals(const Symbol& subject, const std::string& key,
                                         BoundExpressionPtr value) {
  std::vector<BoundExpressionPtr> sides;
  sides.push_back(make_property(bound_slot(subject), key));
  sides.push_back(std::move(value));
  return make_comparison(std::move(sides), {ast::ComparisonOperator::Equal});
}

}  // namespace normgraph::query
