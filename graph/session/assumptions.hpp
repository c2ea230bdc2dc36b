#pragma once

#include <vector>

#include "grammar/ast.hpp"
#include "graph/process/what_if.hpp"
#include "graph/store/view.hpp"
#include "graph/value/value.hpp"

namespace normgraph {

/// What ASSUME … before a statement supposes, with its references looked up. Throws
/// Error{Reference} for one that means nothing, and for a milestone that no template has.
WhatIf what_if_of(const std::vector<ast::Assumption>& assumed, const Map& parameters,
                  const store::GraphView& view);

/// True when the durations that no source gives were asked for.
bool assumes_durations(const std::vector<ast::Assumption>& assumed);

}  // namespace normgraph
