#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/claims/source_rank.hpp"
#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// The labels of a node that the graph already has, by its key; nothing when it has none.
using FindInGraph = std::function<std::optional<std::vector<std::string>>(const std::string& key)>;

/// Checks what a single line cannot tell: keys that are given twice, ends of relationships and
/// sources that do not exist or have the wrong label, properties with a value and claims.
void check(const DataSet& data, const FindInGraph& graph, ProblemLog& log);

}  // namespace normgraph::loaders
