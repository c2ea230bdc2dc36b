#pragma once

// Searches for shortest trails between two nodes.

#include <memory>
#include <optional>
#include <vector>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/booking.hpp"
#include "graph/query/operators/relationship_predicate.hpp"

namespace normgraph::query {

/// What a search may follow, and how long its trails may be.
struct PathSearchOptions {
  const Adjacency& forwards;   // from the start
  const Adjacency& backwards;  // the same relationships from their other ends
  const RelationshipPredicate& predicate;
  Context& context;
  Account& account;  // of the operator
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  bool least_length_only = false;  // no trails longer than the first
  bool within_max(std::size_t length) const {
    return !max || static_cast<std::int64_t>(length) <= *max;
  }
};

/// Gives trails one by one, shortest first.
class PathSearch {
 public:
  virtual ~PathSearch() = default;
  virtual void begin(NodeId from, NodeId to) = 0;
  /// The next trail, from start to end; false when there are no more.
  virtual bool next(std::vector<RelationshipRef>& trail) = 0;
};

/// All trails of the least length between two different nodes, by breadth-first search from both
/// ends. Trails longer than the least length are not given.
std::unique_ptr<PathSearch> make_bidirectional_search(const PathSearchOptions& options);

/// All trails in the order of their lengths, also from a node back to itself and with a least
/// length to keep: depth first with growing length, cut where the end is too far away.
std::unique_ptr<PathSearch> make_deepening_search(const PathSearchOptions& options);

/// The neighbours of a node, one after the other, that the search may follow.
class NeighbourCursor {
 public:
  void begin(const Adjacency& adjacency, NodeId node);
  /// Goes to the next neighbour; false at the end.
  bool next(const RelationshipPredicate& predicate, Context& context);
  NodeId node() const { return list_.neighbour(i_); }
  RelationshipRef relationship() const { return list_.relationship(i_); }

 private:
  bool allowed(const RelationshipPredicate& predicate, Context& context);

  const Adjacency* adjacency_ = nullptr;
  NodeId from_ = no_node;
  std::size_t number_ = 0;  // of the next list
  NeighbourList list_;
  std::size_t i_ = 0;
  bool begun_ = false;
  std::vector<std::uint8_t> tested_;  // by the predicate, from tested_from_ on
  std::size_t tested_from_ = 0;
};

}  // namespace normgraph::query
