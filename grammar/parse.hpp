#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.hpp"

namespace normgraph {

/// Parses exactly one statement (a trailing `;` is allowed). Throws Error{Syntax} with the furthest
/// place reached, what was expected there in words, and the nearest keywords.
ast::Statement parse_statement(std::string_view text);

/// Cuts a script at its `;`, minding strings, names in backticks, braces and comments. Empty pieces
/// are left out. Offsets into `script` let a message give the line in the file.
struct ScriptPiece {
  std::string_view text;
  std::uint32_t offset = 0;
  bool terminated = false;  // a `;` followed
};
std::vector<ScriptPiece> split_script(std::string_view script);

}  // namespace normgraph
