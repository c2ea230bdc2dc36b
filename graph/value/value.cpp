#include "graph/value/value.hpp"

#include <algorithm>
#include <array>

namespace normgraph {

static_assert(sizeof(Value) == 24);

std::string_view type_name(Type type) {
  static constexpr std::array<std::string_view, 18> names = {
      "NULL",       "BOOLEAN",  "INTEGER",        "FLOAT",    "STRING", "LIST",
      "MAP",        "NODE",     "RELATIONSHIP",   "PATH",     "DATE",   "TIME",
      "LOCAL TIME", "DATETIME", "LOCAL DATETIME", "DURATION", "PERIOD", "STAGE"};
  return names[static_cast<std::size_t>(type)];
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
  return make<Map>(Type::Map, std::move(entries));
}

Value Value::detached_node(NodeId id, ElementRecord record) {
  return make<DetachedNode>(Type::Node, {id, std::move(record)});
}

Value Value::detached_relationship(RelationshipRef ref, ElementRecord record) {
  return make<DetachedRelationship>(Type::Relationship, {ref, std::move(record)});
}

Value Value::detached_path(PathRecord record) {
  Value result = make<PathRecord>(Type::Path, std::move(record));
  result.record_path_ = true;
  return result;
}

const ElementRecord* Value::record() const {
  if (!shared_) return nullptr;
  if (type_ == Type::Node) return &get<DetachedNode>().record;
  if (type_ == Type::Relationship) return &get<DetachedRelationship>().record;
  return nullptr;
}

const PathRecord* Value::path_record() const { return record_path_ ? &get<PathRecord>() : nullptr; }

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
