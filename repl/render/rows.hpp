#pragma once

#include <string>

#include "graph/result.hpp"

namespace normgraph::repl {

/// RFC 4180, with a line of headings. Null is an empty field, an empty string is "". Text that a
/// spreadsheet would run as a formula (beginning with = + - @, tab or return) gets a leading '.
void render_csv(std::string& out, const Table& table);

/// A pipe table of GitHub's Markdown.
void render_markdown(std::string& out, const Table& table);

/// An array of objects, one a row, keys in the order of the columns.
void render_json(std::string& out, const Table& table);

/// One object a line.
void render_json_lines(std::string& out, const Table& table);

}  // namespace normgraph::repl
