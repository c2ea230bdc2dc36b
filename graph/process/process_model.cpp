#include "graph/process/process_model.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grammar/error.hpp"
#include "graph/last_parsed.hpp"
#include "graph/stored_definitions.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void throw_unreadable(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::Reference, "NG4020", "ReferenceError", "InvalidDefinition",
              "the process of this graph cannot be read: " + where + " " + what)
      .hint("see \"process\" in docs/data-model.md");
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string text(const Json& object, const char* name, const std::string& where) {
  const Json* found = member(object, name);
  if (!found) return {};
  if (!found->is_string()) throw_unreadable(where + "." + name, "must be a text");
  return found->get<std::string>();
}

Value plain_value(const Json& json, const std::string& where) {
  if (json.is_string()) return Value::string(json.get<std::string>());
  if (json.is_boolean()) return Value::boolean(json.get<bool>());
  if (json.is_number_integer()) return Value::integer(json.get<std::int64_t>());
  throw_unreadable(where, "must be a text, a whole number, true or false");
}

std::optional<Duration> duration(const Json& object, const char* name, const std::string& where) {
  const std::string written = text(object, name, where);
  if (written.empty()) return std::nullopt;
  try {
    return parse_duration(written);
  } catch (const Error& error) {
    throw_unreadable(where + "." + name, "is no duration: " + error.message);
  }
}

StepLength length(const Json& step, const char* name, const std::string& where) {
  const Json* found = member(step, name);
  if (!found) return {};
  if (!found->is_object()) throw_unreadable(where + "." + name, "must have `least` and `most`");
  return {duration(*found, "least", where), duration(*found, "most", where)};
}

std::optional<Stage> stage_of(const std::string& milestone) {
  if (milestone.empty() || milestone[0] < '0' || milestone[0] > '9') return std::nullopt;
  return parse_stage(milestone);
}

ProcessStep read_step(const Json& json, const std::string& where) {
  if (!json.is_object()) throw_unreadable(where, "must be an object");
  ProcessStep step;
  step.milestone = text(json, "stage", where);
  if (step.milestone.empty()) throw_unreadable(where, "names no `stage`");
  step.stage = stage_of(step.milestone);
  if (step.stage) step.milestone = to_text(*step.stage);  // "50" means 50.00
  step.rule = text(json, "step", where);
  step.assumed = length(json, "assumed", where);
  step.has_setback = member(json, "after_setback") != nullptr;
  step.after_setback = length(json, "after_setback", where);
  step.note = text(json, "note", where);
  return step;
}

/// Properties, each with the value or the values that it may have.
std::vector<std::pair<std::string, std::vector<Value>>> read_choices(const Json& json,
                                                                     const char* name,
                                                                     const std::string& where) {
  std::vector<std::pair<std::string, std::vector<Value>>> choices;
  const Json* conditions = member(json, name);
  if (!conditions) return choices;
  for (const auto& [property, value] : conditions->items()) {
    std::vector<Value> values;
    if (value.is_array())
      for (const Json& one : value) values.push_back(plain_value(one, where + "." + name));
    else
      values.push_back(plain_value(value, where + "." + name));
    choices.emplace_back(property, std::move(values));
  }
  return choices;
}

ProcessTemplate read_template(const std::string& name, const Json& json) {
  if (!json.is_object()) throw_unreadable(name, "must be an object");
  ProcessTemplate made;
  made.name = name;
  made.applies = read_choices(json, "for", name);
  const Json* steps = member(json, "steps");
  if (!steps || !steps->is_array() || steps->empty())
    throw_unreadable(name, "has no list of `steps`");
  for (const Json& step : *steps) made.steps.push_back(read_step(step, name));
  return made;
}

