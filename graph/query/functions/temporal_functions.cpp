#include <fmt/core.h>

#include <array>
#include <chrono>

#include "graph/query/functions.hpp"
#include "graph/value/temporal/between.hpp"
#include "graph/value/temporal/construct.hpp"
#include "graph/value/temporal/errors.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/truncate.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

// The functions of dates, times and durations: what they mean is in graph/value/temporal, here is
// their face to queries, and the clock.

namespace normgraph::query {
namespace {

using Arguments = std::span<const Value>;

/// Which clock "now" is read from. A transaction is a statement here.
enum class ClockKind : std::uint8_t { Statement, Realtime };

/// The moment in UTC, with the zone that values of it are shown in.
DateTime now(ClockKind kind, const Context& context, Zone zone) {
  if (kind == ClockKind::Statement) return {context.clock.seconds, context.clock.nanoseconds, zone};
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
  return {nanoseconds / nanoseconds_per_second,
          static_cast<std::int32_t>(nanoseconds % nanoseconds_per_second), zone};
}

Value converted(Type type, const Value& from, const Context& context) {
  switch (type) {
    case Type::Date:
      return Value::date(make_date(from));
    case Type::Time:
      return Value::time(make_time(from, context.clock.seconds));
    case Type::LocalTime:
      return Value::local_time(make_local_time(from));
    case Type::LocalDateTime:
      return Value::local_date_time(make_local_date_time(from));
    default:
      return Value::date_time(make_date_time(from));
  }
}

/// `zone`: where the clock hangs; without one it is UTC, and today is the session's today.
Value current(Type type, ClockKind kind, std::optional<Zone> zone, const Context& context) {
  if (type == Type::Date && kind == ClockKind::Statement && !zone) {
    return Value::date(context.clock.today);
  }
  const DateTime moment = now(kind, context, zone.value_or(fixed_zone(0)));
  return converted(type, Value::date_time(moment), context);
}

/// The only component of `date({timezone: 'Asia/Tokyo'})`, which asks for now in that zone.
const Value* only_zone(const Value& argument) {
  if (argument.type() != Type::Map || argument.as_map().size() != 1) return nullptr;
  const auto& [key, value] = argument.as_map().front();
  return key == "timezone" && value.type() == Type::String ? &value : nullptr;
}

template <Type type>
Value make(Arguments arguments, Context& context) {
  if (arguments.empty()) return current(type, ClockKind::Statement, {}, context);
  if (const Value* zone = only_zone(arguments[0])) {
    return current(type, ClockKind::Statement, parse_zone(zone->as_string()), context);
  }
  return converted(type, arguments[0], context);
}

template <Type type, ClockKind kind>
Value make_current(Arguments arguments, Context& context) {
  if (arguments.empty()) return current(type, kind, {}, context);
  const Value* zone = &arguments[0];
  if (zone->type() == Type::Map) zone = only_zone(*zone);
  if (!zone || zone->type() != Type::String) throw_bad_type("a time zone must be a string");
  return current(type, kind, parse_zone(zone->as_string()), context);
}

template <Type type>
Value make_truncated(Arguments arguments, Context& context) {
  if (arguments[0].type() != Type::String) throw_bad_type("the unit must be a string");
  const Value value =
      arguments.size() > 1 ? arguments[1] : current(type, ClockKind::Statement, {}, context);
  if (arguments.size() > 2 && arguments[2].type() != Type::Map) {
    throw_bad_type("the components to set must be a map");
  }
  return truncate(type, arguments[0].as_string(), value,
                  arguments.size() > 2 ? arguments[2].as_map() : Map{}, context.clock.seconds);
}

Value from_epoch(Arguments arguments, Context&) {
  return Value::date_time(
      date_time_from_epoch(arguments[0], arguments.size() > 1 ? arguments[1] : Value::integer(0)));
}

Value from_epoch_millis(Arguments arguments, Context&) {
  return Value::date_time(date_time_from_epoch_millis(arguments[0]));
}

Value duration(Arguments arguments, Context&) {
  return Value::duration(make_duration(arguments[0]));
}

template <Duration (*between)(const Value&, const Value&)>
Value make_between(Arguments arguments, Context&) {
  return Value::duration(between(arguments[0], arguments[1]));
}

constexpr FunctionInfo entry(std::string_view name, std::uint8_t least, std::uint8_t most,
                             ScalarFunction function, bool deterministic = true) {
  FunctionInfo info;
  info.name = name;
  info.min_arguments = least;
  info.max_arguments = most;
  info.deterministic = deterministic;
  info.result = StaticType::Temporal;
  info.scalar = function;
  return info;
}

constexpr std::array temporal_table = {
    entry("date", 0, 1, make<Type::Date>),
    entry("date.transaction", 0, 1, make_current<Type::Date, ClockKind::Statement>),
    entry("date.statement", 0, 1, make_current<Type::Date, ClockKind::Statement>),
    entry("date.realtime", 0, 1, make_current<Type::Date, ClockKind::Realtime>, false),
    entry("date.truncate", 1, 3, make_truncated<Type::Date>),
    entry("time", 0, 1, make<Type::Time>),
    entry("time.transaction", 0, 1, make_current<Type::Time, ClockKind::Statement>),
    entry("time.statement", 0, 1, make_current<Type::Time, ClockKind::Statement>),
    entry("time.realtime", 0, 1, make_current<Type::Time, ClockKind::Realtime>, false),
    entry("time.truncate", 1, 3, make_truncated<Type::Time>),
    entry("localtime", 0, 1, make<Type::LocalTime>),
    entry("localtime.transaction", 0, 1, make_current<Type::LocalTime, ClockKind::Statement>),
    entry("localtime.statement", 0, 1, make_current<Type::LocalTime, ClockKind::Statement>),
    entry("localtime.realtime", 0, 1, make_current<Type::LocalTime, ClockKind::Realtime>, false),
    entry("localtime.truncate", 1, 3, make_truncated<Type::LocalTime>),
    entry("datetime", 0, 1, make<Type::DateTime>),
    entry("datetime.transaction", 0, 1, make_current<Type::DateTime, ClockKind::Statement>),
    entry("datetime.statement", 0, 1, make_current<Type::DateTime, ClockKind::Statement>),
    entry("datetime.realtime", 0, 1, make_current<Type::DateTime, ClockKind::Realtime>, false),
    entry("datetime.truncate", 1, 3, make_truncated<Type::DateTime>),
    entry("datetime.fromepoch", 1, 2, from_epoch),
    entry("datetime.fromepochmillis", 1, 1, from_epoch_millis),
    entry("localdatetime", 0, 1, make<Type::LocalDateTime>),
    entry("localdatetime.transaction", 0, 1,
          make_current<Type::LocalDateTime, ClockKind::Statement>),
    entry("localdatetime.statement", 0, 1, make_current<Type::LocalDateTime, ClockKind::Statement>),
    entry("localdatetime.realtime", 0, 1, make_current<Type::LocalDateTime, ClockKind::Realtime>,
          false),
    entry("localdatetime.truncate", 1, 3, make_truncated<Type::LocalDateTime>),
    entry("duration", 1, 1, duration),
    entry("duration.between", 2, 2, make_between<duration_between>),
    entry("duration.inMonths", 2, 2, make_between<duration_in_months>),
    entry("duration.inDays", 2, 2, make_between<duration_in_days>),
    entry("duration.inSeconds", 2, 2, make_between<duration_in_seconds>),
};

}  // namespace

std::span<const FunctionInfo> temporal_functions() { return temporal_table; }

}  // namespace normgraph::query
