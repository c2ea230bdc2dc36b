#pragma once

// The neighbour lists of nodes, as expansions follow them: by relationship type and direction.

#include <string>
#include <vector>

#include "graph/query/plan.hpp"
#include "graph/store/adjacency.hpp"

namespace normgraph::query {

/// Some of a node's relationships: those of one type and direction, in the order of the store.
struct NeighbourList {
  store::Neighbours neighbours;
  NodeId node = no_node;
  TypeId type = no_type;
  store::Direction direction = store::Direction::Out;
  /// An In list read after the Out list of the same type: self-loops were in that one.
  bool skip_loops = false;
  bool ascending = false;  // by node, so that it can be searched

  std::size_t size() const { return neighbours.size(); }
  /// The first place from `i` on where the neighbour is `wanted`; size() when there is none.
  std::size_t seek(NodeId wanted, std::size_t i) const;
  NodeId neighbour(std::size_t i) const { return neighbours.nodes[i]; }
  bool skips(std::size_t i) const { return skip_loops && neighbours.nodes[i] == node; }
  RelationshipId id(std::size_t i) const { return RelationshipId::of(type, neighbours.ordinal(i)); }
  RelationshipRef relationship(std::size_t i) const {
    const NodeId other = neighbours.nodes[i];
    return direction == store::Direction::Out ? RelationshipRef{id(i), node, other}
                                              : RelationshipRef{id(i), other, node};
  }
};

/// Which relationships an expansion follows.
class Adjacency {
 public:
  /// `types` empty: all. The names must outlive it.
  Adjacency(const std::vector<std::string>& types, ExpandDirection direction)
      : names_(types), direction_(direction) {}

  /// Looks the names up. Again for each batch: an update below may have made new types, or changed
  /// what the readers read.
  void resolve(const store::GraphView& view);

  /// A node has this many lists, one for each type and direction.
  std::size_t list_count() const { return steps_.size(); }
  NeighbourList list(NodeId node, std::size_t i) const {
    const Step& step = steps_[i];
    return {step.reader.neighbours(node), node, step.type, step.direction, step.skip_loops,
            step.reader.is_stored()};
  }
  /// How many relationships there are to follow from a node (self-loops may count twice).
  std::size_t degree(NodeId node) const;
  /// Of the nodes that have any, on average.
  double mean_degree() const;
  /// The same relationships, followed from their other ends.
  Adjacency reversed() const;

  /// Whether an existing relationship may be followed from a node, by type and direction.
  bool follows(RelationshipRef relationship, NodeId from) const;

 private:
  struct Step {
    store::AdjacencyReader reader;
    TypeId type;
    store::Direction direction;
    bool skip_loops;
  };
  void add_step(TypeId type, store::Direction direction, bool skip_loops);

  const std::vector<std::string>& names_;
  ExpandDirection direction_;
  const store::GraphView* view_ = nullptr;
  std::vector<Step> steps_;
};

}  // namespace normgraph::query
