#include "loaders/graph_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <unordered_map>

namespace normgraph::loaders {

namespace {

using nlohmann::json;

/// The first member of the object that has one of the names; null: none.
template <std::size_t N>
const json* member(const json& object, const std::array<const char*, N>& names,
                   const char** used = nullptr) {
  for (const char* name : names)
    if (const auto found = object.find(name); found != object.end()) {
      if (used) *used = name;
      return &*found;
    }
  return nullptr;
}

std::optional<Value> scalar(const json& item) {
  if (item.is_string()) return Value::string(item.get<std::string>());
  if (item.is_boolean()) return Value::boolean(item.get<bool>());
  if (item.is_number_unsigned() && item.get<std::uint64_t>() > INT64_MAX)
    return Value::real(item.get<double>());
  if (item.is_number_integer()) return Value::integer(item.get<std::int64_t>());
  if (item.is_number_float()) return Value::real(item.get<double>());
  return std::nullopt;
}

/// One that opens or closes nothing.
bool has_stray_backtick(const json& item) {
  if (!item.is_string()) return false;
  const std::string& text = item.get_ref<const std::string&>();
  return text.ends_with('`') && std::count(text.begin(), text.end(), '`') % 2 == 1;
}

class GraphJson {
 public:
  GraphJson(const std::string& file, store::Transaction& transaction, Report& report,
            ProblemLog& log)
      : file_(file),
        view_(transaction.view()),
        writer_(transaction.writer()),
        report_(report),
        log_(log) {}

  void load(const json& document) {
    const json* nodes = member(document, std::array{"nodes"});
    const json* edges = member(document, std::array{"edges", "relationships", "links"});
    if (!nodes || !nodes->is_array())
      return log_.error({file_, 0}, "nodes", "a list `nodes` was expected");
    if (edges && !edges->is_array()) return log_.error({file_, 0}, "edges", "a list was expected");
    for (std::size_t i = 0; i < nodes->size() && !log_.full(); ++i) add_node((*nodes)[i], i);
    if (edges)
      for (std::size_t i = 0; i < edges->size() && !log_.full(); ++i) add_edge((*edges)[i], i);
  }

 private:
  std::string place(const char* list, std::size_t index) const {
    return std::string(list) + "[" + std::to_string(index) + "]";
  }

  /// An id may be a text or a number.
  static std::string id_of(const json& item) {
    if (item.is_string()) return item.get<std::string>();
    return item.is_number_integer() ? item.dump() : std::string();
  }

  void add_node(const json& node, std::size_t index) {
    const std::string field = place("nodes", index);
    if (!node.is_object()) return log_.error({file_, 0}, field, "an object was expected");
    const json* id = member(node, std::array{"id", "key"});
    const std::string key = id ? id_of(*id) : "";
    if (key.empty()) return log_.error({file_, 0}, field + ".id", "a node needs an id");
    const auto [entry, fresh] = nodes_.try_emplace(key, no_node);
    if (!fresh || in_graph(key))
      return log_.error({file_, 0}, field + ".id", "the id \"" + key + "\" is taken already");
    const char* used = "";
    const json* labels = member(node, std::array{"labels", "label", "type"}, &used);
    std::vector<LabelId> ids;
    if (labels && labels->is_array())
      for (const json& label : *labels) ids.push_back(writer_.intern_label(id_of(label)));
    else if (labels && labels->is_string())
      ids.push_back(writer_.intern_label(labels->get<std::string>()));
    store::PropertyList properties{{writer_.intern_key("key"), Value::string(key)}};
    add_properties(node, {"id", "key", used}, "", properties);
    entry->second = writer_.create_node(ids, properties);
    ++report_.nodes;
    report_.properties += properties.size();
  }

  bool in_graph(const std::string& key) const {
    const auto hits = view_.lookup(no_label, view_.find_key("key"), Value::string(key));
    return hits && !hits->empty();
  }

  void add_edge(const json& edge, std::size_t index) {
    const std::string field = place("edges", index);
    if (!edge.is_object()) return log_.error({file_, 0}, field, "an object was expected");
    const char *from_name = "", *to_name = "", *type_name = "";
    const json* from = member(edge, std::array{"from", "source", "start"}, &from_name);
    const json* to = member(edge, std::array{"to", "target", "end"}, &to_name);
    const json* type =
        member(edge, std::array{"edge_type", "type", "label", "relation"}, &type_name);
    const NodeId start = end_of(from, field, "from"), end = end_of(to, field, "to");
    if (start == no_node || end == no_node) return;
    if (!type || !type->is_string() || type->get_ref<const std::string&>().empty())
      return log_.error({file_, 0}, field, "an edge needs a type");
    store::PropertyList properties;
    add_properties(edge, {from_name, to_name, type_name}, "", properties);
    writer_.create_relationship(writer_.intern_type(type->get<std::string>()), start, end,
                                properties);
    ++report_.relationships;
    report_.properties += properties.size();
  }

  NodeId end_of(const json* end, const std::string& field, const char* name) {
    const std::string key = end ? id_of(*end) : "";
    if (const auto found = nodes_.find(key); found != nodes_.end()) return found->second;
    const auto hits = view_.lookup(no_label, view_.find_key("key"), Value::string(key));
    if (hits && !hits->empty()) return hits->front();  // of the graph that is there
    log_.error(
        {file_, 0}, field + "." + name,
        key.empty() ? "an edge needs both ends" : "there is no node with the id \"" + key + "\"");
    return no_node;
  }

  void add_properties(const json& object, const std::set<std::string>& taken,
                      const std::string& prefix, store::PropertyList& properties) {
    for (const auto& [name, item] : object.items()) {
      if (item.is_null() || (prefix.empty() && taken.contains(name))) continue;
      const std::string full = prefix + name;
      if (has_stray_backtick(item))
        log_.warning({file_, 0}, full,
                     "\"" + item.get<std::string>() + "\" ends with a stray backtick");
      if (auto value = property_value(item))
        properties.emplace_back(writer_.intern_key(full), std::move(*value));
      else if (item.is_object() && prefix.empty())
        add_properties(item, {}, full + "_", properties);
      else if (told_.insert(full).second)
        log_.warning(
            {file_, 0}, full,
            "values that are neither texts, numbers, truth values nor lists of them were left out");
    }
  }

  static std::optional<Value> property_value(const json& item) {
    if (!item.is_array()) return scalar(item);
    List list;
    for (const json& element : item) {
      auto value = scalar(element);
      if (!value) return std::nullopt;
      list.push_back(std::move(*value));
    }
    return Value::list(std::move(list));
  }

  const std::string& file_;
  const store::GraphView& view_;
  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  std::unordered_map<std::string, NodeId> nodes_;
  std::set<std::string> told_;
};

}  // namespace

void load_graph_json(const std::string& text, const std::string& file,
                     store::Transaction& transaction, Report& report, ProblemLog& log) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object())
    return log.error({file, 0}, "", "not JSON, or not one object with `nodes` and `edges`");
  GraphJson(file, transaction, report, log).load(document);
}

}  // namespace normgraph::loaders
