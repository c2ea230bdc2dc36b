#pragma once

#include "graph/claims/resolve.hpp"
#include "graph/schema.hpp"

namespace normgraph {

/// The property's value by its derivation from claims; null where there is nothing to derive it
/// from.
Value derive(const PropertySchema& property, const Schema& schema, std::span<const Claim> claims,
             When when);

}  // namespace normgraph
