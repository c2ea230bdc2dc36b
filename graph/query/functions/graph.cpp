#include <map>

#include "graph/query/expression/rows.hpp"
#include "graph/query/functions/arguments.hpp"

namespace normgraph::query {
namespace {

using store::Direction;

void refuse_deleted(NodeId node, const Context& context) {
  if (context.writer && !context.view->exists(node)) throw deleted_element(true);
}
void refuse_deleted(const RelationshipRef& relationship, const Context& context) {
  if (context.writer && !context.view->exists(relationship.id)) throw deleted_element(false);
}

NodeId node_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::Node) throw argument_value_error(function, value, "a node");
  return value.as_node();
}
RelationshipRef relationship_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::Relationship) {
    throw argument_value_error(function, value, "a relationship");
  }
  return value.as_relationship();
}
const Path& path_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::Path) throw argument_value_error(function, value, "a path");
  return value.as_path();
}

Value id(Arguments arguments, Context&) {
  if (arguments[0].type() == Type::Node) {
    return Value::integer(static_cast<std::int64_t>(arguments[0].as_node()));
  }
  if (arguments[0].type() != Type::Relationship) {
    throw argument_value_error("id", arguments[0], "a node or a relationship");
  }
  return Value::integer(static_cast<std::int64_t>(arguments[0].as_relationship().id.value));
}

Value element_id(Arguments arguments, Context& context) {
  const bool node = arguments[0].type() == Type::Node;
  const std::int64_t number = id(arguments, context).as_integer();
  return Value::string((node ? "n" : "r") + std::to_string(number));
}

Value names_of(const std::vector<LabelId>& labels, const Context& context) {
  List names;
  for (const LabelId label : labels)
    names.push_back(Value::string(context.view->label_name(label)));
  return Value::list(std::move(names));
}

Value labels(Arguments arguments, Context& context) {
  const NodeId node = node_argument("labels", arguments[0]);
  refuse_deleted(node, context);
  return names_of(context.view->labels(node), context);
}

/// Nodes with the same labels share a list.
Vector labels_of_column(std::span<const Vector* const> arguments, const Selection& rows,
                        Context& context) {
  const Vector& column = *arguments[0];
  std::map<std::vector<LabelId>, Value> lists;
  std::vector<Value> values(column.size());
  for_each_row(rows, [&](std::uint32_t row) {
    if (column.is_null(row)) return;
    const NodeId node = node_argument("labels", column.value(row));
    refuse_deleted(node, context);
    std::vector<LabelId> labels = context.view->labels(node);
    auto found = lists.find(labels);
    if (found == lists.end()) {
      const Value list = names_of(labels, context);
      found = lists.emplace(std::move(labels), list).first;
    }
    values[row] = found->second;
  });
  return Vector::of(std::move(values));
}

/// Outlives the relationship: a deleted one still has its type.
Value type(Arguments arguments, Context& context) {
  const RelationshipRef ref = relationship_argument("type", arguments[0]);
  return Value::string(context.view->type_name(ref.id.type()));
}

/// Type names as views into the catalog.
Vector type_of_column(std::span<const Vector* const> arguments, const Selection& rows,
                      Context& context) {
  const Vector& column = *arguments[0];
  if (column.kind() == Vector::Kind::Relationship) {
    Vector result(Vector::Kind::String, column.size());
    for_each_row(rows, [&](std::uint32_t row) {
      if (column.is_null(row)) return;
      const TypeId id = column.relationships()[column.at(row)].id.type();
      result.strings()[row] = context.view->type_name(id);
      result.clear_null(row);
    });
    return result;
  }
  std::vector<Value> values(column.size());
  for_each_row(rows, [&](std::uint32_t row) {
    const Value value = column.value(row);
    if (!value.is_null()) values[row] = type(Arguments(&value, 1), context);
  });
  return narrow(std::move(values));
}

Map properties_of(std::string_view function, const Value& value, Context& context) {
  switch (value.type()) {
    case Type::Map:
      return value.as_map();
    case Type::Node:
      refuse_deleted(value.as_node(), context);
      return context.view->node_properties(value.as_node());
    case Type::Relationship:
      refuse_deleted(value.as_relationship(), context);
      return context.view->relationship_properties(value.as_relationship().id);
    default:
      throw argument_value_error(function, value, "a node, a relationship or a map");
  }
}

Value properties(Arguments arguments, Context& context) {
  return Value::map(properties_of("properties", arguments[0], context));
}

Value keys(Arguments arguments, Context& context) {
  List names;
  for (const auto& [key, value] : properties_of("keys", arguments[0], context)) {
    names.push_back(Value::string(key));
  }
  return Value::list(std::move(names));
}

Value start_node(Arguments arguments, Context&) {
  return Value::node(relationship_argument("startNode", arguments[0]).start);
}
Value end_node(Arguments arguments, Context&) {
  return Value::node(relationship_argument("endNode", arguments[0]).end);
}

