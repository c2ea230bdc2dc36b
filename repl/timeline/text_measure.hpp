#pragma once

#include <string>
#include <string_view>
#include <vector>

// How wide text is in a picture, without a font at hand: by the letters of DejaVu Sans, which is
// wider than the fonts that show it elsewhere. So a text may end early, but never runs into
// another.

namespace normgraph::repl {

enum class Weight { Regular, Bold };

/// Width in units of the font's size (1.0: one em).
double text_width(std::string_view text, Weight weight = Weight::Regular);

/// Lines of at most `width` ems, broken between words; a word that is longer than a line is broken
/// inside. At least one line.
std::vector<std::string> wrap_text(std::string_view text, double width,
                                   Weight weight = Weight::Regular);

}  // namespace normgraph::repl
