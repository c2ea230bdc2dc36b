#pragma once

#include "grammar/error.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

/// The error for a text that is no statement, from the notes of a tracking parse: what stands at
/// the furthest place, what was expected there, and what may have been meant.
Error diagnose(const State& state);

}  // namespace normgraph::syntax
