#include "graph/value/temporal/duration.hpp"

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <string_view>

#include "grammar/error.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/units.hpp"

namespace normgraph {
namespace {

/// Cuts towards zero, but takes a binary neighbour of a whole number (0.7 s is a little less than
/// 700,000,000 ns) for that number.
long double cut(long double x) { return std::trunc(x + std::copysign(1e-4L, x)); }

WideInteger to_wide(long double x) {
  if (!(std::abs(x) < 1e36L)) throw_out_of_range("duration");
  return static_cast<WideInteger>(x);
}

/// An amount of `unit` smaller units each, exact for integers.
struct Amount {
  WideInteger whole = 0;
  long double fraction = 0;
};

Amount amount_of(const Value& number, std::int64_t unit) {
  if (number.type() == Type::Integer) return {WideInteger{number.as_integer()} * unit, 0};
  const long double product = static_cast<long double>(number.as_float()) * unit;
  const WideInteger whole = to_wide(product);
  return {whole, product - static_cast<long double>(whole)};
}

std::int64_t checked(WideInteger x) {
  if (x < INT64_MIN || x > INT64_MAX) throw_out_of_range("duration");
  return static_cast<std::int64_t>(x);
}

/// The duration's clock part in nanoseconds.
WideInteger clock_of(const Duration& d) {
  return WideInteger{d.seconds} * nanoseconds_per_second + d.nanoseconds;
}

enum class Part : std::uint8_t { Months, Days, Seconds, Nanoseconds };
struct Unit {
  std::string_view name;
  Part part;
  std::int64_t size;
};
constexpr std::array units = {
    Unit{"years", Part::Months, 12},
    Unit{"quarters", Part::Months, 3},
    Unit{"months", Part::Months, 1},
    Unit{"weeks", Part::Days, 7},
    Unit{"days", Part::Days, 1},
    Unit{"hours", Part::Seconds, 3600},
    Unit{"minutes", Part::Seconds, 60},
    Unit{"seconds", Part::Seconds, 1},
    Unit{"milliseconds", Part::Nanoseconds, 1'000'000},
    Unit{"microseconds", Part::Nanoseconds, 1'000},
    Unit{"nanoseconds", Part::Nanoseconds, 1},
};

const Unit& find_unit(std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return unit;
  }
  throw_bad_component(fmt::format("a duration has no component '{}'", name));
}

}  // namespace

void DurationSum::add_months(WideInteger whole, long double fraction) {
  months_ += whole;
  month_fraction_ += fraction;
}

void DurationSum::add_days(WideInteger whole, long double fraction) {
  days_ += whole;
  day_fraction_ += fraction;
}

void DurationSum::add_seconds(WideInteger whole, long double fraction) {
  seconds_ += whole;
  second_fraction_ += fraction;
}

void DurationSum::add_nanoseconds(WideInteger whole) { nanoseconds_ += whole; }

Duration DurationSum::finish() const {
  const WideInteger extra_months = to_wide(month_fraction_);
  const long double month_rest = month_fraction_ - static_cast<long double>(extra_months);
  const long double all_days =
      day_fraction_ + month_rest * static_cast<long double>(seconds_per_month) / seconds_per_day;
  const WideInteger extra_days = to_wide(all_days);
  const long double day_rest = all_days - static_cast<long double>(extra_days);
  const long double fraction = (second_fraction_ + day_rest * seconds_per_day);
  const WideInteger total = seconds_ * nanoseconds_per_second + nanoseconds_ +
                            to_wide(cut(fraction * nanoseconds_per_second));
  WideInteger seconds = total / nanoseconds_per_second;
  auto nanoseconds = static_cast<std::int32_t>(total % nanoseconds_per_second);
  if (nanoseconds < 0) {
    nanoseconds += nanoseconds_per_second;
    --seconds;
  }
  return {checked(months_ + extra_months), checked(days_ + extra_days), checked(seconds),
          nanoseconds};
}

Duration duration_from_map(const Map& fields) {
  if (fields.empty()) throw_bad_component("a duration needs at least one component");
  DurationSum sum;
  for (const auto& [name, value] : fields) {
    const Unit& unit = find_unit(name);
    if (!value.is_number()) throw_bad_component(fmt::format("'{}' must be a number", name));
    const Amount amount = amount_of(value, unit.size);
    switch (unit.part) {
      case Part::Months:
        sum.add_months(amount.whole, amount.fraction);
        break;
      case Part::Days:
        sum.add_days(amount.whole, amount.fraction);
        break;
      case Part::Seconds:
        sum.add_seconds(amount.whole, amount.fraction);
        break;
      case Part::Nanoseconds:
        sum.add_nanoseconds(amount.whole);
        break;
    }
  }
  return sum.finish();
}

Duration negated(const Duration& d) { return subtract(Duration{}, d); }

Duration add(const Duration& a, const Duration& b) {
  DurationSum sum;
  for (const Duration* d : {&a, &b}) {
    sum.add_months(d->months);
    sum.add_days(d->days);
    sum.add_nanoseconds(clock_of(*d));
  }
  return sum.finish();
}

Duration subtract(const Duration& a, const Duration& b) {
  DurationSum sum;
  sum.add_months(WideInteger{a.months} - b.months);
  sum.add_days(WideInteger{a.days} - b.days);
  sum.add_nanoseconds(clock_of(a) - clock_of(b));
  return sum.finish();
}

namespace {

Duration scaled(const Duration& d, long double factor) {
  DurationSum sum;
  const auto split = [&](std::int64_t amount) {
    const long double product = static_cast<long double>(amount) * factor;
    const WideInteger whole = to_wide(product);
    return Amount{whole, product - static_cast<long double>(whole)};
  };
  const Amount months = split(d.months), days = split(d.days);
  sum.add_months(months.whole, months.fraction);
  sum.add_days(days.whole, days.fraction);
  sum.add_nanoseconds(to_wide(cut(static_cast<long double>(clock_of(d)) * factor)));
  return sum.finish();
}

/// |amount| < 2^95 and |factor| < 2^63 can overflow 128 bits: such products are out of range
/// anyway.
WideInteger product(WideInteger amount, std::int64_t factor) {
  WideInteger result = 0;
  if (__builtin_mul_overflow(amount, WideInteger{factor}, &result)) throw_out_of_range("duration");
  return result;
}

}  // namespace

Duration multiply(const Duration& d, const Value& factor) {
  if (factor.type() == Type::Float) return scaled(d, factor.as_float());
  const std::int64_t n = factor.as_integer();
  DurationSum sum;
  sum.add_months(product(d.months, n));
  sum.add_days(product(d.days, n));
  sum.add_nanoseconds(product(clock_of(d), n));
  return sum.finish();
}

Duration divide(const Duration& d, const Value& divisor) {
  if (divisor.type() == Type::Float) return scaled(d, 1.0L / divisor.as_float());
  const std::int64_t n = divisor.as_integer();
  if (n == 0) {
    throw Error(ErrorKind::Runtime, "NG3114", "ArithmeticError", "DivisionByZero",
                "a duration cannot be divided by zero")
        .at_runtime();
  }
  const auto fraction = [n](std::int64_t rest) {
    return static_cast<long double>(rest) / static_cast<long double>(n);
  };
  DurationSum sum;
  const WideInteger months = d.months, days = d.days;
  sum.add_months(months / n, fraction(static_cast<std::int64_t>(months % n)));
  sum.add_days(days / n, fraction(static_cast<std::int64_t>(days % n)));
  sum.add_nanoseconds(clock_of(d) / n);
  return sum.finish();
}

}  // namespace normgraph
