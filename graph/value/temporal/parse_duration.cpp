#include <array>
#include <cmath>

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/duration.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/parse_date.hpp"
#include "graph/value/temporal/units.hpp"

namespace normgraph {
namespace {

/// "-12.5": the whole part and the fraction, both with the sign.
struct Number {
  std::int64_t whole = 0;
  long double fraction = 0;
};

std::optional<Number> take_number(Cursor& text) {
  const bool negative = text.peek() == '-';
  if (negative || text.peek() == '+') text.advance(1);
  const std::size_t digits = text.digits_ahead();
  const auto whole = text.number(digits);
  if (!whole) return std::nullopt;
  Number number{negative ? -*whole : *whole, 0};
  if (text.peek() != '.' && text.peek() != ',') return number;
  text.advance(1);
  const std::size_t places = text.digits_ahead();
  if (places == 0) return std::nullopt;
  const std::size_t kept = std::min<std::size_t>(places, 18);
  number.fraction = static_cast<long double>(*text.number(kept)) /
                    std::pow(10.0L, static_cast<long double>(kept));
  if (negative) number.fraction = -number.fraction;
  text.advance(places - kept);
  return number;
}

/// Adds so many units of `size` smaller units.
using Add = void (DurationSum::*)(WideInteger, long double);
void add_units(DurationSum& sum, Add add, const Number& number, std::int64_t size) {
  const long double fraction = number.fraction * static_cast<long double>(size);
  const auto carried = static_cast<std::int64_t>(fraction);
  (sum.*add)(WideInteger{number.whole} * size + carried,
             fraction - static_cast<long double>(carried));
}

struct UnitLetter {
  char name;
  Add add;
  std::int64_t size;
};
constexpr std::array date_units = {
    UnitLetter{'Y', &DurationSum::add_months, 12}, UnitLetter{'M', &DurationSum::add_months, 1},
    UnitLetter{'W', &DurationSum::add_days, 7}, UnitLetter{'D', &DurationSum::add_days, 1}};
constexpr std::array clock_units = {UnitLetter{'H', &DurationSum::add_seconds, 3600},
                                    UnitLetter{'M', &DurationSum::add_seconds, 60},
                                    UnitLetter{'S', &DurationSum::add_seconds, 1}};

/// Numbers with units, each unit at most once and in order. False when the text is otherwise; `any`
/// is set when there was one.
template <std::size_t Count>
bool take_units(Cursor& text, const std::array<UnitLetter, Count>& units, bool negative,
                DurationSum& sum, bool& any) {
  std::size_t next = 0;
  while (!text.at_end() && text.peek() != 'T') {
    auto number = take_number(text);
    if (!number) return false;
    if (negative) number = Number{-number->whole, -number->fraction};
    while (next < Count && units[next].name != text.peek()) ++next;
    if (next == Count) return false;
    text.advance(1);
    add_units(sum, units[next].add, *number, units[next].size);
    ++next;
    any = true;
  }
  return true;
}

std::optional<Duration> parse_units(Cursor text, bool negative) {
  DurationSum sum;
  bool any = false;
  if (!take_units(text, date_units, negative, sum, any)) return std::nullopt;
  if (text.take('T')) {
    bool any_clock = false;
    if (!take_units(text, clock_units, negative, sum, any_clock) || !any_clock) return std::nullopt;
    any = true;
  }
  if (!any || !text.at_end()) return std::nullopt;
  return sum.finish();
}

/// `2012-02-02T14:37:21.545` or `20120202T143721.545`: the numbers of years, months, days and so
/// on.
std::optional<Duration> parse_date_form(Cursor text) {
  const auto years = text.number(4);
  if (!years) return std::nullopt;
  const bool extended = text.take('-');
  const auto months = text.number(2);
  if (!months || *months > 12 || (extended && !text.take('-'))) return std::nullopt;
  const auto days = text.number(2);
  if (!days || *days > 31) return std::nullopt;
  LocalTime clock;
  if (text.take('T')) {
    const auto time = take_local_time(text);
    if (!time) return std::nullopt;
    clock = *time;
  }
  if (!text.at_end()) return std::nullopt;
  return Duration{*years * 12 + *months, *days, clock.nanoseconds / nanoseconds_per_second,
                  static_cast<std::int32_t>(clock.nanoseconds % nanoseconds_per_second)};
}

}  // namespace

Duration parse_duration(std::string_view text) {
  Cursor cursor(text);
  const bool negative = cursor.peek() == '-';
  if (negative || cursor.peek() == '+') cursor.advance(1);
  if (cursor.take('P')) {
    if (const auto duration = parse_units(cursor, negative)) return *duration;
    if (const auto duration = parse_date_form(cursor)) {
      return negative ? negated(*duration) : *duration;
    }
  }
  throw_bad_text("duration", text, "P1Y2M3DT4H5M6.7S");
}

}  // namespace normgraph
