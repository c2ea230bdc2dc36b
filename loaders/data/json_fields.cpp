#include "loaders/data/json_fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "grammar/error.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;

/// `read(text)`, or nothing where it throws that the text is not of its type.
template <class Read>
auto attempt(const Json& json, Read read) -> std::optional<decltype(read(std::string()))> {
  if (!json.is_string()) return std::nullopt;
  try {
    return read(json.get_ref<const std::string&>());
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Value> read_list(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  List list;
  for (const Json& item : json) {
    if (!item.is_string()) return std::nullopt;
    list.push_back(Value::string(item.get<std::string>()));
  }
  return Value::list(std::move(list));
}

template <class T, class Make>
std::optional<Value> made(const std::optional<T>& value, Make make) {
  if (!value) return std::nullopt;
  return make(*value);
}

std::optional<Value> read_as(const Json& json, ValueKind kind) {
  switch (kind) {
    case ValueKind::String:
      if (json.is_string()) return Value::string(json.get<std::string>());
      return std::nullopt;
    case ValueKind::Integer:
      if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
      if (json.is_number_integer()) return Value::integer(json.get<std::int64_t>());
      return std::nullopt;
    case ValueKind::Float:
      if (json.is_number()) return Value::real(json.get<double>());
      return std::nullopt;
    case ValueKind::Boolean:
      if (json.is_boolean()) return Value::boolean(json.get<bool>());
      return std::nullopt;
    case ValueKind::Date:
      return made(attempt(json, [](const std::string& t) { return parse_date(t); }), Value::date);
    case ValueKind::Period:
      return made(attempt(json, [](const std::string& t) { return parse_period(t); }),
                  Value::period);
    case ValueKind::Stage:
      return made(attempt(json, [](const std::string& t) { return parse_stage(t); }), Value::stage);
    case ValueKind::Duration:
      return made(attempt(json, [](const std::string& t) { return parse_duration(t); }),
                  Value::duration);
    case ValueKind::StringList:
      return read_list(json);
  }
  return std::nullopt;
}

std::string shortened(const Json& json) {
  constexpr std::size_t most = 60;
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > most) text = text.substr(0, most) + "…";
  return text;
}

/// Names the members that occur twice in an object while it is being parsed.
class DuplicateMembers {
 public:
  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) {
      open_.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      open_.pop_back();
    } else if (event == Json::parse_event_t::key) {
      std::string name = parsed.get<std::string>();
      if (!open_.back().insert(name).second) found.push_back(std::move(name));
    }
    return true;
  }
  std::vector<std::string> found;

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

std::optional<Value> read_value(const Json& json, const PropertySchema& property,
                                const Place& place, const std::string& field, ProblemLog& log) {
  for (const ValueKind kind : property.kinds)
    if (auto value = read_as(json, kind)) return value;
  log.error(place, field, shortened(json) + " is not a value of type " + property.type_text);
  return std::nullopt;
}

bool nested_too_deeply(std::string_view json) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest_nesting) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

std::optional<Json> parse_object(std::string_view text, const Place& place, ProblemLog& log) {
  if (nested_too_deeply(text)) {
    log.error(place, "", "is nested more than " + std::to_string(deepest_nesting) + " deep");
    return std::nullopt;
  }
  DuplicateMembers duplicates;
  Json json;
  try {
    json = Json::parse(text, std::ref(duplicates));
  } catch (const Json::exception& error) {
    // The library's own words say what was expected; the first part is its own number.
    std::string what = error.what();
    if (const std::size_t end = what.find("] "); end != std::string::npos) what.erase(0, end + 2);
    log.error(place, "", "is not JSON that can be read: " + what);
    return std::nullopt;
  }
  for (const std::string& name : duplicates.found) log.error(place, name, "is given twice");
  if (!json.is_object()) {
    log.error(place, "", "must be a JSON object");
    return std::nullopt;
  }
  if (!duplicates.found.empty()) return std::nullopt;
  return json;
}

ObjectReader::ObjectReader(const Json& object, Place place, std::string path, ProblemLog& log)
    : object_(object), place_(std::move(place)), path_(std::move(path)), log_(log) {}

std::string ObjectReader::field(const std::string& name) const {
  if (path_.empty()) return name;
  return name.empty() ? path_ : path_ + "." + name;
}

void ObjectReader::problem(const std::string& name, std::string message) {
  log_.error(place_, field(name), std::move(message));
}

bool ObjectReader::has(const std::string& name) const { return object_.contains(name); }

const Json* ObjectReader::member(const std::string& name) {
  asked_.push_back(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

std::string ObjectReader::text(const std::string& name, bool required) {
  const Json* json = member(name);
  if (!json) {
    if (required) problem(name, "is missing");
    return {};
  }
  if (!json->is_string() || json->get_ref<const std::string&>().empty()) {
    problem(name, shortened(*json) + " must be a text that is not empty");
    return {};
  }
  return json->get<std::string>();
}

std::vector<std::string> ObjectReader::texts(const std::string& name) {
  std::vector<std::string> list;
  const Json* json = member(name);
  if (!json) return list;
  if (!json->is_array()) {
    problem(name, "must be a list of texts");
    return list;
  }
  for (const Json& item : *json) {
    if (item.is_string())
      list.push_back(item.get<std::string>());
    else
      problem(name, shortened(item) + " must be a text");
  }
  return list;
}

std::optional<Period> ObjectReader::period(const std::string& name) {
  const Json* json = member(name);
  if (!json) return std::nullopt;
  const auto period = attempt(*json, [](const std::string& t) { return parse_period(t); });
  if (!period) problem(name, shortened(*json) + " is neither a day nor a period");
  return period;
}

void ObjectReader::finish() {
  for (const auto& [name, value] : object_.items()) {
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const std::vector<std::string> near = nearest_names(name, asked_, 1);
    problem(name, near.empty()
                      ? "is not a field that is known here"
                      : "is not a field that is known here: did you mean " + near[0] + "?");
  }
}

}  // namespace normgraph::loaders
