#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace normgraph {

/// Dense numbers of the store, never identity for users (keys are).
using NodeId = std::uint32_t;
constexpr NodeId no_node = 0xFFFFFFFFu;

/// Numbers of names in the catalog. The top value means "a name this graph has never seen".
using LabelId = std::uint16_t;
using TypeId = std::uint16_t;
using KeyId = std::uint32_t;
constexpr LabelId no_label = 0xFFFF;
constexpr TypeId no_type = 0xFFFF;
constexpr KeyId no_key = 0xFFFFFFFFu;

/// A relationship: its type and its ordinal among those of the type. Public as one integer below
/// 2^53: 13 bits of type above 40 bits of ordinal.
struct RelationshipId {
  std::uint64_t value = 0;
  static constexpr RelationshipId of(TypeId type, std::uint64_t ordinal) {
    return {(std::uint64_t{type} << 40) | ordinal};
  }
  constexpr TypeId type() const { return static_cast<TypeId>(value >> 40); }
  constexpr std::uint64_t ordinal() const { return value & ((std::uint64_t{1} << 40) - 1); }
  friend auto operator<=>(const RelationshipId&, const RelationshipId&) = default;
};
constexpr TypeId max_types = (1u << 13) - 1;

/// A relationship with its ends, as it travels through a query.
struct RelationshipRef {
  RelationshipId id;
  NodeId start = no_node, end = no_node;
  friend bool operator==(const RelationshipRef& a, const RelationshipRef& b) {
    return a.id == b.id;
  }
};

}  // namespace normgraph

template <>
struct std::hash<normgraph::RelationshipId> {
  std::size_t operator()(normgraph::RelationshipId id) const noexcept {
    return std::hash<std::uint64_t>()(id.value);
  }
};
