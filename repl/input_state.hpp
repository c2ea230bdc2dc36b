#pragma once

#include <cstdint>
#include <string_view>

namespace normgraph::repl {

/// What the shell does with the text typed so far (language.md §0).
enum class InputState : std::uint8_t {
  Empty,     // blanks and comments only
  Complete,  // run it
  Partial,   // ask for more lines
};

/// One line that parses completely runs without `;`, and one with an error in its middle too (the
/// error is shown at once). Text of several lines needs the `;`, and so does an unfinished line.
InputState input_state(std::string_view text);

/// What is open at the end of the text.
struct Unclosed {
  char text = 0;     // ' " ` for a string or name, * for a comment, 0 for none
  int brackets = 0;  // how many ( [ {
};
Unclosed unclosed(std::string_view text);

}  // namespace normgraph::repl
