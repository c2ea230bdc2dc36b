#include "graph/value/json.hpp"

#include <utf8proc.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "grammar/error.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/text.hpp"

namespace normgraph {

namespace {

// ---- values to JSON
// ------------------------------------------------------------------------------

/// Values of results carry their contents; those that came in as parameters may not.
const ElementRecord& contents(const Value& value) {
  static const ElementRecord nothing;
  return value.record() ? *value.record() : nothing;
}

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_float(std::string& out, double number) {
  if (std::isnan(number)) {
    out += R"({"$float":"NaN"})";
    return;
  }
  if (std::isinf(number)) {
    out += number > 0 ? R"({"$float":"Infinity"})" : R"({"$float":"-Infinity"})";
    return;
  }
  std::array<char, 40> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  out += text;
  if (text.find_first_of(".e") == text.npos) out += ".0";
}

void append_control(std::string& out, unsigned char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    default: {
      constexpr std::string_view hex = "0123456789abcdef";
      out += "\\u00";
      out += hex[c >> 4];
      out += hex[c & 15];
    }
  }
}

void append_map(std::string& out, const Map& map) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : map) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, key);
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

void append_list(std::string& out, const List& list) {
  out += '[';
  bool first = true;
  for (const Value& value : list) {
    if (!first) out += ',';
    first = false;
    append_json(out, value);
  }
  out += ']';
}

void append_node(std::string& out, NodeId id, const ElementRecord& record) {
  out += R"({"$node":{"id":)";
  append_integer(out, static_cast<std::int64_t>(id));
  out += R"(,"labels":[)";
  bool first = true;
  for (const std::string& label : record.labels) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, label);
  }
  out += R"(],"properties":)";
  append_map(out, record.properties);
  out += "}}";
}

void append_relationship(std::string& out, const RelationshipRef& ref,
                         const ElementRecord& record) {
  out += R"({"$relationship":{"id":)";
  append_integer(out, static_cast<std::int64_t>(ref.id.value));
  out += R"(,"type":)";
  append_json_string(out, record.labels.empty() ? std::string_view() : record.labels.front());
  out += R"(,"start":)";
  append_integer(out, static_cast<std::int64_t>(ref.start));
  out += R"(,"end":)";
  append_integer(out, static_cast<std::int64_t>(ref.end));
  out += R"(,"properties":)";
  append_map(out, record.properties);
  out += "}}";
}

void append_path(std::string& out, const Path& path, const PathRecord* record) {
  static const ElementRecord nothing;
  out += R"({"$path":{"nodes":[)";
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i) out += ',';
    append_node(out, path.nodes[i], record ? record->nodes[i] : nothing);
  }
  out += R"(],"relationships":[)";
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    if (i) out += ',';
    append_relationship(out, path.relationships[i], record ? record->relationships[i] : nothing);
  }
  out += "]}}";
}

/// The key of the typed form of a type that is written as text.
std::string_view typed_key(Type type) {
  switch (type) {
    case Type::Date:
      return "$date";
    case Type::Time:
      return "$time";
    case Type::LocalTime:
      return "$localtime";
    case Type::DateTime:
      return "$datetime";
    case Type::LocalDateTime:
      return "$localdatetime";
    case Type::Duration:
      return "$duration";
    case Type::Period:
      return "$period";
    default:
      return "$stage";
  }
}

/// The text of a typed form. A stage of ISO's scheme says so: the codes of CEN's are the usual
/// ones.
std::string typed_text(const Value& value) {
  const bool iso = value.type() == Type::Stage && value.as_stage().scheme == Stage::Scheme::Iso;
  return iso ? "ISO " + to_text(value) : to_text(value);
}

// ---- JSON to values
// ------------------------------------------------------------------------------

Error json_error(std::string code, std::string detail, std::string message) {
  return Error(ErrorKind::Syntax, std::move(code), "ProtocolError", std::move(detail),
               std::move(message));
}

Error malformed(std::string_view key, const char* expected) {
  return json_error("NG1913", "InvalidTypedValue", std::string(key) + " takes " + expected);
}

