#include "graph/session/parameter_elements.hpp"

#include <algorithm>

#include "grammar/error.hpp"

namespace normgraph {

namespace {

template <class Predicate>
bool any_value(const Value& value, Predicate predicate) {
  if (value.type() == Type::List)
    return std::any_of(value.as_list().begin(), value.as_list().end(),
                       [&](const Value& item) { return any_value(item, predicate); });
  if (value.type() == Type::Map)
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [&](const auto& entry) { return any_value(entry.second, predicate); });
  return predicate(value);
}

bool is_element(const Value& value) {
  return value.type() == Type::Node || value.type() == Type::Relationship ||
         value.type() == Type::Path;
}

bool is_there(NodeId node, const store::GraphView& view) {
  return node < view.node_limit() && view.exists(node);
}

bool is_there(RelationshipRef relationship, const store::GraphView& view) {
  const TypeId type = relationship.id.type();
  if (type >= view.type_count() || !is_there(relationship.start, view)) return false;
  const store::Neighbours out = view.neighbours(relationship.start, type, store::Direction::Out);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out.ordinal(i) == relationship.id.ordinal()) return out.nodes[i] == relationship.end;
  return false;
}

bool is_there(const Path& path, const store::GraphView& view) {
  for (const NodeId node : path.nodes)
    if (!is_there(node, view)) return false;
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    const RelationshipRef& step = path.relationships[i];
    const NodeId from = path.nodes[i], to = path.nodes[i + 1];
    const bool joins =
        (step.start == from && step.end == to) || (step.start == to && step.end == from);
    if (!joins || !is_there(step, view)) return false;
  }
  return true;
}

bool is_missing(const Value& value, const store::GraphView& view) {
  switch (value.type()) {
    case Type::Node:
      return !is_there(value.as_node(), view);
    case Type::Relationship:
      return !is_there(value.as_relationship(), view);
    case Type::Path:
      return !is_there(value.as_path(), view);
    default:
      return false;
  }
}

}  // namespace

bool holds_elements(const Map& parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const auto& entry) { return any_value(entry.second, is_element); });
}

void check_elements(const Map& parameters, const store::GraphView& view) {
  for (const auto& [name, value] : parameters)
    if (any_value(value, [&](const Value& item) { return is_missing(item, view); }))
      throw Error(
          ErrorKind::Runtime, "NG3314", "EntityNotFound", "MissingEntity",
          "the parameter $" + name + " holds an element that is not in the graph (any more)")
          .at_runtime();
}

}  // namespace normgraph
