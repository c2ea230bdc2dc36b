#pragma once

#include "graph/store/view.hpp"
#include "graph/value/value.hpp"

namespace normgraph {

/// Whether a node, relationship or path stands anywhere in the parameters.
bool holds_elements(const Map& parameters);

/// Throws Error{Runtime} (EntityNotFound) for a node, relationship or path of the parameters that
/// the graph does not have exactly so: callers hand in what an earlier answer gave them, and it may
/// be gone by now.
void check_elements(const Map& parameters, const store::GraphView& view);

}  // namespace normgraph