Value float_of(const Value& body) {
  if (body.is_number()) return Value::real(body.as_number());
  if (body.type() == Type::String) {
    const std::string& text = body.as_string();
    if (text == "NaN") return Value::real(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity") return Value::real(std::numeric_limits<double>::infinity());
    if (text == "-Infinity") return Value::real(-std::numeric_limits<double>::infinity());
  }
  throw malformed("$float", R"(a number, "NaN", "Infinity" or "-Infinity")");
}

/// The number in `body` under `name`, at most `limit`.
std::uint64_t identifier(const Value& body, std::string_view name, std::uint64_t limit,
                         std::string_view key) {
  const Value* id = body.type() == Type::Map ? find(body.as_map(), name) : nullptr;
  if (!id || id->type() != Type::Integer || id->as_integer() < 0 ||
      static_cast<std::uint64_t>(id->as_integer()) > limit)
    throw malformed(key, "an object with the id that an answer gave");
  return static_cast<std::uint64_t>(id->as_integer());
}

Value node_of(const Value& body) {
  return Value::node(static_cast<NodeId>(identifier(body, "id", no_node - 1, "$node")));
}

Value relationship_of(const Value& body) {
  constexpr std::uint64_t last_id = (std::uint64_t{1} << 53) - 1;
  constexpr std::string_view key = "$relationship";
  return Value::relationship(
      {.id = {identifier(body, "id", last_id, key)},
       .start = static_cast<NodeId>(identifier(body, "start", no_node - 1, key)),
       .end = static_cast<NodeId>(identifier(body, "end", no_node - 1, key))});
}

Value path_of(const Value& body) {
  constexpr const char* expected = "an object with lists of nodes and relationships";
  const Value* nodes = body.type() == Type::Map ? find(body.as_map(), "nodes") : nullptr;
  const Value* steps = body.type() == Type::Map ? find(body.as_map(), "relationships") : nullptr;
  if (!nodes || !steps || nodes->type() != Type::List || steps->type() != Type::List ||
      nodes->as_list().size() != steps->as_list().size() + 1)
    throw malformed("$path", expected);
  Path path;
  for (const Value& node : nodes->as_list()) {
    if (node.type() != Type::Node) throw malformed("$path", expected);
    path.nodes.push_back(node.as_node());
  }
  for (const Value& step : steps->as_list()) {
    if (step.type() != Type::Relationship) throw malformed("$path", expected);
    path.relationships.push_back(step.as_relationship());
  }
  return Value::path(std::move(path));
}

/// A map with the one key `$…`: what it stands for.
Value typed_object(const std::string& key, Value body) {
  if (key == "$map") {
    if (body.type() != Type::Map) throw malformed(key, "an object");
    return body;
  }
  if (key == "$float") return float_of(body);
  if (key == "$node") return node_of(body);
  if (key == "$relationship") return relationship_of(body);
  if (key == "$path") return path_of(body);
  if (body.type() != Type::String) throw malformed(key, "a string");
  return typed_value(key, body.as_string());
}

/// Builds a value while the JSON is read, without recursion.
class ValueBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::optional<Error> error;
  Value take() { return std::move(result_); }

  bool null() override { return add(Value()); }
  bool boolean(bool value) override { return add(Value::boolean(value)); }
  bool number_integer(std::int64_t value) override { return add(Value::integer(value)); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return out_of_range(std::to_string(value));
    return add(Value::integer(static_cast<std::int64_t>(value)));
  }
  bool number_float(double value, const std::string& text) override {
    if (text.find_first_of(".eE") == text.npos) return out_of_range(text);
    return add(Value::real(value));
  }
  bool string(std::string& value) override { return add(Value::string(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(std::string& name) override {
    open_.back().key = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    // 406: a float beyond the range of doubles.
    error = problem.id == 406
                ? json_error("NG1911", "NumberOutOfRange", "a number is beyond 64 bits")
                : json_error("NG1910", "MalformedJson",
                             "this is not JSON (at byte " + std::to_string(position) + ")");
    return false;
  }

 private:
  /// An object or a list of which the end has not been seen.
  struct Open {
    bool object = false;
    bool literal = false;  // an object that means itself, whatever its keys
    std::string key;
    Map map;
    List list;
  };

  bool out_of_range(const std::string& text) {
    error = json_error("NG1911", "NumberOutOfRange",
                       "the number " + text.substr(0, 40) + " is beyond 64 bits");
    return false;
  }

  bool open(bool object) {
    if (open_.size() >= max_json_depth) {
      error = json_error(
          "NG1912", "NestingTooDeep",
          "lists and maps are nested more than " + std::to_string(max_json_depth) + " deep");
      return false;
    }
    const bool literal = object && !open_.empty() && open_.back().object &&
                         open_.back().key == "$map" && !open_.back().literal;
    Open& opened = open_.emplace_back();
    opened.object = object;
    opened.literal = literal;
    return true;
  }

  bool close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    if (!done.object) return add(Value::list(std::move(done.list)));
    try {
      if (!done.literal) return add(meaning(std::move(done.map)));
    } catch (const Error& problem) {
      error = problem;
      return false;
    }
    return add(Value::map(std::move(done.map)));
  }

  static bool looks_typed(const Map& map) {
    return map.size() == 1 && map.front().first.rfind('$', 0) == 0;
  }

  /// What an object stands for that is not literally inside {"$map": …}.
  static Value meaning(Map map) {
    if (looks_typed(map)) return typed_object(map.front().first, std::move(map.front().second));
    // With other keys beside it "$map" is a key like others, and its object was taken literally.
    for (auto& [key, value] : map)
      if (key == "$map" && value.type() == Type::Map && looks_typed(value.as_map()))
        value = meaning(value.as_map());
    return Value::map(std::move(map));
  }

  bool add(Value value) {
    if (open_.empty())
      result_ = std::move(value);
    else if (open_.back().object)
      open_.back().map.emplace_back(std::move(open_.back().key), std::move(value));
    else
      open_.back().list.push_back(std::move(value));
    return true;
  }

  Value result_;
  std::vector<Open> open_;
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (c == '"' || c == '\\')
        out += '\\', out += static_cast<char>(c);
      else if (c < 0x20)
        append_control(out, c);
      else
        out += static_cast<char>(c);
      ++i;
      continue;
    }
    utf8proc_int32_t code_point;
    const auto length =
        utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (length > 0)
      out.append(text.substr(i, static_cast<std::size_t>(length)));
    else
      out += "\xEF\xBF\xBD";
    i += length > 0 ? static_cast<std::size_t>(length) : 1;
  }
  out += '"';
}

