#include "loaders/data/write_words.hpp"

#include <algorithm>

#include "graph/store/search/search_index.hpp"
#include "loaders/data/write_graph.hpp"
#include "loaders/data_version.hpp"

namespace normgraph::loaders {

namespace {

std::vector<store::SearchField> searched_fields(const Schema& schema) {
  std::vector<store::SearchField> fields;
  for (const auto& [name, property] : schema.properties)
    if (!property.search.empty()) fields.push_back({name, property.search});
  return fields;
}

}  // namespace

void declare_names(const Schema& schema, store::GraphWriter& writer) {
  for (const LabelSchema& label : schema.labels) writer.intern_label(label.name);
  for (const auto& [name, type] : schema.relationships) writer.intern_type(name);
  for (const auto& [name, property] : schema.properties) writer.intern_key(name);
  // What every element may have without declaring it.
  for (const char* name : {"sources", "note", "confidence"}) writer.intern_key(name);
}

void write_words(const DataSet& data, bool replaces, const store::GraphView& view,
                 store::GraphWriter& writer) {
  add_definitions(data.own, view, writer);
  const std::vector<store::IndexInfo> present = view.indexes();
  for (const store::IndexInfo& index : data.own_indexes) {
    const auto same = [&](const store::IndexInfo& other) { return other.name == index.name; };
    if (std::none_of(present.begin(), present.end(), same)) writer.create_index(index);
  }
  const bool first = !data.schema_text.empty() && !view.metadata(schema_metadata);
  if (!replaces && !first) return;
  writer.set_metadata(schema_metadata, data.schema_text);
  writer.set_metadata(store::search_metadata, store::to_text(searched_fields(data.schema)));
  writer.set_metadata(definitions_metadata, data.definitions_text);
  if (!data.version.empty()) writer.set_metadata(data_version_name, data.version);
}

}  // namespace normgraph::loaders
