#pragma once

#include <string>

#include "graph/result.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// The hits of SEARCH as text: the snippet last, found words bold where there is colour (else
/// between ** and **), and below how many hits are not shown.
void render_search(std::string& out, const Answer& answer, const Style& style);

/// "20 of 73 hits"; empty when all are shown.
std::string hits_left(const Table& hits);

}  // namespace normgraph::repl