Value nodes(Arguments arguments, Context&) {
  List list;
  for (const NodeId node : path_argument("nodes", arguments[0]).nodes) {
    list.push_back(Value::node(node));
  }
  return Value::list(std::move(list));
}

Value relationships(Arguments arguments, Context&) {
  List list;
  for (const RelationshipRef& each : path_argument("relationships", arguments[0]).relationships) {
    list.push_back(Value::relationship(each));
  }
  return Value::list(std::move(list));
}

Value length(Arguments arguments, Context&) {
  const Path& path = path_argument("length", arguments[0]);
  return Value::integer(static_cast<std::int64_t>(path.relationships.size()));
}

/// Relationships of a node by direction, of one type where a second argument names it.
std::int64_t count_relationships(std::string_view function, Arguments arguments,
                                 Direction direction, const Context& context) {
  const NodeId node = node_argument(function, arguments[0]);
  refuse_deleted(node, context);
  std::size_t count = 0;
  if (arguments.size() > 1) {
    if (arguments[1].type() != Type::String) {
      throw argument_value_error(function, arguments[1], "the name of a type");
    }
    const TypeId type = context.view->find_type(arguments[1].as_string());
    if (type != no_type) count = context.view->degree(node, type, direction);
  } else {
    for (std::size_t type = 0; type < context.view->type_count(); ++type) {
      count += context.view->degree(node, static_cast<TypeId>(type), direction);
    }
  }
  return static_cast<std::int64_t>(count);
}

Value out_degree(Arguments arguments, Context& context) {
  return Value::integer(count_relationships("outDegree", arguments, Direction::Out, context));
}
Value in_degree(Arguments arguments, Context& context) {
  return Value::integer(count_relationships("inDegree", arguments, Direction::In, context));
}
/// A relationship from a node to itself counts twice, as in a drawing.
Value degree(Arguments arguments, Context& context) {
  return Value::integer(count_relationships("degree", arguments, Direction::Out, context) +
                        count_relationships("degree", arguments, Direction::In, context));
}

/// Of a property; patterns are bound as subqueries.
Value exists(Arguments arguments, Context&) { return Value::boolean(!arguments[0].is_null()); }

constexpr std::uint32_t node_only = type_bit(StaticType::Node);
constexpr std::uint32_t relationship_only = type_bit(StaticType::Relationship);
constexpr std::uint32_t element = node_only | relationship_only;
constexpr std::uint32_t with_properties = element | type_bit(StaticType::Map);
constexpr std::uint32_t path_only = type_bit(StaticType::Path);

const FunctionInfo graph_table[] = {
    {.name = "id",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = id,
     .first_argument = element},
    {.name = "elementId",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::String,
     .scalar = element_id,
     .first_argument = element},
    {.name = "labels",
     .min_arguments = 1,
     .max_arguments = 1,
     .of_kind = true,
     .result = StaticType::List,
     .scalar = labels,
     .vectorised = labels_of_column,
     .first_argument = node_only,
     .element = StaticType::String},
    {.name = "type",
     .min_arguments = 1,
     .max_arguments = 1,
     .of_kind = true,
     .result = StaticType::String,
     .scalar = type,
     .vectorised = type_of_column,
     .first_argument = relationship_only},
    {.name = "properties",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Map,
     .scalar = properties,
     .first_argument = with_properties},
    {.name = "keys",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::List,
     .scalar = keys,
     .first_argument = with_properties,
     .element = StaticType::String},
    {.name = "startNode",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Node,
     .scalar = start_node,
     .first_argument = relationship_only},
    {.name = "endNode",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Node,
     .scalar = end_node,
     .first_argument = relationship_only},
    {.name = "nodes",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::NodeList,
     .scalar = nodes,
     .first_argument = path_only,
     .element = StaticType::Node},
    {.name = "relationships",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::RelationshipList,
     .scalar = relationships,
     .first_argument = path_only,
     .element = StaticType::Relationship},
    {.name = "length",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = length,
     .first_argument = path_only},
    {.name = "degree",
     .min_arguments = 1,
     .max_arguments = 2,
     .result = StaticType::Integer,
     .scalar = degree,
     .first_argument = node_only},
    {.name = "inDegree",
     .min_arguments = 1,
     .max_arguments = 2,
     .result = StaticType::Integer,
     .scalar = in_degree,
     .first_argument = node_only},
    {.name = "outDegree",
     .min_arguments = 1,
     .max_arguments = 2,
     .result = StaticType::Integer,
     .scalar = out_degree,
     .first_argument = node_only},
    {.name = "exists",
     .min_arguments = 1,
     .max_arguments = 1,
     .null_in_null_out = false,
     .result = StaticType::Boolean,
     .scalar = exists},
};

}  // namespace

std::span<const FunctionInfo> graph_functions() { return graph_table; }

}  // namespace normgraph::query
