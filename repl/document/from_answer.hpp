#pragma once

#include <string>

#include "graph/result.hpp"
#include "repl/document/document.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// The statement as a title: without FORMAT and INTO, on one line, not too long.
std::string title_of(const std::string& statement);

/// What every document says of how it came about: as of which day, known by which, from which data,
/// by which statement and program.
void add_circumstances(Document& document, const Answer& answer, const std::string& statement,
                       const Style& style);

/// The same as lines, and the limits, for a picture, a chart or a calendar.
std::vector<std::string> remarks_of(const Answer& answer, const std::string& statement,
                                    const Style& style);

/// Adds what a statement answered to a document. Plans are shown as they are.
void add_answer(Document& document, const Answer& answer);

}  // namespace normgraph::repl
