#pragma once

#include <optional>
#include <string>

#include "graph/value/value.hpp"

namespace normgraph::store {

/// Whether indexes hold values of this type: booleans, numbers, strings, dates.
bool is_indexable(const Value& value);

/// The bytes of a value in an index, in the order of values of its type. Equal numbers give equal
/// bytes, whether integer or float. Over 400 bytes: a prefix and a hash of 128 bits of the whole.
/// Requires is_indexable.
std::string index_bytes(const Value& value);

}  // namespace normgraph::store
