#include "graph/value/value.hpp"

#include <algorithm>
#include <array>

#include "grammar/error.hpp"

namespace normgraph {

static_assert(sizeof(Value) == 24);

namespace {

[[noreturn]] void throw_limit(const char* code, const char* detail, const char* message) {
  throw Error(ErrorKind::Limit, code, "LimitError", detail, message).at_runtime();
}

}  // namespace

std::string_view type_name(Type type) {
  static constexpr std::array<std::string_view, 18> names = {
      "NULL",       "BOOLEAN",  "INTEGER",        "FLOAT",    "STRING", "LIST",
      "MAP",        "NODE",     "RELATIONSHIP",   "PATH",     "DATE",   "TIME",
      "LOCAL TIME", "DATETIME", "LOCAL DATETIME", "DURATION", "PERIOD", "STAGE"};
  return names[static_cast<std::size_t>(type)];
}

void Value::count_entry(const Value& entry) {
  if (entry.tag_.nesting >= max_nesting) {
    throw_limit("NG6020", "NestingTooDeep", "a list or map is nested too deep");
  }
  tag_.nesting = std::max<std::uint16_t>(tag_.nesting, entry.tag_.nesting + 1);
  const std::uint64_t entries = std::uint64_t{tag_.entries} + 1 + entry.tag_.entries;
  if (entries > max_entries) {
    throw_limit("NG6021", "TooManyEntries", "a list or map has too many entries");
  }
  tag_.entries = static_cast<std::uint32_t>(entries);
}

Value Value::list(List entries) {
  Value result = make<List>(Type::List, std::move(entries));
  result.tag_.nesting = 1;
  for (const Value& entry : result.as_list()) result.count_entry(entry);
  return result;
}

Value Value::map(Map entries) {
  const auto by_key = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(entries.begin(), entries.end(), by_key)) {
    std::stable_sort(entries.begin(), entries.end(), by_key);
  }
  // Of equal keys the last wins: keep an entry only when no equal key follows it.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i + 1 < entries.size() && entries[i].first == entries[i + 1].first) continue;
    if (kept != i) entries[kept] = std::move(entries[i]);
    ++kept;
  }
  entries.resize(kept);
  Value result = make<Map>(Type::Map, std::move(entries));
  result.tag_.nesting = 1;
  for (const auto& [key, entry] : result.as_map()) result.count_entry(entry);
  return result;
}

Value Value::detached_node(NodeId id, ElementRecord record) {
  return make<DetachedNode>(Type::Node, {id, std::move(record)});
}

Value Value::detached_relationship(RelationshipRef ref, ElementRecord record) {
  return make<DetachedRelationship>(Type::Relationship, {ref, std::move(record)});
}

Value Value::detached_path(PathRecord record) {
  Value result = make<PathRecord>(Type::Path, std::move(record));
  result.tag_.record_path = true;
  return result;
}

const ElementRecord* Value::record() const {
  if (!tag_.shared) return nullptr;
  if (tag_.type == Type::Node) return &get<DetachedNode>().record;
  if (tag_.type == Type::Relationship) return &get<DetachedRelationship>().record;
  return nullptr;
}

const PathRecord* Value::path_record() const {
  return tag_.record_path ? &get<PathRecord>() : nullptr;
}

bool is_storable(const Value& value) {
  const auto is_atom = [](const Value& v) {
    switch (v.type()) {
      case Type::Null:
      case Type::List:
      case Type::Map:
      case Type::Node:
      case Type::Relationship:
      case Type::Path:
        return false;
      default:
        return true;
    }
  };
  if (value.type() != Type::List) return is_atom(value);
  return std::all_of(value.as_list().begin(), value.as_list().end(), is_atom);
}

const Value* find(const Map& map, std::string_view key) {
  const auto entry = std::lower_bound(
      map.begin(), map.end(), key, [](const auto& e, std::string_view k) { return e.first < k; });
  return entry != map.end() && entry->first == key ? &entry->second : nullptr;
}

}  // namespace normgraph
