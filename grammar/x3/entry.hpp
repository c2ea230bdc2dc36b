#pragma once

// The one way into the rules, free of X3, so that only this folder compiles it.

#include "grammar/ast.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

/// Reads the whole text of `state` as one statement. False: it is none; `state` says why when it
/// tracks. Throws Error for what is certainly wrong (a string without an end, too deep nesting).
bool read_statement(State& state, ast::Statement& result);

}  // namespace normgraph::syntax
