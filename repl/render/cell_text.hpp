#pragma once

#include <string>

#include "graph/value/value.hpp"

namespace normgraph::repl {

/// A value as the text of a cell; strings as they are.
std::string cell_text(const Value& value);

/// The same for readers and spreadsheets: a list reads `a, b`, and `a; b` where an item has a
/// comma.
std::string plain_text(const Value& value);

}  // namespace normgraph::repl