void append_json(std::string& out, const Value& value) {
  switch (value.type()) {
    case Type::Null:
      out += "null";
      return;
    case Type::Boolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case Type::Integer:
      append_integer(out, value.as_integer());
      return;
    case Type::Float:
      append_float(out, value.as_float());
      return;
    case Type::String:
      append_json_string(out, value.as_string());
      return;
    case Type::List:
      append_list(out, value.as_list());
      return;
    case Type::Map: {
      const Map& map = value.as_map();
      const bool looks_typed = map.size() == 1 && map.front().first.rfind('$', 0) == 0;
      if (looks_typed) out += R"({"$map":)";
      append_map(out, map);
      if (looks_typed) out += '}';
      return;
    }
    case Type::Node:
      append_node(out, value.as_node(), contents(value));
      return;
    case Type::Relationship:
      append_relationship(out, value.as_relationship(), contents(value));
      return;
    case Type::Path:
      append_path(out, value.as_path(), value.path_record());
      return;
    default:
      out += "{\"";
      out += typed_key(value.type());
      out += "\":";
      append_json_string(out, typed_text(value));
      out += '}';
  }
}

Value parse_json(std::string_view text) {
  ValueBuilder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
    throw builder.error.value_or(json_error("NG1910", "MalformedJson", "this is not JSON"));
  return builder.take();
}

Value typed_value(std::string_view key, const std::string& text) {
  if (key == "$date") return Value::date(parse_date(text));
  if (key == "$time") return Value::time(parse_time(text));
  if (key == "$localtime") return Value::local_time(parse_local_time(text));
  if (key == "$datetime") return Value::date_time(parse_date_time(text));
  if (key == "$localdatetime") return Value::local_date_time(parse_local_date_time(text));
  if (key == "$duration") return Value::duration(parse_duration(text));
  if (key == "$period") return Value::period(parse_period(text));
  if (key == "$stage") return Value::stage(parse_stage(text));
  throw json_error("NG1913", "InvalidTypedValue", "there is no typed form " + std::string(key))
      .hint("a map whose only key starts with $ is sent as {\"$map\": {…}}");
}

}  // namespace normgraph
