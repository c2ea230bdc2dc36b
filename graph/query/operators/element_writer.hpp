#pragma once

// Changes to single elements, with openCypher's rules for null and types, and with the counts.

#include <string>
#include <vector>

#include "graph/query/context.hpp"
#include "graph/time/claim_writer.hpp"

namespace normgraph::query {

class ElementWriter {
 public:
  /// The context must have a writer.
  explicit ElementWriter(Context& context) : context_(context) {}
  /// What the next changes are claimed under; null: they are plain, except that what has sources
  /// is kept, and the user's claims are added to it.
  void claim(const ClaimTerms* terms) { terms_ = terms; }

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
  /// Requires that no relationships are left, except denied ones.
  void delete_node(NodeId node);
  /// All relationships of a node, each once.
  std::vector<RelationshipRef> relationships_of(NodeId node) const;

  /// True for an element to work on, false for null; other values are errors.
  bool present(const Value& element, const char* clause) const;

 private:
  store::PropertyList property_list(const Value& properties);
  Map properties_of(const Value& from) const;
  Value property(const Value& element, KeyId key) const;
  void write(const Value& element, KeyId key, const Value& value);
  void claim_created(const Value& element);
  /// Instead of deleting, where that has to be a claim; false: it is to be deleted.
  bool denied(const Value& element, std::int64_t& count);

  Context& context_;
  const ClaimTerms* terms_ = nullptr;
};

}  // namespace normgraph::query
