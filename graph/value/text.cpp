#include "graph/value/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/print.hpp"

namespace normgraph {
namespace {

bool is_plain_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (name.empty() || !is_letter(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::string map_text(const Map& map) {
  std::string text = "{";
  for (const auto& [key, v] : map) {
    if (text.size() > 1) text += ", ";
    text += name_text(key) + ": " + to_literal(v);
  }
  return text + '}';
}

std::string list_text(const List& list) {
  std::string text = "[";
  for (const Value& v : list) {
    if (text.size() > 1) text += ", ";
    text += to_literal(v);
  }
  return text + ']';
}

std::string contents_text(const ElementRecord& record) {
  std::string text;
  for (const std::string& label : record.labels) text += ':' + name_text(label);
  if (!record.properties.empty()) {
    if (!text.empty()) text += ' ';
    text += map_text(record.properties);
  }
  return text;
}

std::string node_text(NodeId id, const ElementRecord* record) {
  return record ? fmt::format("({})", contents_text(*record)) : fmt::format("(#{})", id);
}

std::string relationship_text(RelationshipRef ref, const ElementRecord* record) {
  return record ? fmt::format("[{}]", contents_text(*record)) : fmt::format("[#{}]", ref.id.value);
}

std::string path_text(const Path& path, const PathRecord* record) {
  const auto node = [&](std::size_t i) {
    return node_text(path.nodes[i], record ? &record->nodes[i] : nullptr);
  };
  std::string text = node(0);
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    const RelationshipRef& ref = path.relationships[i];
    const bool forward = ref.start == path.nodes[i];
    text += forward ? "-" : "<-";
    text += relationship_text(ref, record ? &record->relationships[i] : nullptr);
    text += forward ? "->" : "-";
    text += node(i + 1);
  }
  return text;
}

}  // namespace

std::string float_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  std::array<char, 40> buffer{};
  const double size = std::abs(value);
  const bool fixed = size == 0 || (size >= 1e-4 && size < 1e16);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 fixed ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(buffer.data(), end.ptr);
  if (fixed) return text.find('.') == std::string::npos ? text + ".0" : text;
  // "1e+22" and "1e-07" as the language writes them: 1e22, 1e-7.
  const std::size_t exponent = text.find('e') + 1;
  const bool negative = text[exponent] == '-';
  const std::size_t digits = text.find_first_not_of('0', exponent + 1);
  return text.substr(0, exponent) + (negative ? "-" : "") + text.substr(digits);
}

std::string quoted_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    switch (c) {
      case '\'':
        result += "\\'";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        } else {
          result += c;
        }
    }
  }
  return result + '\'';
}

std::string name_text(std::string_view name) {
  if (is_plain_name(name)) return std::string(name);
  std::string result = "`";
  for (const char c : name) result += c == '`' ? std::string("``") : std::string(1, c);
  return result + '`';
}

std::string to_literal(const Value& value) {
  return value.type() == Type::String ? quoted_text(value.as_string()) : to_text(value);
}

std::string to_text(const Value& v) {
  switch (v.type()) {
    case Type::Null:
      return "null";
    case Type::Boolean:
      return v.as_boolean() ? "true" : "false";
    case Type::Integer:
      return std::to_string(v.as_integer());
    case Type::Float:
      return float_text(v.as_float());
    case Type::String:
      return v.as_string();
    case Type::List:
      return list_text(v.as_list());
    case Type::Map:
      return map_text(v.as_map());
    case Type::Node:
      return node_text(v.as_node(), v.record());
    case Type::Relationship:
      return relationship_text(v.as_relationship(), v.record());
    case Type::Path:
      return path_text(v.as_path(), v.path_record());
    case Type::Date:
      return to_text(v.as_date());
    case Type::Time:
      return to_text(v.as_time());
    case Type::LocalTime:
      return to_text(v.as_local_time());
    case Type::DateTime:
      return to_text(v.as_date_time());
    case Type::LocalDateTime:
      return to_text(v.as_local_date_time());
    case Type::Duration:
      return to_text(v.as_duration());
    case Type::Period:
      return to_text(v.as_period());
    case Type::Stage:
      return to_text(v.as_stage());
  }
  return {};
}

Value to_string_value(const Value& value) {
  switch (value.type()) {
    case Type::Null:
    case Type::String:
      return value;
    case Type::List:
    case Type::Map:
    case Type::Node:
    case Type::Relationship:
    case Type::Path:
      throw_bad_type(fmt::format("toString() cannot take a {}", type_name(value.type())));
    default:
      return Value::string(to_text(value));
  }
}

}  // namespace normgraph
