#pragma once

#include "graph/store/view.hpp"

// Elements that exist on some days and not on others. What does not exist on the stored day leaves
// the graph's columns and lists, and is kept with its claims.

namespace normgraph {

/// Takes a relationship out of the graph, and keeps what it is made of as an absent element.
void make_absent(const store::GraphView& view, store::GraphWriter& writer,
                 const RelationshipRef& relationship);
/// The same for a node, with all its relationships.
void make_absent(const store::GraphView& view, store::GraphWriter& writer, NodeId node);

/// Brings an absent node back, with the labels and properties that its record holds.
void make_present(store::GraphWriter& writer, NodeId node, ElementClaims claims);
/// The same for a relationship, under a new number. Its ends must exist.
RelationshipRef make_present(store::GraphWriter& writer, RelationshipId old, ElementClaims claims);

/// Every element that has claims or is absent.
std::vector<ElementId> all_with_claims(const store::GraphView& view);

}  // namespace normgraph
