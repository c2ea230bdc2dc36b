#pragma once

#include <cstdint>

#include "graph/value/vector.hpp"

// What values take in memory, roughly and in bytes, for the memory limit of a statement. Values
// that are shared count each time.

namespace normgraph {

std::int64_t bytes_of(const Value& value);
std::int64_t bytes_of(const Vector& column);
std::int64_t bytes_of(const Batch& batch);

}  // namespace normgraph
