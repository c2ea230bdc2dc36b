#pragma once

#include <cstdint>

#include "graph/value/value.hpp"

// Making durations: from maps, by arithmetic, and out of amounts with fractions.

namespace normgraph {

__extension__ using WideInteger = __int128;

/// Sums amounts of units. Whole numbers are exact; a fraction of a month goes on as days and
/// seconds of the average month (2,629,746 s), a fraction of a day as seconds, below nanoseconds it
/// is cut.
class DurationSum {
 public:
  void add_months(WideInteger whole, long double fraction = 0);
  void add_days(WideInteger whole, long double fraction = 0);
  void add_seconds(WideInteger whole, long double fraction = 0);
  void add_nanoseconds(WideInteger whole);
  /// Throws Error (NG3112) when a part does not fit, or an amount was not finite.
  Duration finish() const;

 private:
  WideInteger months_ = 0, days_ = 0, seconds_ = 0, nanoseconds_ = 0;
  long double month_fraction_ = 0, day_fraction_ = 0, second_fraction_ = 0;
};

/// `duration({years: 12, months: 5.5, …})`: any of years, quarters, months, weeks, days, hours,
/// minutes, seconds, milliseconds, microseconds, nanoseconds. Throws Error (NG3111).
Duration duration_from_map(const Map& fields);

Duration negated(const Duration& d);
Duration add(const Duration& a, const Duration& b);
Duration subtract(const Duration& a, const Duration& b);
/// `factor` and `divisor` are numbers. Division by an integer zero is
/// ArithmeticError/DivisionByZero.
Duration multiply(const Duration& d, const Value& factor);
Duration divide(const Duration& d, const Value& divisor);

}  // namespace normgraph
