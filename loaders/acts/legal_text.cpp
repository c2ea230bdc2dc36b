#include "loaders/acts/legal_text.hpp"

namespace normgraph::loaders {

void append_folded(std::string& out, std::string_view text) {
  constexpr std::string_view no_break_space = "\u00a0";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.substr(i).starts_with(no_break_space);
    const bool blank =
        no_break || text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
    if (no_break) ++i;
    if (!blank)
      out += text[i];
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
}

}  // namespace normgraph::loaders
