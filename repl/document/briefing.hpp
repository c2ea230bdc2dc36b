#pragma once

#include <string>

#include "graph/result.hpp"
#include "repl/document/document.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// The document that a BRIEFING answered, `statement` being its text. Throws Error{Data} when its
/// template is not in order.
Document briefing_document(const Answer& answer, const std::string& statement, const Style& style);

/// The name of the briefing that an answer is.
std::string briefing_name(const Answer& answer);

}  // namespace normgraph::repl
