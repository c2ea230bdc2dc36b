// A table with a row a node, for spreadsheets (RFC 4180).

#include "graph/value/text.hpp"
#include "loaders/export/csv_field.hpp"
#include "loaders/export/writers.hpp"

namespace normgraph::loaders {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// A list of texts reads better without brackets and quotes.
std::string cell(const Value& value) {
  if (value.type() != Type::List) return to_text(value);
  std::string text;
  for (const Value& item : value.as_list()) text += (text.empty() ? "" : "; ") + to_text(item);
  return text;
}

}  // namespace

ExportCounts write_node_table(const ExportSource& source, const Sink& sink) {
  ExportCounts counts;
  std::vector<std::string> properties = source.property_names();
  std::erase(properties, "key");
  const std::vector<std::string> types = source.type_names();
  std::string row = "key,labels";
  for (const std::string& name : properties) append_csv_field(row += ',', name);
  for (const std::string& type : types) append_csv_field(row += ',', type + " ->");
  sink(row + "\r\n");
  source.each_node([&](const ExportedNode& node) {
    row.clear();
    append_csv_field(row, node.name);
    append_csv_field(row += ',', joined(node.labels));
    for (const std::string& name : properties) {
      const Value* value = find(node.properties, name);
      row += ',';
      if (value) append_csv_field(row, cell(*value), !value->is_number());
    }
    for (const std::string& type : types) {
      std::string ends;
      source.each_relationship(type, node, [&](const ExportedRelationship& relationship) {
        ends += (ends.empty() ? "" : " ") + std::string(relationship.to);
        ++counts.relationships;
      });
      append_csv_field(row += ',', ends);
    }
    sink(row + "\r\n");
    ++counts.nodes;
  });
  return counts;
}

}  // namespace normgraph::loaders
