#pragma once

#include <string>

#include "graph/store/view.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// Loads a graph of another tool: an object with lists `nodes` and `edges` (or `relationships`,
/// `links`). A node has an `id`, which becomes its `key`, and a label (`labels`, `label` or
/// `type`); an edge has ends (`from`/`to`, `source`/`target` or `start`/`end`) and a type
/// (`edge_type`, `type`, `label` or `relation`). Members that are texts, numbers, truth values or
/// lists of them become properties; members of nested objects too, as `outer_inner`. What cannot be
/// a property is told in a warning, once for each name.
void load_graph_json(const std::string& json, const std::string& file,
                     store::Transaction& transaction, Report& report, ProblemLog& log);

}  // namespace normgraph::loaders
