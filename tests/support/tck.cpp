#include "tests/support/tck.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "graph/database.hpp"
#include "graph/value/json.hpp"
#include "graph/value/text.hpp"

namespace normgraph::tests {

namespace {

using Json = nlohmann::json;

Json read_json(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return Json::parse(file);
}

// ---- the cases' typed values
// ----------------------------------------------------------------------

double float_of(const std::string& text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Inf" || text == "Infinity") return infinity;
  if (text == "-Inf" || text == "-Infinity") return -infinity;
  return std::stod(text);
}

/// A parameter or a procedure's cell.
Value value_of(const Json& typed) {
  if (typed.is_null()) return {};
  if (typed.is_boolean()) return Value::boolean(typed.get<bool>());
  if (typed.is_string()) return Value::string(typed.get<std::string>());
  if (typed.is_array()) {
    List list;
    for (const Json& item : typed) list.push_back(value_of(item));
    return Value::list(std::move(list));
  }
  const std::string& kind = typed.begin().key();
  const Json& body = typed.begin().value();
  if (kind == "int") return Value::integer(std::stoll(body.get<std::string>()));
  if (kind == "float") return Value::real(float_of(body.get<std::string>()));
  if (kind != "map") throw std::runtime_error("a case sends a " + kind);
  Map map;
  for (const auto& [key, item] : body.items()) map.emplace_back(key, value_of(item));
  return Value::map(std::move(map));
}

std::vector<std::vector<Value>> rows_of(const Json& typed_rows) {
  std::vector<std::vector<Value>> rows;
  for (const Json& typed_row : typed_rows) {
    std::vector<Value>& row = rows.emplace_back();
    for (const Json& cell : typed_row) row.push_back(value_of(cell));
  }
  return rows;
}

bool same_float(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::abs(a - b) <= 1e-14 * std::max(std::abs(a), std::abs(b));
}

/// Compares an expected typed value with a value of a result.
class Comparison {
 public:
  explicit Comparison(bool any_list_order) : any_list_order_(any_list_order) {}

  bool same(const Json& want, const Value& got) const {
    if (want.is_null()) return got.is_null();
    if (want.is_boolean())
      return got.type() == Type::Boolean && got.as_boolean() == want.get<bool>();
    if (want.is_string()) return same_text(want.get_ref<const std::string&>(), got);
    if (want.is_array()) return got.type() == Type::List && same_list(want, got.as_list());
    const std::string& kind = want.begin().key();
    const Json& body = want.begin().value();
    if (kind == "int")
      return got.type() == Type::Integer &&
             std::to_string(got.as_integer()) == body.get_ref<const std::string&>();
    if (kind == "float")
      return got.type() == Type::Float &&
             same_float(float_of(body.get<std::string>()), got.as_float());
    if (kind == "map") return got.type() == Type::Map && same_map(body, got.as_map());
    if (kind == "path") return got.type() == Type::Path && same_path(body, *got.path_record());
    if (kind == "node")
      return got.type() == Type::Node && got.record() && same_node(body, *got.record());
    return got.type() == Type::Relationship && got.record() &&
           same_relationship(body, *got.record());
  }

  bool same_row(const Json& want, const std::vector<Value>& got) const {
    if (want.size() != got.size()) return false;
    for (std::size_t i = 0; i < got.size(); ++i)
      if (!same(want[i], got[i])) return false;
    return true;
  }

 private:
  static bool same_text(const std::string& want, const Value& got) {
    switch (got.type()) {
      case Type::String:
        return got.as_string() == want;
      case Type::Date:
      case Type::Time:
      case Type::LocalTime:
      case Type::DateTime:
      case Type::LocalDateTime:
      case Type::Duration:
        return to_text(got) == want;
      default:
        return false;
    }
  }

  bool same_list(const Json& want, const List& got) const {
    if (want.size() != got.size()) return false;
    if (!any_list_order_) return same_row(want, got);
    std::vector<const Value*> rest;
    for (const Value& value : got) rest.push_back(&value);
    for (const Json& item : want) {
      const auto found = std::find_if(rest.begin(), rest.end(),
                                      [&](const Value* value) { return same(item, *value); });
      if (found == rest.end()) return false;
      rest.erase(found);
    }
    return true;
  }

