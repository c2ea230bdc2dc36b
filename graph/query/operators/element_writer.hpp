#pragma once

// Changes to single elements, with openCypher's rules for null and types, and with the counts.

#include <string>
#include <vector>

#include "graph/query/context.hpp"

namespace normgraph::query {

class ElementWriter {
 public:
  /// The context must have a writer.
  explicit ElementWriter(Context& context) : context_(context) {}

  /// `properties` is a map, or null for none; null entries are left out.
  NodeId create_node(const std::vector<std::string>& labels, const Value& properties);
  RelationshipRef create_relationship(const std::string& type, NodeId start, NodeId end,
                                      const Value& properties);

  // `element` is a node, a relationship, or null: then nothing happens. A deleted one is
  // EntityNotFound.
  /// A null value removes the property.
  void set_property(const Value& element, const std::string& key, const Value& value);
  /// From a map, or the properties of a node or relationship. `replace` removes all others.
  void set_properties(const Value& element, const Value& from, bool replace);
  void set_labels(const Value& element, const std::vector<std::string>& labels, bool remove);

  void delete_relationship(RelationshipRef relationship);
  /// Requires that no relationships are left.
  void delete_node(NodeId node);
  /// All relationships of a node, each once.
  std::vector<RelationshipRef> relationships_of(NodeId node) const;

 private:
  store::PropertyList property_list(const Value& properties);
  Map properties_of(const Value& from) const;
  Value property(const Value& element, KeyId key) const;
  void write(const Value& element, KeyId key, const Value& value);
  /// True for an element to work on, false for null; other values are errors.
  bool present(const Value& element, const char* clause) const;

  Context& context_;
};

}  // namespace normgraph::query
