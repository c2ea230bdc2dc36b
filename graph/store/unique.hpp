#pragma once

#include "graph/store/overlay.hpp"
#include "graph/store/overlay_view.hpp"

namespace normgraph::store {

/// Whether two nodes have the same value where an index says unique (`key` in all nodes), as far as
/// the layer's changes could have brought it about. Throws ConstraintValidationFailed.
void check_unique(const OverlayView& view, const Layer& layer);

/// Throws ConstraintValidationFailed: the value stands in a unique index already.
[[noreturn]] void refuse_duplicate(const IndexInfo& index, const Value& value);

}  // namespace normgraph::store