  bool same_map(const Json& want, const Map& got) const {
    if (want.size() != got.size()) return false;
    for (const auto& [key, item] : want.items()) {
      const Value* value = find(got, key);
      if (!value || !same(item, *value)) return false;
    }
    return true;
  }

  bool same_node(const Json& want, const ElementRecord& got) const {
    const std::set<std::string> labels = want["labels"].get<std::set<std::string>>();
    return labels == std::set<std::string>(got.labels.begin(), got.labels.end()) &&
           same_map(want["props"], got.properties);
  }

  bool same_relationship(const Json& want, const ElementRecord& got) const {
    return got.labels.size() == 1 && want["type"] == got.labels[0] &&
           same_map(want["props"], got.properties);
  }

  /// `want` alternates nodes and {"rel", "dir"}.
  bool same_path(const Json& want, const PathRecord& got) const {
    if (want.size() != got.nodes.size() + got.relationships.size()) return false;
    for (std::size_t i = 0; i < want.size(); ++i) {
      const std::size_t at = i / 2;
      if (i % 2 == 0) {
        if (!same_node(want[i]["node"], got.nodes[at])) return false;
        continue;
      }
      const bool forward = got.path.relationships[at].start == got.path.nodes[at];
      if (want[i]["dir"] != (forward ? ">" : "<")) return false;
      if (!same_relationship(want[i]["rel"], got.relationships[at])) return false;
    }
    return true;
  }

