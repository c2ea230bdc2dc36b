#include "graph/value/period_functions.hpp"

#include <fmt/core.h>

#include <array>

#include "graph/query/functions.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parts.hpp"

// Functions of periods and stages. last() of a period is with last() of a list (list functions).

namespace normgraph::query {
namespace {

using Arguments = std::span<const Value>;

[[noreturn]] void throw_not_a(std::string_view wanted, const Value& value) {
  throw_bad_type(fmt::format("{} was expected, not a {}", wanted, type_name(value.type())));
}

Period period_of(const Value& value) {
  if (value.type() == Type::Period) return value.as_period();
  if (value.type() == Type::String) return parse_period(value.as_string());
  if (const auto date = date_part(value)) return period_of_day(*date);
  throw_not_a("a period, a date or a text that is one", value);
}

Value period(Arguments arguments, Context&) { return Value::period(period_of(arguments[0])); }

Value first(Arguments arguments, Context&) {
  if (auto day = period_first(arguments[0])) return *day;
  throw_not_a("a period or a date", arguments[0]);
}

Value periods_overlap(Arguments arguments, Context&) {
  return to_value(overlaps(period_of(arguments[0]), period_of(arguments[1])));
}

Value stage(Arguments arguments, Context&) {
  if (arguments[0].type() == Type::Stage) return arguments[0];
  if (arguments[0].type() != Type::String) throw_not_a("a text such as '40.20'", arguments[0]);
  auto scheme = Stage::Scheme::Cen;
  if (arguments.size() > 1) {
    if (arguments[1].type() != Type::String) throw_not_a("'CEN' or 'ISO'", arguments[1]);
    scheme = parse_stage_scheme(arguments[1].as_string());
  }
  return Value::stage(parse_stage(arguments[0].as_string(), scheme));
}

Value phase(Arguments arguments, Context&) {
  if (arguments[0].type() != Type::Stage) throw_not_a("a stage", arguments[0]);
  return Value::string(stage_phase(arguments[0].as_stage()));
}

constexpr FunctionInfo entry(std::string_view name, std::uint8_t least, std::uint8_t most,
                             StaticType result, ScalarFunction function) {
  FunctionInfo info;
  info.name = name;
  info.min_arguments = least;
  info.max_arguments = most;
  info.result = result;
  info.scalar = function;
  return info;
}

constexpr std::array period_table = {
    entry("period", 1, 1, StaticType::Temporal, period),
    entry("first", 1, 1, StaticType::Temporal, first),
    entry("overlaps", 2, 2, StaticType::Boolean, periods_overlap),
    entry("stage", 1, 2, StaticType::Any, stage),
    entry("phase", 1, 1, StaticType::String, phase),
};

}  // namespace

std::span<const FunctionInfo> period_functions() { return period_table; }

}  // namespace normgraph::query
