#pragma once

#include <optional>

#include "graph/value/value.hpp"

// Functions of the language on periods, as values.

namespace normgraph {

/// The first (last) day of a period as written, null where that end is open or unknown; of a date
/// the date itself. Nothing for other types.
std::optional<Value> period_first(const Value& value);
std::optional<Value> period_last(const Value& value);

}  // namespace normgraph
