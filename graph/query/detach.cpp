// Values that outlive the statement: elements with their contents copied out of the graph.

#include <algorithm>

#include "graph/query/execute.hpp"

namespace normgraph::query {
namespace {

/// A deleted node has an empty record: only what it was is known, not what it held.
ElementRecord record_of(NodeId node, const store::GraphView& view) {
  ElementRecord record;
  if (!view.exists(node)) return record;
  for (const LabelId label : view.labels(node)) record.labels.push_back(view.label_name(label));
  std::sort(record.labels.begin(), record.labels.end());
  record.properties = view.node_properties(node);
  return record;
}

ElementRecord record_of(RelationshipRef relationship, const store::GraphView& view) {
  ElementRecord record;
  record.labels.push_back(view.type_name(relationship.id.type()));
  if (view.exists(relationship.id))
    record.properties = view.relationship_properties(relationship.id);
  return record;
}

Value detach_path(const Path& path, const store::GraphView& view) {
  PathRecord record;
  record.path = path;
  for (const NodeId node : path.nodes) record.nodes.push_back(record_of(node, view));
  for (const RelationshipRef& each : path.relationships)
    record.relationships.push_back(record_of(each, view));
  return Value::detached_path(std::move(record));
}

}  // namespace

Value detach(const Value& value, const store::GraphView& view) {
  switch (value.type()) {
    case Type::Node:
      if (value.record()) return value;
      return Value::detached_node(value.as_node(), record_of(value.as_node(), view));
    case Type::Relationship:
      if (value.record()) return value;
      return Value::detached_relationship(value.as_relationship(),
                                          record_of(value.as_relationship(), view));
    case Type::Path:
      return value.path_record() ? value : detach_path(value.as_path(), view);
    case Type::List: {
      List list;
      list.reserve(value.as_list().size());
      for (const Value& item : value.as_list()) list.push_back(detach(item, view));
      return Value::list(std::move(list));
    }
    case Type::Map: {
      Map map;
      map.reserve(value.as_map().size());
      for (const auto& [key, item] : value.as_map()) map.emplace_back(key, detach(item, view));
      return Value::map(std::move(map));
    }
    default:
      return value;
  }
}

}  // namespace normgraph::query
