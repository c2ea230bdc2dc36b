#pragma once

#include <string_view>
#include <vector>

#include "graph/claims/claim.hpp"

// Which claim holds, once more: written from docs/data-model.md alone, one rule a line and without
// the code that is tested, for histories without reports of an unknown start.

namespace normgraph::tests {

/// The claim that gives a property its value (`property` empty: the element its existence); null:
/// it has none.
const Claim* naive_claim(const std::vector<Claim>& claims, std::string_view property, When when);
bool naive_exists(const std::vector<Claim>& claims, When when);

}  // namespace normgraph::tests
