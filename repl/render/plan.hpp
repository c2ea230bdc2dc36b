#pragma once

#include <string>

#include "graph/result.hpp"

namespace normgraph::repl {

/// A table of an answer that `is_plan`, for readers: a text line by line as it is; operators below
/// each other, their numbers in columns before them, for an operator may be told at any length.
std::string plan_text(const Table& table);

}  // namespace normgraph::repl
