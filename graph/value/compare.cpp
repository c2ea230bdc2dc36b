#include "graph/value/compare.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string_view>

#include "graph/value/hash.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/compare.hpp"

// All relations are built on one three-way comparison for each type, so that `=`, `<`, ORDER BY and
// DISTINCT cannot drift apart: `equals` and `less` add unknowns (null), `order` ranks the types.

namespace normgraph {

Truth operator&&(Truth a, Truth b) {
  if (a == Truth::False || b == Truth::False) return Truth::False;
  return a == Truth::Null || b == Truth::Null ? Truth::Null : Truth::True;
}

Truth operator||(Truth a, Truth b) {
  if (a == Truth::True || b == Truth::True) return Truth::True;
  return a == Truth::Null || b == Truth::Null ? Truth::Null : Truth::False;
}

Truth operator!(Truth a) {
  if (a == Truth::Null) return a;
  return truth(a == Truth::False);
}

Value to_value(Truth t) { return t == Truth::Null ? Value() : Value::boolean(t == Truth::True); }

namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

/// Exact: a double is never rounded to an integer, nor an integer to a double. `b` is not NaN.
int compare_exactly(std::int64_t a, double b) {
  if (b >= 0x1p63) return -1;
  if (b < -0x1p63) return 1;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return a < whole ? -1 : 1;
  return three_way(0.0, b - static_cast<double>(whole));
}

bool is_nan(const Value& v) { return v.type() == Type::Float && std::isnan(v.as_float()); }

/// Two numbers, neither NaN.
int compare_numbers(const Value& a, const Value& b) {
  if (a.type() == Type::Integer) {
    if (b.type() == Type::Integer) return three_way(a.as_integer(), b.as_integer());
    return compare_exactly(a.as_integer(), b.as_float());
  }
  if (b.type() == Type::Integer) return -compare_exactly(b.as_integer(), a.as_float());
  return three_way(a.as_float(), b.as_float());
}

int compare_paths(const Path& a, const Path& b) {
  const std::size_t common = std::min(a.nodes.size(), b.nodes.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const int c = three_way(a.nodes[i], b.nodes[i])) return c;
    if (i < std::min(a.relationships.size(), b.relationships.size())) {
      if (const int c = three_way(a.relationships[i].id, b.relationships[i].id)) return c;
    }
  }
  return three_way(a.nodes.size(), b.nodes.size());
}

/// Values of one type that is neither number, list nor map: a total order with = as its zero.
int compare_atoms(const Value& a, const Value& b) {
  switch (a.type()) {
    case Type::Boolean:
      return three_way(a.as_boolean(), b.as_boolean());
    case Type::String:
      return three_way(a.as_string().compare(b.as_string()), 0);
    case Type::Node:
      return three_way(a.as_node(), b.as_node());
    case Type::Relationship:
      return three_way(a.as_relationship().id, b.as_relationship().id);
    case Type::Path:
      return compare_paths(a.as_path(), b.as_path());
    case Type::Date:
      return three_way(a.as_date(), b.as_date());
    case Type::Time:
      return compare_times(a.as_time(), b.as_time());
    case Type::LocalTime:
      return three_way(a.as_local_time(), b.as_local_time());
    case Type::DateTime:
      return compare_date_times(a.as_date_time(), b.as_date_time());
    case Type::LocalDateTime:
      return three_way(a.as_local_date_time(), b.as_local_date_time());
    case Type::Duration:
      return compare_durations(a.as_duration(), b.as_duration());
    case Type::Period:
      return compare_periods(a.as_period(), b.as_period());
    case Type::Stage:
      return compare_stages(a.as_stage(), b.as_stage());
    default:
      return 0;
  }
}

Truth equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return Truth::False;
  Truth all = Truth::True;
  for (std::size_t i = 0; i < a.size() && all != Truth::False; ++i) all = all && equals(a[i], b[i]);
  return all;
}

Truth equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return Truth::False;
  const auto same_key = [](const auto& x, const auto& y) { return x.first == y.first; };
  if (!std::equal(a.begin(), a.end(), b.begin(), same_key)) return Truth::False;
  Truth all = Truth::True;
  for (std::size_t i = 0; i < a.size() && all != Truth::False; ++i) {
    all = all && equals(a[i].second, b[i].second);
  }
  return all;
}

/// What is known of two values that may be comparable. NaN is comparable with numbers, but neither
/// less, equal nor greater.
enum class Relation : std::uint8_t { Less, Equal, Greater, Neither, Unknown };

Relation relation(int three_way_result) {
  if (three_way_result == 0) return Relation::Equal;
  return three_way_result < 0 ? Relation::Less : Relation::Greater;
}

Relation relate(const Value& a, const Value& b);

/// By the first entries that differ, else by length.
Relation relate_lists(const List& a, const List& b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const Relation r = relate(a[i], b[i]);
    if (r != Relation::Equal) return r;
  }
  return relation(three_way(a.size(), b.size()));
}

bool is_calendar(Type type) { return type == Type::Period || type == Type::Date; }

