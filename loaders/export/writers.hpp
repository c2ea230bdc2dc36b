#pragma once

#include "loaders/export/export_source.hpp"
#include "loaders/export/exporter.hpp"

// One function for each format, in a file of its own.

namespace normgraph::loaders {

/// The project's own lines (docs/data-model.md), with everything that is needed to load them into
/// an empty graph: schema, definitions, claims, and what users added.
ExportCounts write_project_lines(const ExportSource& source, const ExportRequest& request,
                                 const Sink& sink);
/// A row a node: its key, labels, properties, and for each type of relationships the keys of the
/// nodes that it leads to, separated by blanks.
ExportCounts write_node_table(const ExportSource& source, const Sink& sink);
/// A drawing for Graphviz.
ExportCounts write_dot(const ExportSource& source, const Sink& sink);
/// GraphML, for yEd, Gephi, NetworkX and others.
ExportCounts write_graphml(const ExportSource& source, const Sink& sink);
/// JSON-LD 1.1: what the data's terms name is said with them (ELI, PROV, SKOS), the rest with words
/// of the graph's own.
ExportCounts write_json_ld(const ExportSource& source, const Sink& sink);

}  // namespace normgraph::loaders
