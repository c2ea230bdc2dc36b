#pragma once

#include <cstddef>
#include <string>

#include "repl/options.hpp"

namespace normgraph::repl {

/// What standard output and standard error are connected to, and what that means for the looks.
struct Terminal {
  bool input = false, output = false, error = false;  // is it a terminal?
  bool output_color = false, error_color = false;
  bool unicode = true;

  /// Columns of the terminal now; $COLUMNS where that is set. 0: not a terminal, any width.
  std::size_t width() const;
  /// Lines of the terminal now, 24 when unknown.
  std::size_t height() const;
};

/// Colour: --color, then NO_COLOR (not empty: none), then whether it is a terminal that can.
Terminal detect_terminal(ColorChoice choice);

/// Writes to standard output, through a pager when both ends are terminals and the text is longer
/// than the screen ($PAGER, else less). Throws Error{Storage} when the text cannot be written.
void show(const Terminal& terminal, const std::string& text);

/// Writes to standard output. Throws Error{Storage} when that fails.
void write_output(const std::string& text);

}  // namespace normgraph::repl
