#include "graph/value/hash.hpp"

#include <xxhash.h>

#include <bit>
#include <cmath>

#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"

namespace normgraph {
namespace {

/// One seed a family of types that can be equivalent.
enum Seed : std::uint64_t {
  BooleanSeed = 1,
  NumberSeed = number_seed,
  StringSeed,
  ListSeed,
  MapSeed,
  NodeSeed = node_seed,
  RelationshipSeed,
  PathSeed,
  DaySeed = day_seed,
  TimeSeed,
  LocalTimeSeed,
  DateTimeSeed,
  LocalDateTimeSeed,
  DurationSeed,
  StageSeed,
};

template <class... Parts>
std::size_t hash_parts(Seed seed, Parts... parts) {
  std::size_t result = seed;
  ((result = combine(result, static_cast<std::size_t>(parts))), ...);
  return result;
}

std::size_t hash_list(const List& list) {
  std::size_t result = ListSeed;
  for (const Value& v : list) result = combine(result, hash(v));
  return result;
}

std::size_t hash_map(const Map& map) {
  std::size_t result = MapSeed;
  for (const auto& [key, v] : map) result = combine(combine(result, hash_string(key)), hash(v));
  return result;
}

std::size_t hash_path(const Path& path) {
  std::size_t result = PathSeed;
  for (const NodeId n : path.nodes) result = combine(result, n);
  for (const RelationshipRef& r : path.relationships) result = combine(result, r.id.value);
  return result;
}

}  // namespace

std::size_t hash_boolean(bool v) { return hash_parts(BooleanSeed, v); }

std::size_t hash_float(double v) {
  if (v >= -0x1p63 && v < 0x1p63 && v == std::trunc(v)) {
    return hash_integer(static_cast<std::int64_t>(v));
  }
  if (std::isnan(v)) return hash_parts(NumberSeed, 0x7FF8'0000'0000'0000u);
  return hash_parts(NumberSeed, std::bit_cast<std::uint64_t>(v));
}

std::size_t hash_string(std::string_view v) {
  return hash_parts(StringSeed, XXH3_64bits(v.data(), v.size()));
}

std::size_t hash_relationship(RelationshipId v) { return hash_parts(RelationshipSeed, v.value); }

std::size_t hash_period(const Period& p) {
  if (compare_periods(p, period_of_day({p.first})) == 0) return hash_date({p.first});
  return hash_parts(DaySeed, p.first, p.last, p.approximate, p.uncertain);
}

std::size_t hash(const Value& v) {
  switch (v.type()) {
    case Type::Null:
      return null_hash;
    case Type::Boolean:
      return hash_boolean(v.as_boolean());
    case Type::Integer:
      return hash_integer(v.as_integer());
    case Type::Float:
      return hash_float(v.as_float());
    case Type::String:
      return hash_string(v.as_string());
    case Type::List:
      return hash_list(v.as_list());
    case Type::Map:
      return hash_map(v.as_map());
    case Type::Node:
      return hash_node(v.as_node());
    case Type::Relationship:
      return hash_relationship(v.as_relationship().id);
    case Type::Path:
      return hash_path(v.as_path());
    case Type::Date:
      return hash_date(v.as_date());
    case Type::Time:
      return hash_parts(TimeSeed, v.as_time().nanoseconds, v.as_time().offset);
    case Type::LocalTime:
      return hash_parts(LocalTimeSeed, v.as_local_time().nanoseconds);
    case Type::DateTime: {
      const DateTime t = v.as_date_time();
      return hash_parts(DateTimeSeed, t.seconds, t.nanoseconds, t.zone.value);
    }
    case Type::LocalDateTime: {
      const LocalDateTime t = v.as_local_date_time();
      return hash_parts(LocalDateTimeSeed, t.seconds, t.nanoseconds);
    }
    case Type::Duration: {
      const Duration& d = v.as_duration();
      return hash_parts(DurationSeed, d.months, d.days, d.seconds, d.nanoseconds);
    }
    case Type::Period:
      return hash_period(v.as_period());
    case Type::Stage:
      return hash_parts(StageSeed, v.as_stage().code, v.as_stage().scheme);
  }
  return null_hash;
}

}  // namespace normgraph
