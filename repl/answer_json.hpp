#pragma once

#include <string>

#include "graph/result.hpp"

namespace normgraph::repl {

/// Appends the members of an answer's object, for programs (docs/machine-protocol.md). A domain
/// statement of several tables gives the first as columns and rows, and all of them by name under
/// "tables".
void append_answer(std::string& out, const Answer& answer);

}  // namespace normgraph::repl
