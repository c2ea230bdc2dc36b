#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/value/value.hpp"

namespace normgraph::store {

/// Whether indexes hold values of this type: booleans, numbers, strings, dates, periods, stages.
bool is_indexable(const Value& value);

/// The bytes of a value in an index, in the order of values of its type. Equal numbers give equal
/// bytes, whether integer or float. Over 400 bytes: a prefix and a hash of 128 bits of the whole.
/// Requires is_indexable.
std::string index_bytes(const Value& value);
/// What of these bytes is in the order of values: all, but for the hash of long strings.
std::string_view ordered_bytes(std::string_view bytes);
/// Whether these are the bytes of a value whose type has one order in an index from its first entry
/// to its last: strings, numbers, dates. Bytes of the same type begin with the same one.
bool has_order(std::string_view bytes);
/// Whether every value with these bytes equals every other. Not so for long strings, of which they
/// hold a hash, and for periods, which may be uncertain.
bool says_all(std::string_view bytes);

/// Stretches of an index, as first and last bytes (all keys that begin with `last` included), that
/// hold every value that compares as between the bounds, and perhaps others. nullopt: indexes have
/// no order for these bounds.
struct IndexStretch {
  std::string first, last;
};
std::optional<std::vector<IndexStretch>> index_stretches(const Value& low, const Value& high);

}  // namespace normgraph::store
