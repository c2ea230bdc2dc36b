#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "grammar/error.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/arithmetic.hpp"
#include "graph/value/temporal/between.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/posix_rule.hpp"
#include "graph/value/temporal/print.hpp"

// Any text is refused with an Error or read; what is read prints as text that reads back the same.

using namespace normgraph;

namespace {

/// Nothing but Error may come out of a parser.
template <class Parse>
auto attempt(Parse parse, std::string_view text) -> std::optional<decltype(parse(text))> {
  try {
    return parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

template <class Parse>
auto check_round_trip(Parse parse, std::string_view text) {
  const auto value = attempt(parse, text);
  if (value && !(parse(to_text(*value)) == *value)) std::abort();
  return value;
}

void check_arithmetic(const Value& instant, const Duration& duration) {
  try {
    const auto sum = temporal_add(instant, Value::duration(duration));
    if (sum) duration_between(instant, *sum);
  } catch (const Error&) {
    // out of the calendar
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t bar = text.find('|');
  const std::string_view left = text.substr(0, bar);
  const std::string_view right = bar == std::string_view::npos ? "" : text.substr(bar + 1);
  const auto duration = check_round_trip(parse_duration, right);
  const Duration by = duration.value_or(Duration{1, -1, 1, 1});

  if (const auto v = check_round_trip(parse_date, left)) check_arithmetic(Value::date(*v), by);
  if (const auto v = check_round_trip(parse_local_time, left)) {
    check_arithmetic(Value::local_time(*v), by);
  }
  if (const auto v = check_round_trip(parse_time, left)) check_arithmetic(Value::time(*v), by);
  if (const auto v = check_round_trip(parse_local_date_time, left)) {
    check_arithmetic(Value::local_date_time(*v), by);
  }
  if (const auto v = check_round_trip(parse_date_time, left)) {
    check_arithmetic(Value::date_time(*v), by);
  }
  if (const auto v = check_round_trip(parse_period, left)) {
    check_arithmetic(Value::period(*v), by);
    is_before(*v, *v);
    overlaps(*v, *v);
  }
  attempt([](std::string_view t) { return parse_stage(t); }, left);
  PosixRule::parse(left);
  return 0;
}
