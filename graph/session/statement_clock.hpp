#pragma once

#include <optional>

#include "graph/query/context.hpp"

namespace normgraph {

/// The clock of a statement that starts now; `today` overrides the local date.
query::Clock statement_clock(std::optional<Date> today);

}  // namespace normgraph
