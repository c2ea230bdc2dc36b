#include "graph/session/statement_time.hpp"

#include <variant>

#include "graph/session/statement_clock.hpp"
#include "graph/value/period.hpp"

namespace normgraph {

namespace {

const Value& parameter_value(const std::string& name, const Map& parameters) {
  if (const Value* given = find(parameters, name)) return *given;
  throw Error(ErrorKind::Semantic, "NG2010", "ParameterMissing", "MissingParameter",
              "the parameter $" + name + " has no value");
}

/// What was so in a period is what was so on its last day.
std::int64_t day_of(const ast::PeriodLiteral& literal, const Map& parameters) {
  const Period period = written_period(literal, parameters);
  if (period.last == Period::open_end || period.unknown_end)
    throw Error(ErrorKind::Semantic, "NG2904", "SyntaxError", "InvalidArgumentValue",
                "'" + literal.text + "' has no last day")
        .hint("give a day or a period that ends, such as 2025-05-08 or 2025-05")
        .at(literal.span);
  return period.last;
}

bool reads_a_time(const ast::Statement& statement) {
  return !std::holds_alternative<ast::TransactionControl>(statement.node) &&
         !std::holds_alternative<ast::CreateIndex>(statement.node) &&
         !std::holds_alternative<ast::DropIndex>(statement.node) &&
         !std::holds_alternative<ast::Load>(statement.node);
}

}  // namespace

std::string text_of_parameter(const std::string& name, const Map& parameters) {
  const Value& value = parameter_value(name, parameters);
  if (value.type() == Type::String) return value.as_string();
  throw Error(ErrorKind::Type, "NG3001", "TypeError", "InvalidArgumentType",
              "the parameter $" + name + " must be a text that names a thing");
}

Period written_period(const ast::PeriodLiteral& literal, const Map& parameters) {
  try {
    if (!literal.text.starts_with('$')) return parse_period(literal.text);
    const std::string name = literal.text.substr(1);
    const Value& value = parameter_value(name, parameters);
    if (value.type() == Type::Period) return value.as_period();
    if (value.type() == Type::Date) return period_of_day(value.as_date());
    return parse_period(text_of_parameter(name, parameters));
  } catch (Error& error) {
    throw std::move(error).at(literal.span);
  }
}

StatementTime time_of(const ast::Statement& statement, const SessionOptions& options,
                      const Map& parameters) {
  StatementTime time;
  const ast::TimeOptions& written = statement.time;
  time.clock = statement_clock(options.today);
  time.when.day = time.clock.today.days;
  if (!reads_a_time(statement)) {
    if (written.as_of || written.known_by)
      throw Error(ErrorKind::Semantic, "NG2905", "SyntaxError", "InvalidClauseComposition",
                  "AS OF and KNOWN BY go with statements that read the graph")
          .at(written.as_of ? written.as_of->span : written.known_by->span);
    return time;
  }
  if (written.as_of)
    time.when.day = day_of(*written.as_of, parameters);
  else if (options.as_of)
    time.when.day = options.as_of->days;
  time.clock.today = Date{time.when.day};
  if (written.known_by)
    time.when.known_by = day_of(*written.known_by, parameters);
  else if (options.known_by)
    time.when.known_by = options.known_by->days;
  time.asked = !written.assume.empty() || written.as_of || written.known_by || options.as_of ||
               options.known_by;
  return time;
}

Error write_at_other_time() {
  return Error(ErrorKind::Semantic, "NG2903", "SyntaxError", "InvalidClauseComposition",
               "a statement that reads another time (AS OF, KNOWN BY) cannot change the graph")
      .hint("leave AS OF and KNOWN BY out to write");
}

}  // namespace normgraph
