#pragma once

#include "graph/store/view.hpp"
#include "loaders/acts/legal_text.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// Writes an act into a transaction: its regulation, chapters, sections, articles, paragraphs,
/// points, recitals, and the references found in the text as CITES. Parts that the graph has
/// already (the act is known by its CELEX number, parts by key) keep what they have and get their
/// text; where title or references differ from the graph's, a warning says so. `file` names the
/// source.
void write_act(const LegalText& act, const std::string& file, store::Transaction& transaction,
               Report& report, ProblemLog& log);

}  // namespace normgraph::loaders
