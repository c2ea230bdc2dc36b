#include "loaders/data/export_header.hpp"

#include <nlohmann/json.hpp>

namespace normgraph::loaders {

namespace {

using OrderedJson = nlohmann::ordered_json;  // the order of labels in a schema counts

std::string text_of(const OrderedJson& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_texts(const OrderedJson& json) {
  if (!json.is_object()) return false;
  for (const OrderedJson& item : json)
    if (!item.is_string()) return false;
  return true;
}

class HeaderReader {
 public:
  HeaderReader(const OrderedJson& header, const std::string& file, DataSet& data, ProblemLog& log)
      : header_(header), place_{file, 1}, data_(data), log_(log) {}

  void read() {
    if (header_.value("normgraph", OrderedJson()) != 1)
      log_.error(place_, "normgraph", "must be 1, the one format that this version reads");
    data_.version = text_of(header_, "data");
    data_.part = header_.value("part", OrderedJson(false)) == true;
    read_schema();
    if (const auto definitions = header_.find("definitions"); definitions != header_.end())
      data_.definitions_text = definitions->dump();
    read_own_definitions();
    read_indexes();
  }

 private:
  void read_schema() {
    const auto schema = header_.find("schema");
    if (schema == header_.end()) return;
    data_.schema_text = schema->dump();
    std::vector<SchemaProblem> problems;
    data_.schema = parse_schema(data_.schema_text, problems);
    for (const SchemaProblem& problem : problems)
      log_.error(place_, "schema." + problem.field, problem.message);
  }

  void read_own_definitions() {
    for (const char* part : {"statements", "chains"}) {
      const auto texts = header_.find(part);
      if (texts == header_.end()) continue;
      if (!is_texts(*texts)) {
        log_.error(place_, part, "must be an object of texts");
        continue;
      }
      auto& kept = part[0] == 's' ? data_.own.statements : data_.own.chains;
      for (const auto& [name, text] : texts->items()) kept[name] = text.get<std::string>();
    }
  }

  void read_indexes() {
    const auto indexes = header_.find("indexes");
    if (indexes == header_.end()) return;
    if (!indexes->is_array()) return log_.error(place_, "indexes", "must be a list");
    for (const OrderedJson& index : *indexes) {
      if (!index.is_object()) {
        log_.error(place_, "indexes", "an index is an object");
        continue;
      }
      store::IndexInfo info{text_of(index, "name"), text_of(index, "label"),
                            text_of(index, "property"),
                            index.value("unique", OrderedJson(false)) == true};
      if (info.name.empty() || info.label.empty() || info.property.empty())
        log_.error(place_, "indexes", "an index has a name, a label and a property");
      else
        data_.own_indexes.push_back(std::move(info));
    }
  }

  const OrderedJson& header_;
  const Place place_;
  DataSet& data_;
  ProblemLog& log_;
};

}  // namespace

bool has_export_header(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", start = "{\"normgraph\"";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text.starts_with(start);
}

void read_export_header(std::string_view text, const std::string& file, DataSet& data,
                        ProblemLog& log) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const OrderedJson header = OrderedJson::parse(line, nullptr, false);
  if (!header.is_object()) return log.error({file, 1}, "", "is not JSON that can be read");
  HeaderReader(header, file, data, log).read();
}

}  // namespace normgraph::loaders
