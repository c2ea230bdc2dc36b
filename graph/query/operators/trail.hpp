#pragma once

// Relationship uniqueness: inside one MATCH no relationship stands for two parts of the pattern.

#include <span>
#include <unordered_set>
#include <vector>

#include "graph/query/scope.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// The relationships that the row at hand already uses, in slots of relationships or of lists.
class UsedRelationships {
 public:
  explicit UsedRelationships(const std::vector<Slot>& slots) : slots_(slots) {}
  bool none() const { return slots_.empty(); }
  /// Reads them for one row of a batch.
  void read(const Batch& batch, std::uint32_t row);
  bool contains(RelationshipId id) const {
    for (const RelationshipId used : used_)
      if (used == id) return true;
    return false;
  }

 private:
  void add(const Value& value);

  const std::vector<Slot>& slots_;
  std::vector<RelationshipId> used_;
};

/// The relationships of a path that grows and shrinks at its end.
class Trail {
 public:
  std::size_t size() const { return relationships_.size(); }
  const std::vector<RelationshipRef>& relationships() const { return relationships_; }
  bool contains(RelationshipId id) const;
  void push(RelationshipRef relationship);
  void pop();
  void clear();

 private:
  // Short trails are searched in order; from this length on a set is kept.
  static constexpr std::size_t set_from = 32;
  std::vector<RelationshipRef> relationships_;
  std::unordered_set<RelationshipId> set_;
};

/// A list of relationships as a value.
Value list_of(std::span<const RelationshipRef> relationships);

}  // namespace normgraph::query
