#include "loaders/export/display.hpp"

#include <algorithm>

namespace normgraph::loaders {

namespace {

const LabelSchema* label_of(const ExportedNode& node, const Schema& schema) {
  const LabelSchema* best = nullptr;
  for (const std::string& name : node.labels) {
    const LabelSchema* label = schema.find_label(name);
    if (label && (!best || label->implies.size() > best->implies.size())) best = label;
  }
  return best;
}

}  // namespace

std::string display_name(const ExportedNode& node, const Schema& schema) {
  std::vector<std::string> names;
  if (const LabelSchema* label = label_of(node, schema)) names = label->found_by;
  names.insert(names.end(), {"name", "title"});
  for (const std::string& name : names) {
    const Value* value = find(node.properties, name);
    if (value && value->type() == Type::String && !value->as_string().empty())
      return value->as_string();
  }
  return node.name;
}

std::string display_label(const ExportedNode& node, const Schema& schema) {
  if (const LabelSchema* label = label_of(node, schema)) return label->name;
  return node.labels.empty() ? "" : node.labels.front();
}

}  // namespace normgraph::loaders
