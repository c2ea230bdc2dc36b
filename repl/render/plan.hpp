#pragma once

#include <cstddef>
#include <string>

#include "graph/result.hpp"

namespace normgraph::repl {

/// A table of an answer that `is_plan`, for readers: a text line by line as it is; operators below
/// each other, their numbers in columns before them, for an operator may be told at any length.
/// Into `width` columns (0: any) it is broken, and goes on below its own beginning.
std::string plan_text(const Table& table, std::size_t width = 0);

}  // namespace normgraph::repl
