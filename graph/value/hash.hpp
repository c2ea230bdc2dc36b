#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "graph/ids.hpp"
#include "graph/value/temporal.hpp"

// The hash of a value by its type, for columns that are not `Value`s: each function answers what
// `hash(Value)` answers for the same value.

namespace normgraph {

constexpr std::size_t null_hash = 0x6E756C6C;

/// Spreads the bits (the finaliser of SplitMix64).
constexpr std::size_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}
constexpr std::size_t combine(std::size_t seed, std::size_t next) {
  return mix(seed * 0x9E3779B97F4A7C15u + next);
}

/// Seeds of types that are hashed in place.
constexpr std::size_t number_seed = 2, node_seed = 6, day_seed = 9;

std::size_t hash_boolean(bool v);
constexpr std::size_t hash_integer(std::int64_t v) {
  return combine(number_seed, static_cast<std::size_t>(v));
}
/// That of the integer where the float is one.
std::size_t hash_float(double v);
std::size_t hash_string(std::string_view v);
constexpr std::size_t hash_date(Date v) {
  return combine(day_seed, static_cast<std::size_t>(v.days));
}
constexpr std::size_t hash_node(NodeId v) { return combine(node_seed, v); }
std::size_t hash_relationship(RelationshipId v);

}  // namespace normgraph
