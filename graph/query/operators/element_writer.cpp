#include "graph/query/operators/element_writer.hpp"

#include <algorithm>

#include "graph/query/operators/errors.hpp"

namespace normgraph::query {
namespace {

void require_storable(const std::string& key, const Value& value) {
  if (!value.is_null() && !is_storable(value)) throw not_storable(key, value);
}

}  // namespace

store::PropertyList ElementWriter::property_list(const Value& properties) {
  store::PropertyList list;
  for (const auto& [key, value] : properties_of(properties)) {
    if (value.is_null()) continue;
    require_storable(key, value);
    list.emplace_back(context_.writer->intern_key(key), value);
  }
  context_.counts->properties_set += static_cast<std::int64_t>(list.size());
  return list;
}

NodeId ElementWriter::create_node(const std::vector<std::string>& labels, const Value& properties) {
  std::vector<LabelId> ids;
  for (const std::string& label : labels) {
    const LabelId id = context_.writer->intern_label(label);
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  const NodeId node = context_.writer->create_node(ids, property_list(properties));
  ++context_.counts->nodes_created;
  context_.counts->labels_added += static_cast<std::int64_t>(ids.size());
  claim_created(Value::node(node));
  return node;
}

RelationshipRef ElementWriter::create_relationship(const std::string& type, NodeId start,
                                                   NodeId end, const Value& properties) {
  if (start == no_node || end == no_node) throw missing_end(type);
  for (const NodeId node : {start, end})
    if (!context_.view->exists(node)) throw deleted_element(Value::node(node));
  const RelationshipRef made = context_.writer->create_relationship(
      context_.writer->intern_type(type), start, end, property_list(properties));
  ++context_.counts->relationships_created;
  claim_created(Value::relationship(made));
  return made;
}

void ElementWriter::claim_created(const Value& element) {
  if (!terms_) return;
  context_.claims->created(element, *terms_);
  ++context_.counts->claims_added;
}

bool ElementWriter::present(const Value& element, const char* clause) const {
  bool exists = true;
  switch (element.type()) {
    case Type::Null:
      return false;
    case Type::Node:
      exists = context_.view->exists(element.as_node());
      break;
    case Type::Relationship:
      exists = context_.view->exists(element.as_relationship().id);
      break;
    default:
      throw not_an_element(element, clause);
  }
  if (!exists) throw deleted_element(element);
  return true;
}

Map ElementWriter::properties_of(const Value& from) const {
  switch (from.type()) {
    case Type::Null:
      return {};
    case Type::Map:
      return from.as_map();
    case Type::Node:
      return context_.view->node_properties(from.as_node());
    case Type::Relationship:
      return context_.view->relationship_properties(from.as_relationship().id);
    default:
      throw not_a_map(from);
  }
}

Value ElementWriter::property(const Value& element, KeyId key) const {
  return element.type() == Type::Node
             ? context_.view->node_property(key, element.as_node())
             : context_.view->relationship_property(key, element.as_relationship().id);
}

void ElementWriter::write(const Value& element, KeyId key, const Value& value) {
  const std::string& name = context_.view->key_name(key);
  if (terms_ || (context_.claims && context_.claims->is_claimed(element, name))) {
    context_.claims->set(element, name, value, terms_ ? *terms_ : context_.claims->users_terms());
    ++context_.counts->claims_added;
  } else if (element.type() == Type::Node) {
    context_.writer->set_property(element.as_node(), key, value);
  } else {
    context_.writer->set_property(element.as_relationship().id, key, value);
  }
  ++context_.counts->properties_set;
}

void ElementWriter::set_property(const Value& element, const std::string& key, const Value& value) {
  if (!present(element, "SET")) return;
  require_storable(key, value);
  if (!value.is_null()) {
    write(element, context_.writer->intern_key(key), value);
    return;
  }
  const KeyId known = context_.view->find_key(key);
  if (known != no_key && (terms_ || !property(element, known).is_null()))
    write(element, known, value);
}

void ElementWriter::set_properties(const Value& element, const Value& from, bool replace) {
  if (!present(element, "SET")) return;
  // Both are read before anything is written: they may be the same element.
  const Map wanted = properties_of(from);
  const Map before = replace ? properties_of(element) : Map();
  for (const auto& [key, value] : before)
    if (!find(wanted, key) && !(terms_ && !ClaimWriter::takes_claims(key)))
      set_property(element, key, Value());
  for (const auto& [key, value] : wanted) set_property(element, key, value);
}

void ElementWriter::set_labels(const Value& element, const std::vector<std::string>& labels,
                               bool remove) {
  if (!present(element, remove ? "REMOVE" : "SET")) return;
  if (element.type() != Type::Node) throw not_a_node(element);
  const NodeId node = element.as_node();
  for (const std::string& label : labels) {
    if (!remove) {
      if (context_.writer->add_label(node, context_.writer->intern_label(label)))
        ++context_.counts->labels_added;
    } else if (const LabelId known = context_.view->find_label(label); known != no_label) {
      if (context_.writer->remove_label(node, known)) ++context_.counts->labels_removed;
    }
  }
}

bool ElementWriter::denied(const Value& element, std::int64_t& count) {
  if (!terms_ && !(context_.claims && context_.claims->is_claimed(element))) return false;
  if (context_.claims->deny(element, terms_ ? *terms_ : context_.claims->users_terms())) ++count;
  ++context_.counts->claims_added;
  return true;
}

void ElementWriter::delete_relationship(RelationshipRef relationship) {
  std::int64_t& count = context_.counts->relationships_deleted;
  if (denied(Value::relationship(relationship), count)) return;
  context_.writer->delete_relationship(relationship);
  ++count;
}

void ElementWriter::delete_node(NodeId node) {
  std::int64_t& count = context_.counts->nodes_deleted;
  if (denied(Value::node(node), count)) return;
  context_.writer->delete_node(node);
  ++count;
}

std::vector<RelationshipRef> ElementWriter::relationships_of(NodeId node) const {
  std::vector<RelationshipRef> found;
  for (std::size_t i = 0; i < context_.view->type_count(); ++i) {
    const auto type = static_cast<TypeId>(i);
    const store::Neighbours out = context_.view->neighbours(node, type, store::Direction::Out);
    for (std::size_t j = 0; j < out.size(); ++j)
      found.push_back({RelationshipId::of(type, out.ordinal(j)), node, out.nodes[j]});
    const store::Neighbours in = context_.view->neighbours(node, type, store::Direction::In);
    for (std::size_t j = 0; j < in.size(); ++j)
      if (in.nodes[j] != node)
        found.push_back({RelationshipId::of(type, in.ordinal(j)), in.nodes[j], node});
  }
  return found;
}

}  // namespace normgraph::query
