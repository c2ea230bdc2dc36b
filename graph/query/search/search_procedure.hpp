#pragma once

#include <vector>

#include "graph/query/procedures.hpp"

namespace normgraph::query {

/// norm.search(words) and norm.search_in(words, things), with the rows rank, node, score, field,
/// snippet, total (docs/language.md, SEARCH).
std::vector<Procedure> search_procedures();

}  // namespace normgraph::query
