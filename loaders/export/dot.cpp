// A drawing for Graphviz: `dot -Tsvg`.

#include <array>

#include "loaders/export/display.hpp"
#include "loaders/export/writers.hpp"

namespace normgraph::loaders {

namespace {

/// A string of the DOT language. Line ends become its escape; other control characters, which
/// Graphviz would pass on into SVG, become blanks.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

/// Shapes tell labels apart without colour; the same label has the same one in every drawing.
std::string shape_of(const std::string& label) {
  static constexpr std::array<const char*, 8> shapes = {
      "box", "ellipse", "note", "hexagon", "component", "folder", "octagon", "cds"};
  std::size_t sum = 0;
  for (const char c : label) sum = sum * 31 + static_cast<unsigned char>(c);
  return shapes[sum % shapes.size()];
}

}  // namespace

ExportCounts write_dot(const ExportSource& source, const Sink& sink) {
  ExportCounts counts;
  // Layers take minutes to compute for large graphs; springs do not.
  constexpr std::size_t most_in_layers = 300;
  const bool layers = source.node_count() <= most_in_layers;
  sink("digraph normgraph {\n" +
       std::string(layers ? "  rankdir=LR;\n" : "  layout=sfdp;\n  overlap=prism;\n") +
       "  node [fontname=\"sans-serif\", fontsize=11];\n"
       "  edge [fontname=\"sans-serif\", fontsize=9];\n");
  source.each_node([&](const ExportedNode& node) {
    const std::string label = display_label(node, source.schema());
    const std::string name = display_name(node, source.schema());
    sink("  " + quoted(node.name) +
         " [label=" + quoted(label.empty() ? name : name + "\n" + label) +
         ", shape=" + shape_of(label) + "];\n");
    ++counts.nodes;
  });
  source.each_relationship([&](const ExportedRelationship& relationship) {
    sink("  " + quoted(relationship.from) + " -> " + quoted(relationship.to) +
         " [label=" + quoted(relationship.type) + "];\n");
    ++counts.relationships;
  });
  sink("}\n");
  return counts;
}

}  // namespace normgraph::loaders
