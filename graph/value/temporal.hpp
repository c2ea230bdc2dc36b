#pragma once

#include <compare>
#include <cstdint>

// The plain representations of the temporal types; parsing, printing, components, truncation and
// arithmetic are in the headers beside this one. Civil dates are 64-bit days since 1970-01-01
// (proleptic Gregorian), because years run to ±999,999,999.

namespace normgraph {

struct Date {
  std::int64_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};
/// Nanoseconds since midnight.
struct LocalTime {
  std::int64_t nanoseconds = 0;
  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};
/// Nanoseconds since local midnight, with the offset from UTC in seconds.
struct Time {
  std::int64_t nanoseconds = 0;
  std::int32_t offset = 0;
  friend bool operator==(const Time&, const Time&) = default;
};
/// Seconds since 1970-01-01T00:00 on the local clock.
struct LocalDateTime {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};
/// A fixed offset in seconds, or a named zone of the time zone database.
struct Zone {
  /// |value| < 2^20: offset in seconds; otherwise 2^20 + index into the process's table of zone
  /// names.
  std::int32_t value = 0;
  friend bool operator==(const Zone&, const Zone&) = default;
};
/// An instant (seconds since the epoch, UTC) and the zone it is shown in.
struct DateTime {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  Zone zone;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};
/// Months, days, seconds and nanoseconds are kept apart; 0 <= nanoseconds < 10^9.
struct Duration {
  std::int64_t months = 0, days = 0, seconds = 0;
  std::int32_t nanoseconds = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};

/// An interval of days (language.md §2, ISO 8601-2 EDTF). The bounds are those written; `~` and `?`
/// widen them when comparing, by one unit of what was written. Open and unknown ends have flags.
struct Period {
  static constexpr std::int64_t open_start = INT64_MIN, open_end = INT64_MAX;
  std::int64_t first = open_start, last = open_end;  // days; both included
  enum class Form : std::uint8_t { Day, Month, Quarter, Half, Year, OneOf, Interval };
  Form form = Form::Day;
  /// The precision each bound was written with: Day to Year, and `form` itself in those forms.
  Form first_unit = Form::Day, last_unit = Form::Day;
  /// `~` and `?` at the first bound, and at the last; both agree unless the form is Interval.
  bool approximate = false, uncertain = false;
  bool last_approximate = false, last_uncertain = false;
  bool unknown_start = false, unknown_end = false;
  /// The same in every detail. `=` of the language is `equals` (compare.hpp): bounds and flags.
  friend bool operator==(const Period&, const Period&) = default;
};

/// A harmonised stage code ("40.20" is 4020) and its scheme.
struct Stage {
  enum class Scheme : std::uint8_t { Cen, Iso };
  std::uint16_t code = 0;
  Scheme scheme = Scheme::Cen;
  friend bool operator==(const Stage&, const Stage&) = default;
};

}  // namespace normgraph