/// Two periods, or one and a date.
bool has_period(const Value& a, const Value& b) {
  return is_calendar(a.type()) && is_calendar(b.type()) &&
         (a.type() == Type::Period || b.type() == Type::Period);
}

/// A date is the period of its day.
Period as_period(const Value& v) {
  return v.type() == Type::Date ? period_of_day(v.as_date()) : v.as_period();
}

Relation relate_periods(const Period& a, const Period& b) {
  if (compare_periods(a, b) == 0) return Relation::Equal;
  if (is_before(a, b) == Truth::True) return Relation::Less;
  return is_before(b, a) == Truth::True ? Relation::Greater : Relation::Unknown;
}

Relation relate_stages(Stage a, Stage b) {
  if (a.scheme == b.scheme) return relation(three_way(a.code, b.code));
  const int c = three_way(stage_phase_rank(a), stage_phase_rank(b));
  return c == 0 ? Relation::Unknown : relation(c);
}

Relation relate(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    if (is_nan(a) || is_nan(b)) return Relation::Neither;
    return relation(compare_numbers(a, b));
  }
  if (has_period(a, b)) return relate_periods(as_period(a), as_period(b));
  if (a.type() != b.type()) return Relation::Unknown;
  switch (a.type()) {
    case Type::List:
      return relate_lists(a.as_list(), b.as_list());
    case Type::Stage:
      return relate_stages(a.as_stage(), b.as_stage());
    case Type::Null:
    case Type::Map:
    case Type::Node:
    case Type::Relationship:
    case Type::Path:
    case Type::Duration:
      return Relation::Unknown;
    default:
      return relation(compare_atoms(a, b));
  }
}

/// Position of a type in the order of ORDER BY, as the header lists it.
int rank(Type type) {
  static constexpr auto ranks = [] {
    std::array<int, 18> r{};  // by type
    constexpr std::array in_order = {
        Type::Map,      Type::Node,          Type::Relationship, Type::List,    Type::Path,
        Type::DateTime, Type::LocalDateTime, Type::Date,         Type::Time,    Type::LocalTime,
        Type::Duration, Type::Stage,         Type::String,       Type::Boolean, Type::Integer,
        Type::Float,    Type::Null};
    int next = 0;
    for (const Type t : in_order) r[static_cast<std::size_t>(t)] = next++;
    r[static_cast<std::size_t>(Type::Float)] = r[static_cast<std::size_t>(Type::Integer)];
    r[static_cast<std::size_t>(Type::Period)] = r[static_cast<std::size_t>(Type::Date)];
    return r;
  }();
  return ranks[static_cast<std::size_t>(type)];
}

int order_lists(const List& a, const List& b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const int c = order(a[i], b[i])) return c;
  }
  return three_way(a.size(), b.size());
}

/// By number of entries, then by keys, then by values.
int order_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return three_way(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const int c = three_way(a[i].first.compare(b[i].first), 0)) return c;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const int c = order(a[i].second, b[i].second)) return c;
  }
  return 0;
}

int order_numbers(const Value& a, const Value& b) {
  const bool a_nan = is_nan(a), b_nan = is_nan(b);
  if (a_nan || b_nan) return three_way(a_nan, b_nan);
  return compare_numbers(a, b);
}

}  // namespace

Truth equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Truth::Null;
  if (a.is_number() && b.is_number()) {
    return truth(!is_nan(a) && !is_nan(b) && compare_numbers(a, b) == 0);
  }
  if (has_period(a, b)) return truth(compare_periods(as_period(a), as_period(b)) == 0);
  if (a.type() != b.type()) return Truth::False;
  switch (a.type()) {
    case Type::List:
      return equal_lists(a.as_list(), b.as_list());
    case Type::Map:
      return equal_maps(a.as_map(), b.as_map());
    default:
      return truth(compare_atoms(a, b) == 0);
  }
}

Truth less(const Value& a, const Value& b) {
  if (has_period(a, b)) return is_before(as_period(a), as_period(b));
  const Relation r = relate(a, b);
  return r == Relation::Unknown ? Truth::Null : truth(r == Relation::Less);
}

Truth less_or_equal(const Value& a, const Value& b) {
  if (has_period(a, b)) return !is_before(as_period(b), as_period(a));
  const Relation r = relate(a, b);
  return r == Relation::Unknown ? Truth::Null : truth(r == Relation::Less || r == Relation::Equal);
}

int order(const Value& a, const Value& b) {
  if (a.type() != b.type()) {
    if (const int c = three_way(rank(a.type()), rank(b.type()))) return c;
  }
  if (has_period(a, b)) return compare_periods(as_period(a), as_period(b));
  switch (a.type()) {
    case Type::Null:
      return 0;
    case Type::Integer:
    case Type::Float:
      return order_numbers(a, b);
    case Type::List:
      return order_lists(a.as_list(), b.as_list());
    case Type::Map:
      return order_maps(a.as_map(), b.as_map());
    default:
      return compare_atoms(a, b);
  }
}

bool equivalent(const Value& a, const Value& b) { return order(a, b) == 0; }

}  // namespace normgraph
