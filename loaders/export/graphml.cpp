// GraphML (graphml.graphdrawing.org). Attributes are strings, integers, doubles or booleans; a
// property that is of several types, or of another one, is a string.

#include <map>

#include "graph/value/text.hpp"
#include "loaders/export/writers.hpp"

namespace normgraph::loaders {

namespace {

/// XML 1.0 has no way to write most control characters: they are left out.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n' || c == '\t' || c == '\r')
      out += "&#" + std::to_string(byte) + ";";
    else if (byte >= 0x20)
      out += c;
  }
  return out;
}

std::string kind_of(const Value& value) {
  switch (value.type()) {
    case Type::Integer:
      return "long";
    case Type::Float:
      return "double";
    case Type::Boolean:
      return "boolean";
    default:
      return "string";
  }
}

/// The attributes of nodes or of relationships: name and type, each with an id.
class Attributes {
 public:
  explicit Attributes(char prefix) : prefix_(prefix) {}
  void see(const Map& properties) {
    for (const auto& [name, value] : properties) {
      const auto [known, fresh] = kinds_.try_emplace(name, kind_of(value));
      if (!fresh && known->second != kind_of(value)) known->second = "string";
    }
  }
  void declare(const char* domain, const Sink& sink) {
    std::size_t next = 0;
    for (const auto& [name, kind] : kinds_) {
      ids_[name] = prefix_ + std::to_string(next++);
      sink("  <key id=\"" + ids_[name] + "\" for=\"" + domain + "\" attr.name=\"" + escaped(name) +
           "\" attr.type=\"" + kind + "\"/>\n");
    }
  }
  std::string data(const Map& properties) const {
    std::string text;
    for (const auto& [name, value] : properties)
      text += "<data key=\"" + ids_.at(name) + "\">" + escaped(to_text(value)) + "</data>";
    return text;
  }

 private:
  char prefix_;
  std::map<std::string, std::string> kinds_, ids_;
};

}  // namespace

ExportCounts write_graphml(const ExportSource& source, const Sink& sink) {
  ExportCounts counts;
  Attributes of_nodes('n'), of_relationships('e');
  source.each_node([&](const ExportedNode& node) { of_nodes.see(node.properties); });
  source.each_relationship([&](const ExportedRelationship& relationship) {
    of_relationships.see(relationship.properties);
  });
  sink(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "  <key id=\"labels\" for=\"node\" attr.name=\"labels\" attr.type=\"string\"/>\n"
      "  <key id=\"type\" for=\"edge\" attr.name=\"type\" attr.type=\"string\"/>\n");
  of_nodes.declare("node", sink);
  of_relationships.declare("edge", sink);
  sink("  <graph id=\"normgraph\" edgedefault=\"directed\">\n");
  source.each_node([&](const ExportedNode& node) {
    std::string labels;
    for (const std::string& label : node.labels) labels += ":" + label;
    sink("    <node id=\"" + escaped(node.name) + "\"><data key=\"labels\">" + escaped(labels) +
         "</data>" + of_nodes.data(node.properties) + "</node>\n");
    ++counts.nodes;
  });
  source.each_relationship([&](const ExportedRelationship& relationship) {
    sink("    <edge source=\"" + escaped(relationship.from) + "\" target=\"" +
         escaped(relationship.to) + "\"><data key=\"type\">" + escaped(relationship.type) +
         "</data>" + of_relationships.data(relationship.properties) + "</edge>\n");
    ++counts.relationships;
  });
  sink("  </graph>\n</graphml>\n");
  return counts;
}

}  // namespace normgraph::loaders
