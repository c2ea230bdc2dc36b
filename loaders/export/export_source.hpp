#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/export_request.hpp"
#include "graph/stored_schema.hpp"

namespace normgraph::loaders {

/// A node as exporters see it.
struct ExportedNode {
  NodeId id = no_node;
  bool keyed = true;  // false: `name` is made up for the export ("#7")
  std::string name;   // its key
  std::vector<std::string> labels;
  Map properties;
  std::vector<Claim> claims;
};

/// A relationship whose ends are both exported.
struct ExportedRelationship {
  std::string_view type;
  std::string_view from, to;  // names of its ends
  Map properties;
  std::vector<Claim> claims;
};

/// What goes into an export besides the selected nodes and the relationships between them.
struct ExportScope {
  bool sources = false;  // the sources that they name
  bool absent = false;   // of the whole graph at the usual time: what exists on other days only
};

/// The part of a graph that is exported, in an order that does not depend on how it came to be:
/// nodes by key, relationships by type and ends. Throws Error NG6101 when it is cancelled.
class ExportSource {
 public:
  ExportSource(const ExportRequest& request, ExportScope scope);

  const store::GraphView& view() const { return view_; }
  const Schema& schema() const { return *schema_; }
  std::size_t node_count() const { return entries_.size(); }
  /// Names of the properties, ascending, that any of the nodes has.
  std::vector<std::string> property_names() const;
  /// Names of the types, ascending, that any of the relationships has.
  std::vector<std::string> type_names() const;

  void each_node(const std::function<void(const ExportedNode&)>& visit) const;
  void each_relationship(const std::function<void(const ExportedRelationship&)>& visit) const;
  /// Those of one type that leave a node.
  void each_relationship(std::string_view type, const ExportedNode& node,
                         const std::function<void(const ExportedRelationship&)>& visit) const;

 private:
  struct Entry {
    NodeId id = no_node;
    bool keyed = true, absent = false;
    std::string name;
  };
  /// A relationship that is about to be visited.
  struct Step {
    std::uint32_t to = 0;  // place in entries_
    ElementId element;
    bool absent = false;
  };

  void add(NodeId node);
  void add_absent();
  void add_sources();
  void add_sources_of(const Map& properties, const std::vector<Claim>& claims,
                      std::vector<NodeId>& found) const;
  void sort();
  void check_cancelled() const;
  ExportedNode node_of(const Entry& entry) const;
  std::vector<Claim> claims_of(const ElementClaims& claims) const;
  std::vector<Step> steps_of(const Entry& entry, TypeId type) const;
  Map properties_of(const Step& step) const;
  Map named(const std::vector<std::pair<KeyId, Value>>& properties) const;
  void visit_steps(TypeId type, const Entry& entry,
                   const std::function<void(const ExportedRelationship&)>& visit) const;
  std::vector<TypeId> sorted_types() const;

  const ExportRequest& request_;
  const store::GraphView& view_;
  std::shared_ptr<const Schema> schema_;
  std::vector<Entry> entries_;
  std::unordered_map<NodeId, std::uint32_t> places_;                 // in entries_
  std::unordered_map<NodeId, std::vector<ElementId>> absent_steps_;  // by start
};

}  // namespace normgraph::loaders
