#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// How text takes place on a terminal: columns, not bytes (East Asian wide characters take two,
// combining marks none).

namespace normgraph::repl {

std::size_t display_width(std::string_view text);

/// The text with what could move the cursor or colour the screen made visible: control characters
/// become their pictures (␛), tabs a blank, bytes that are no UTF-8 U+FFFD. Line breaks stay.
std::string printable(std::string_view text);

/// Breaks text into lines of at most `width` columns (at least 1), between words where possible;
/// line breaks in the text are kept. Blanks at a break are dropped. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// The longest beginning that fits `width` columns.
std::string_view fitting_prefix(std::string_view text, std::size_t width);

}  // namespace normgraph::repl
