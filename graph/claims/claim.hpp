#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/ids.hpp"
#include "graph/value/value.hpp"

// Claims: what was held to be true, when, and who says so (docs/data-model.md).

namespace normgraph {

constexpr std::int64_t always_known = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t all_that_is_known = std::numeric_limits<std::int64_t>::max();

/// The day that is asked about, and the day by which its claims had to be public.
struct When {
  std::int64_t day = 0;
  std::int64_t known_by = all_that_is_known;
  friend auto operator<=>(const When&, const When&) = default;
};

/// How near a source is to the act that it tells of.
enum class SourceRank : std::uint8_t { Primary = 0, Expert = 1, Other = 2 };
/// As stated by the source; claims without it count as Medium.
enum class Confidence : std::uint8_t { Unstated = 0, Low = 1, Medium = 2, High = 3 };

/// One claim: on the value of a property, or (without `property`) on existence.
struct Claim {
  std::string property;
  Value value;  // null: none, the property ended; of existence: false denies it, null affirms it
  std::optional<Period> from, to;  // effective; `to` is the first day on which it no longer holds
  std::optional<Period> known;     // as stated; see known_day
  bool planned = false;            // a planned claim never makes a state
  Confidence confidence = Confidence::Unstated;
  std::vector<std::string> sources, corrects;  // keys of sources
  std::string note;

  // What follows from the sources, fixed when the claim is written.
  std::int64_t known_day = always_known;  // the last day by which it had become public
  SourceRank rank = SourceRank::Other;    // of the best source
};

/// The element that claims are about.
struct ElementId {
  static constexpr std::uint16_t node_kind = 0xFFFF;
  std::uint16_t kind = node_kind;  // a relationship type, or node_kind
  std::uint64_t id = 0;            // of a node, or the ordinal in the type
  static ElementId of(NodeId node) { return {node_kind, node}; }
  static ElementId of(RelationshipId relationship) {
    return {relationship.type(), relationship.ordinal()};
  }
  bool is_node() const { return kind == node_kind; }
  NodeId node() const { return static_cast<NodeId>(id); }
  RelationshipId relationship() const { return RelationshipId::of(kind, id); }
  friend auto operator<=>(const ElementId&, const ElementId&) = default;
};

/// All claims on one element. One that does not exist on the stored day has nothing else in the
/// graph: then this holds what it is made of on the days when it does.
struct ElementClaims {
  std::vector<Claim> claims;
  NodeId start = no_node, end = no_node;            // of a relationship
  bool absent = false;                              // does not exist on the stored day
  std::vector<LabelId> labels;                      // of an absent node
  std::vector<std::pair<KeyId, Value>> properties;  // of an absent element; those without claims
  /// Days on which what is in force may change, and days on which claims became known; ascending.
  /// Of a relationship, those of its ends are among them.
  std::vector<std::int64_t> effective_days, known_days;
};

}  // namespace normgraph
