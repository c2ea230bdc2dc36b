#pragma once

#include <memory>

#include "graph/schema.hpp"
#include "graph/store/view.hpp"

namespace normgraph {

/// The schema that a graph keeps, an empty one where it keeps none. Its problems were reported when
/// it was loaded. Cheap to ask for again, as every reference needs it. Thread-safe.
std::shared_ptr<const Schema> stored_schema(const store::GraphView& view);

}  // namespace normgraph
