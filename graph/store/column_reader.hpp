#pragma once

#include <span>

#include "graph/store/overlay.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::store {

/// A property of many elements as one vector: typed where the stored segments have one type,
/// generic where they do not. no_node: null.
Vector read_nodes(const Overlay& overlay, KeyId key, std::span<const NodeId> nodes);
Vector read_relationships(const Overlay& overlay, KeyId key,
                          std::span<const RelationshipRef> relationships);

}  // namespace normgraph::store