LinkPath read_path(const Json& json, const std::string& where) {
  LinkPath path;
  const Json* links = json.is_object() ? member(json, "path") : nullptr;
  if (!links || !links->is_array()) throw_unreadable(where, "has no `path`");
  for (const Json& link : *links) {
    if (!link.is_string()) throw_unreadable(where + ".path", "must be a list of texts");
    std::string type = link.get<std::string>();
    const bool in = type.starts_with('<');
    path.links.push_back(
        {in ? type.substr(1) : type, in ? store::Direction::In : store::Direction::Out});
  }
  path.date = text(json, "date", where);
  path.date_of_link = json.value("date_of_link", false);
  path.sends_back = json.value("sends_back", false);
  path.among = read_choices(json, "among", where);
  if (const Json* conditions = member(json, "where"))
    for (const auto& [property, value] : conditions->items())
      path.where.emplace_back(property, plain_value(value, where));
  return path;
}

void read_into(ProcessModel& model, const Json& process) {
  if (!process.is_object()) throw_unreadable("\"process\"", "must be an object");
  if (const std::string name = text(process, "stage", "process"); !name.empty())
    model.stage_property = name;
  if (const Json* templates = member(process, "templates"))
    for (const auto& [name, json] : templates->items())
      model.templates.push_back(read_template(name, json));
  if (const Json* setbacks = member(process, "setbacks"))
    for (const Json& json : *setbacks) model.setbacks.push_back(read_path(json, "setbacks"));
  if (const Json* reached = member(process, "reached"))
    for (const auto& [name, json] : reached->items())
      model.reached.emplace_back(name, read_path(json, "reached." + name));
  if (const Json* deadlines = member(process, "deadlines"))
    model.deadlines = read_path(*deadlines, "deadlines");
}

bool has_all(NodeId node, const LinkPath& path, const store::GraphView& view) {
  for (const auto& [property, wanted] : path.where) {
    const KeyId key = view.find_key(property);
    if (key == no_key || !equivalent(view.node_property(key, node), wanted)) return false;
  }
  return true;
}

bool is_among(NodeId node, const LinkPath& path, const store::GraphView& view) {
  return std::all_of(path.among.begin(), path.among.end(), [&](const auto& choice) {
    const KeyId key = view.find_key(choice.first);
    if (key == no_key) return false;
    const Value value = view.node_property(key, node);
    return std::any_of(choice.second.begin(), choice.second.end(),
                       [&](const Value& wanted) { return equivalent(value, wanted); });
  });
}

std::optional<Value> if_present(Value value) {
  if (value.is_null()) return std::nullopt;
  return value;
}

ProcessModel model_of(const Json& definitions) {
  ProcessModel model;
  if (!definitions.is_object()) return model;
  if (const Json* process = member(definitions, "process")) read_into(model, *process);
  return model;
}

}  // namespace

std::shared_ptr<const ProcessModel> ProcessModel::read(const store::GraphView& view) {
  static LastParsed<ProcessModel> last;  // several queries of a briefing ask for it
  return last.get(view.metadata("definitions").value_or(""),
                  [&](std::string_view) { return model_of(*stored_definitions(view)); });
}

ProcessModel ProcessModel::parse(std::string_view definitions) {
  return model_of(Json::parse(definitions, nullptr, false));
}

std::vector<Dated> follow(const LinkPath& path, NodeId from, const store::GraphView& view) {
  const KeyId date = view.find_key(path.date);
  std::vector<NodeId> nodes{from};
  std::vector<Dated> found;
  for (std::size_t i = 0; i < path.links.size(); ++i) {
    const TypeId type = view.find_type(path.links[i].type);
    if (type == no_type) return {};
    const bool last = i + 1 == path.links.size();
    std::vector<NodeId> next;
    for (const NodeId node : nodes) {
      const store::Neighbours neighbours = view.neighbours(node, type, path.links[i].direction);
      for (std::size_t n = 0; n < neighbours.size(); ++n) {
        next.push_back(neighbours.nodes[n]);
        if (!last || !is_among(neighbours.nodes[n], path, view)) continue;
        Dated dated{neighbours.nodes[n], std::nullopt, has_all(neighbours.nodes[n], path, view)};
        if (date != no_key)
          dated.date = if_present(path.date_of_link
                                      ? view.relationship_property(
                                            date, RelationshipId::of(type, neighbours.ordinal(n)))
                                      : view.node_property(date, neighbours.nodes[n]));
        found.push_back(std::move(dated));
      }
    }
    nodes = std::move(next);
  }
  return found;
}

}  // namespace normgraph
