#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "graph/store/view.hpp"

namespace normgraph {

/// The definitions that a graph keeps (chains, rules, numbers, statements, briefings, the process),
/// as they were loaded; no object where it keeps none. Cheap to ask for again. Thread-safe.
std::shared_ptr<const nlohmann::ordered_json> stored_definitions(const store::GraphView& view);

}  // namespace normgraph
