#pragma once

#include <string>

#include "loaders/export/export_source.hpp"

namespace normgraph::loaders {

/// How a node is called in a drawing: by the first of the properties that its label is found by,
/// else by its key.
std::string display_name(const ExportedNode& node, const Schema& schema);
/// The label that says most about a node: one that implies others before one that is implied.
std::string display_label(const ExportedNode& node, const Schema& schema);

}  // namespace normgraph::loaders