  bool any_list_order_;
};

// ---- results, errors, side effects
// ----------------------------------------------------------------

std::string rows_text(const std::vector<std::vector<Value>>& rows) {
  std::string text;
  for (const std::vector<Value>& row : rows) {
    for (const Value& value : row) append_json(text, value), text += ' ';
    text += "| ";
    if (text.size() > 300) break;
  }
  return text.substr(0, 300);
}

std::string compare_rows(const Answer& answer, const Json& want) {
  static const Table nothing;
  const Table& table = answer.tables.empty() ? nothing : answer.tables.front();
  if (want.contains("empty")) return table.rows.empty() ? "" : "rows, where none were expected";
  if (Json(table.columns) != want["columns"])
    return "columns " + Json(table.columns).dump() + ", expected " + want["columns"].dump();
  const Comparison comparison(want.value("ignore_list_order", false));
  const Json& expected = want["rows_typed"];
  bool same = table.rows.size() == expected.size();
  std::vector<bool> used(table.rows.size());
  for (std::size_t i = 0; same && i < expected.size(); ++i) {
    if (want.value("ordered", false)) {
      same = comparison.same_row(expected[i], table.rows[i]);
      continue;
    }
    std::size_t match = 0;
    while (match < used.size() &&
           (used[match] || !comparison.same_row(expected[i], table.rows[match])))
      ++match;
    same = match < used.size();
    if (same) used[match] = true;
  }
  if (same) return "";
  return "rows " + rows_text(table.rows) + ", expected " + want["rows"].dump().substr(0, 300);
}

std::string compare_error(const Error& error, const Json& want) {
  const std::string got =
      error.error_class + " at " + error.phase + ": " + error.detail + " (" + error.message + ")";
  const bool same = want["type"] == error.error_class &&
                    (want["phase"] == "any time" || want["phase"] == error.phase) &&
                    (want["detail"] == "*" || want["detail"] == error.detail);
  return same ? "" : "error " + got + ", expected " + want.dump();
}

/// What side effects are counted by.
struct GraphState {
  std::set<std::string> nodes, relationships, labels, properties;
};

void add_properties(GraphState& state, const std::string& element, const Map& properties) {
  for (const auto& [key, value] : properties) {
    std::string entry = element + ' ' + key + ' ';
    append_json(entry, value);
    state.properties.insert(std::move(entry));
  }
}

GraphState state_of(Session& session) {
  GraphState state;
  const Answer nodes = session.run("MATCH (n) RETURN n");
  for (const std::vector<Value>& row : nodes.tables.at(0).rows) {
    const std::string id = std::to_string(row[0].as_node());
    state.nodes.insert(id);
    const ElementRecord& record = *row[0].record();
    state.labels.insert(record.labels.begin(), record.labels.end());
    add_properties(state, "node " + id, record.properties);
  }
  const Answer relationships = session.run("MATCH ()-[r]->() RETURN r");
  for (const std::vector<Value>& row : relationships.tables.at(0).rows) {
    const std::string id = std::to_string(row[0].as_relationship().id.value);
    state.relationships.insert(id);
    add_properties(state, "relationship " + id, row[0].record()->properties);
  }
  return state;
}

void add_difference(Json& found, const std::string& name, const std::set<std::string>& from,
                    const std::set<std::string>& to) {
  std::size_t count = 0;
  for (const std::string& entry : to) count += from.count(entry) == 0;
  if (count > 0) found[name] = count;
}

Json side_effects(const GraphState& before, const GraphState& after) {
  Json found = Json::object();
  const auto add = [&](const std::string& what, const std::set<std::string>& from,
                       const std::set<std::string>& to) {
    add_difference(found, "+" + what, from, to);
    add_difference(found, "-" + what, to, from);
  };
  add("nodes", before.nodes, after.nodes);
  add("relationships", before.relationships, after.relationships);
  add("labels", before.labels, after.labels);
  add("properties", before.properties, after.properties);
  return found;
}

// ---- one case
// ---------------------------------------------------------------------------------------

Map parameters_of(const Json& one) {
  Map parameters;
  for (const auto& [name, typed] : one["parameters_typed"].items())
    parameters.emplace_back(name, value_of(typed));
  return Value::map(std::move(parameters)).as_map();
}

/// Runs the case's query; empty: it answered, or failed, as expected.
std::string run_query(Session& session, const Json& one) {
  const Json& error = one["error"];
  try {
    const Answer answer = session.run(one["query"].get<std::string>(), parameters_of(one));
    return error.is_null() ? compare_rows(answer, one["expected"])
                           : "no error, expected " + error.dump();
  } catch (const Error& thrown) {
    if (!error.is_null()) return compare_error(thrown, error);
    return "error " + thrown.code + " " + thrown.error_class + " " + thrown.detail + ": " +
           thrown.message;
  }
}

void set_up(Database& database, Session& session, const Json& one, const Json& graphs) {
  for (const Json& procedure : one["procedures"])
    database.define_procedure(procedure["signature"].get<std::string>(),
                              procedure["columns"].get<std::vector<std::string>>(),
                              rows_of(procedure["rows_typed"]));
  const std::string graph = one["graph"].get<std::string>();
  if (graphs.contains(graph))
    for (const Json& script : graphs[graph]["scripts"]) session.run(script.get<std::string>());
  for (const Json& query : one["setup"]) session.run(query.get<std::string>());
}

std::string run_case(Database& database, const Json& one, const Json& graphs) {
  database.reset();
  const std::unique_ptr<Session> session = database.session();
  session->options().timeout_seconds = 10;
  try {
    set_up(database, *session, one, graphs);
  } catch (const Error& error) {
    return "set-up failed: " + error.message;
  }
  const bool writes = one["class"]["kind"] != "read_only";
  const GraphState before = writes ? state_of(*session) : GraphState();
  if (std::string wrong = run_query(*session, one); !wrong.empty()) return wrong;
  if (writes) {
    const Json found = side_effects(before, state_of(*session));
    const Json want = one["side_effects"].is_null() ? Json::object() : one["side_effects"];
    if (found != want) return "side effects " + found.dump() + ", expected " + want.dump();
  }
  for (const Json& control : one["control"]) {
    const Answer answer = session->run(control["query"].get<std::string>());
    if (std::string wrong = compare_rows(answer, control["expected"]); !wrong.empty())
      return "control query: " + wrong;
  }
  return "";
}

}  // namespace

std::vector<CaseOutcome> run_tck(const std::string& folder) {
  const Json cases = read_json(folder + "/cases.json");
  const Json graphs = read_json(folder + "/graphs.json");
  Database database({.path = "", .memory = true, .read_only = false});
  std::vector<CaseOutcome> outcomes;
  outcomes.reserve(cases.size());
  for (const Json& one : cases) {
    CaseOutcome& outcome = outcomes.emplace_back();
    outcome.id = one["id"].get<std::string>();
    try {
      outcome.failure = run_case(database, one, graphs);
    } catch (const std::exception& problem) {
      outcome.failure = std::string("unexpected: ") + problem.what();
    }
  }
  return outcomes;
}

}  // namespace normgraph::tests
