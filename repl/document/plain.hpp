#pragma once

#include <string>

#include "repl/document/document.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// A document as lines of text: tables drawn, the timeline as a table.
std::string plain_text(const Document& document, const Style& style);

}  // namespace normgraph::repl
