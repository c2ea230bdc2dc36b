// forecast(), slack(), schedule(): when a work item can be expected to reach a milestone, and
// whether that is soon enough.

#include <algorithm>
#include <array>

#include "graph/process/schedule.hpp"
#include "graph/query/functions/arguments.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"

namespace normgraph::query {
namespace {

NodeId thing_argument(std::string_view function, const Value& value) {
  if (value.type() != Type::Node) throw argument_value_error(function, value, "a node");
  return value.as_node();
}

Period period_argument(std::string_view function, const Value& value) {
  if (value.type() == Type::Period) return value.as_period();
  if (value.type() == Type::Date) return period_of_day(value.as_date());
  throw argument_value_error(function, value, "a date or a period");
}

const ProcessModel& process_of(Context& context) {
  if (!context.process) context.process = ProcessModel::read(*context.view);
  return *context.process;
}

ScheduleQuestion question(NodeId node, const Context& context) {
  ScheduleQuestion asked;
  asked.node = node;
  asked.when = {context.clock.today.days, context.known_by};
  asked.assume = context.assume;
  asked.what_if = context.what_if;
  return asked;
}

/// A stage may be given as such, or as a text; '50' means 50.00.
std::string milestone_name(const Value& value) {
  if (value.type() == Type::Stage) return to_text(value.as_stage());
  const std::string& name = text_argument("forecast", value);
  const bool code = !name.empty() && name[0] >= '0' && name[0] <= '9';
  return code ? to_text(parse_stage(name)) : name;
}

/// forecast(w, 'cited'), forecast(w, '60.60', duration('P6M')): with a delay of what is to come.
Value forecast(Arguments arguments, Context& context) {
  const NodeId node = thing_argument("forecast", arguments[0]);
  const std::string name = milestone_name(arguments[1]);
  ScheduleQuestion asked = question(node, context);
  if (arguments.size() > 2) {
    if (arguments[2].type() != Type::Duration)
      throw argument_value_error("forecast", arguments[2], "a duration");
    asked.delay = arguments[2].as_duration();
  }
  const Schedule schedule = schedule_of(asked, process_of(context), *context.view);
  const Milestone* milestone = schedule.find(name);
  if (!milestone) return {};
  const auto when = forecast_of(*milestone, context.clock.today.days);
  return when ? Value::period(*when) : Value();
}

/// [least, most] days from the expected date to the deadline; nulls where nothing is known, or
/// where the deadline has passed.
Value slack_between(const std::optional<Period>& expected, std::optional<std::int64_t> deadline,
                    std::int64_t today) {
  const Value nothing = Value::list({Value(), Value()});
  if (!expected || !deadline || *deadline <= today) return nothing;
  const DayBounds days = widened(*expected);
  const bool open_end = expected->unknown_end || days.last == Period::open_end;
  const bool open_start = expected->unknown_start || days.first == Period::open_start;
  return Value::list({open_end ? Value() : Value::integer(*deadline - days.last),
                      open_start ? Value() : Value::integer(*deadline - days.first)});
}

/// slack(w), slack(w, date('…')): of a work item to the earliest deadline that it serves, or to the
/// one given; slack(period('…'), date('…')): of an expected date.
Value slack(Arguments arguments, Context& context) {
  const std::int64_t today = context.clock.today.days;
  std::optional<std::int64_t> deadline;
  if (arguments.size() > 1) deadline = widened(period_argument("slack", arguments[1])).first;
  if (arguments[0].type() != Type::Node) {
    const Period expected = period_argument("slack", arguments[0]);
    if (!deadline) throw argument_range_error("slack() of a date takes a deadline as well");
    return slack_between(expected, deadline, today);
  }
  const ProcessModel& process = process_of(context);
  ScheduleQuestion asked = question(arguments[0].as_node(), context);
  asked.deadline = deadline;
  const Schedule schedule = schedule_of(asked, process, *context.view);
  if (!deadline) deadline = deadline_of(asked.node, process, *context.view);
  if (schedule.milestones.empty()) return slack_between(std::nullopt, deadline, today);
  return slack_between(forecast_of(schedule.milestones.back(), today), deadline, today);
}

constexpr std::string_view basis_words[] = {"reported", "planned", "assumed", "expected",
                                            "not known"};

Value day_or_null(const std::optional<std::int64_t>& day) {
  return day ? Value::date(Date{*day}) : Value();
}

Value map_of(const Milestone& milestone, std::int64_t today) {
  const auto when =
      milestone.basis == Milestone::Basis::Reached ? milestone.when : forecast_of(milestone, today);
  const bool passed = milestone.basis != Milestone::Basis::Reached && milestone.when &&
                      !milestone.when->unknown_end && milestone.when->last < today;
  std::string note = milestone.note;
  if (passed && milestone.basis != Milestone::Basis::Planned)
    note = "was to be expected by " + to_text(*milestone.when) + "; outcome not known";
  const bool only_planned = milestone.basis == Milestone::Basis::Unknown && milestone.planned;
  List sources;
  for (const std::string& source : only_planned ? milestone.planned_sources : milestone.sources)
    sources.push_back(Value::string(source));
  const bool reached = milestone.basis == Milestone::Basis::Reached;
  return Value::map(
      {{"stage", Value::string(milestone.name)},
       {"reached", reached && when ? Value::period(*when) : Value()},
       {"expected", !reached && when ? Value::period(*when) : Value()},
       {"planned", !reached && milestone.planned ? Value::period(*milestone.planned) : Value()},
       {"latest", day_or_null(milestone.latest)},
       {"safe", day_or_null(milestone.safe)},
       {"basis", Value::string(basis_words[static_cast<std::size_t>(milestone.basis)])},
       {"assumed", Value::boolean(milestone.assumed)},
       {"sources", Value::list(std::move(sources))},
       {"note", note.empty() ? Value() : Value::string(note)}});
}

/// schedule(w), schedule(w, deadline): the milestones of its template, in order.
Value schedule(Arguments arguments, Context& context) {
  ScheduleQuestion asked = question(thing_argument("schedule", arguments[0]), context);
  if (arguments.size() > 1)
    asked.deadline = widened(period_argument("schedule", arguments[1])).first;
  List list;
  const Schedule made = schedule_of(asked, process_of(context), *context.view);
  for (const Milestone& milestone : made.milestones)
    list.push_back(map_of(milestone, context.clock.today.days));
  return Value::list(std::move(list));
}

/// milestone(w, 'cited'): the entry of schedule(w) that a name means; null: none.
Value milestone(Arguments arguments, Context& context) {
  const ScheduleQuestion asked = question(thing_argument("milestone", arguments[0]), context);
  const std::string name = milestone_name(arguments[1]);
  const Schedule made = schedule_of(asked, process_of(context), *context.view);
  const Milestone* found = made.find(name);
  return found ? map_of(*found, context.clock.today.days) : Value();
}

constexpr std::array forecast_table{
    FunctionInfo{.name = "forecast",
                 .min_arguments = 2,
                 .max_arguments = 3,
                 .alone = true,
                 .result = StaticType::Temporal,
                 .scalar = forecast},
    FunctionInfo{.name = "slack",
                 .min_arguments = 1,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = slack},
    FunctionInfo{.name = "milestone",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::Map,
                 .scalar = milestone},
    FunctionInfo{.name = "schedule",
                 .min_arguments = 1,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = schedule},
};

}  // namespace

std::span<const FunctionInfo> forecast_functions() { return forecast_table; }

}  // namespace normgraph::query
