#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "graph/value/value.hpp"

namespace normgraph {

/// True, false, or unknown (null).
enum class Truth : std::uint8_t { False, True, Null };
inline Truth truth(bool b) { return b ? Truth::True : Truth::False; }
Truth operator&&(Truth a, Truth b);
Truth operator||(Truth a, Truth b);
Truth operator!(Truth a);
Value to_value(Truth t);

/// `=` of openCypher 9: unknown when a null is involved (also inside lists and maps); NaN equals
/// nothing; values of different types are not equal, but integer and float compare as numbers, and
/// a date is the period of its day.
Truth equals(const Value& a, const Value& b);

/// `<`, `>` and so on: unknown when the types are not comparable with each other, or a null is
/// involved; periods answer in three values (language.md §2).
Truth less(const Value& a, const Value& b);
Truth less_or_equal(const Value& a, const Value& b);

/// The total order of ORDER BY, min() and max(), ascending:
/// map < node < relationship < list < path < datetime < localdatetime < date and period < time <
/// localtime < duration < stage < string < boolean < number (NaN last) < null. Returns <0, 0, >0.
/// A date ranks among periods as the period of its day.
int order(const Value& a, const Value& b);

/// Equivalence for DISTINCT and grouping: null is the same as null, NaN as NaN; 1 and 1.0 agree.
bool equivalent(const Value& a, const Value& b);
/// Agrees with `equivalent`. The parts for typed columns are in hash.hpp.
std::size_t hash(const Value& value);

}  // namespace normgraph
