#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/value/value.hpp"

// The maps that temporal functions take: `{year: 1984, week: 10, time: other, timezone: '+01:00'}`.

namespace normgraph {

/// Reads components by name. All errors are NG3111 and name the component.
class Fields {
 public:
  /// `type` is for messages ("date"). The map must outlive this.
  Fields(const Map& map, std::string_view type) : map_(map), type_(type) {}

  bool has(std::string_view name) const { return find(map_, name) != nullptr; }
  /// An integer between the limits; nothing when absent.
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least,
                                      std::int64_t most) const;
  /// The value itself; null when absent.
  const Value* value(std::string_view name) const { return find(map_, name); }
  /// The `timezone` component, read.
  std::optional<Zone> zone() const;

  /// Whether there is any component of a date (time of day), base values included.
  bool has_date_fields() const;
  bool has_time_fields() const;
  /// Every component must be one of a date, of a time, the time zone or an epoch, as allowed.
  struct Allowed {
    bool date = false, time = false, zone = false, epoch = false, bases = true;
  };
  void check_names(Allowed allowed) const;

  std::string_view type() const { return type_; }

 private:
  const Map& map_;
  std::string_view type_;
};

/// The date that the fields give, over `base` when there is one: calendar (year, month, day), week
/// (year, week, dayOfWeek), ordinal (year, ordinalDay) or quarter (year, quarter, dayOfQuarter).
/// What is left out comes from the base, or is the first; of larger units nothing may be left out.
Date date_from_fields(const Fields& fields, std::optional<Date> base);

/// The time of day over `base`. Fractions of seconds that are given replace the base's, or with
/// `add_fraction` are added to it.
LocalTime time_from_fields(const Fields& fields, std::optional<LocalTime> base,
                           bool add_fraction = false);

}  // namespace normgraph
