#include "repl/mcp/tools.hpp"

#include <algorithm>
#include <array>

#include "graph/value/json.hpp"
#include "repl/answer_json.hpp"
#include "repl/error_report.hpp"
#include "repl/interrupt.hpp"
#include "repl/mcp/json_rpc.hpp"
#include "repl/render/answer.hpp"
#include "repl/shipped_data.hpp"

namespace normgraph::repl {

namespace {

struct Tool {
  const char* name;
  const char* statement;  // null: the one that is given
  const char* description;
};
constexpr std::array tools{
    Tool{"run_statement", nullptr,
         "Runs one statement that reads: a sentence such as \"gaps in articles 8..15\", or a "
         "pattern query of openCypher 9. Gives the rows as text, and as columns and rows."},
    Tool{"list_schema", "SHOW SCHEMA",
         "The words of the graph: its labels with their properties and how sentences name them, "
         "and its types of relationships."},
    Tool{"list_saved_statements", "SHOW STATEMENTS",
         "The saved questions, with what they answer and their parameters: RUN name(…) asks one."}};

constexpr const char* arguments_of_run =
    R"({"type":"object","properties":{)"
    R"("statement":{"type":"string","description":"exactly one statement"},)"
    R"("params":{"type":"object","description":"values of $names in the statement"},)"
    R"("as_of":{"type":"string","format":"date","description":"the graph as it stood that day"},)"
    R"("known_by":{"type":"string","format":"date","description":"what was public by that day"},)"
    R"("today":{"type":"string","format":"date","description":"the day that counts as today"},)"
    R"("max_rows":{"type":"integer","minimum":1,"description":"rows of a table, usually 200"}},)"
    R"("required":["statement"],"additionalProperties":false})";
constexpr const char* no_arguments =
    R"({"type":"object","properties":{},"additionalProperties":false})";
constexpr std::int64_t usual_rows = 200;

RpcError invalid(std::string message) { return {RpcError::InvalidParams, std::move(message)}; }

std::string suggestion(const std::vector<std::string>& near) {
  return near.empty() ? "" : "; did you mean " + near.front() + "?";
}

const Tool& tool_named(const Map& params) {
  const Value* name = find(params, "name");
  if (!name || name->type() != Type::String) throw invalid("tools/call needs 'name', a string");
  std::vector<std::string> names;
  for (const Tool& tool : tools) {
    if (name->as_string() == tool.name) return tool;
    names.emplace_back(tool.name);
  }
  throw invalid("there is no tool " + std::string(name->as_string()) +
                suggestion(nearest_names(name->as_string(), names, 1)));
}

void refuse_unknown(const Map& arguments, const Tool& tool) {
  std::vector<std::string> known;
  if (!tool.statement) known = {"statement", "params", "as_of", "known_by", "today", "max_rows"};
  for (const auto& [name, value] : arguments)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw invalid(std::string(tool.name) + " has no argument " + name +
                    suggestion(nearest_names(name, known, 1)));
}

/// Null and missing are the same.
const Value* argument(const Map& arguments, const char* name, Type type, const char* expected) {
  const Value* value = find(arguments, name);
  if (!value || value->is_null()) return nullptr;
  if (value->type() != type) throw invalid("'" + std::string(name) + "' is " + expected);
  return value;
}

void set_day(const Map& arguments, const char* name, std::optional<Date>& day) {
  constexpr const char* expected = "a day such as 2026-08-02";
  const Value* text = argument(arguments, name, Type::String, expected);
  if (!text) return;
  try {
    day = typed_value("$date", std::string(text->as_string())).as_date();
  } catch (const Error&) {
    throw invalid("'" + std::string(name) + "' is " + expected);
  }
}

/// Leaves the first rows of each table, and says so.
void shorten(Answer& answer, const Map& arguments) {
  const Value* wanted = argument(arguments, "max_rows", Type::Integer, "a number of rows");
  const std::int64_t most = wanted ? wanted->as_integer() : usual_rows;
  if (most < 1) throw invalid("'max_rows' is at least 1");
  for (Table& table : answer.tables) {
    const std::size_t all = table.rows.size();
    if (all <= static_cast<std::size_t>(most)) continue;
    table.rows.resize(static_cast<std::size_t>(most));
    answer.warnings.push_back("only the first " + std::to_string(most) + " of " +
                              std::to_string(all) + " rows: LIMIT, a condition or max_rows");
  }
}

std::string with_text(const std::string& text, const std::string& more) {
  std::string out = R"({"content":[{"type":"text","text":)";
  append_json_string(out, text);
  return out + "}]," + more + "}";
}

Error only_reads(const char* what) {
  return Error(ErrorKind::Semantic, "NG2950", "SyntaxError", "OnlyReads",
               std::string(what) + ", and this server only reads");
}

}  // namespace

McpTools::McpTools(Database& database, const Options& options)
    : database_(database),
      session_options_{.today = options.today,
                       .as_of = options.as_of,
                       .known_by = options.known_by,
                       .assume = options.assume,
                       .timeout_seconds = options.timeout_seconds,
                       .memory_limit = options.memory_limit},
      parameters_(options.parameters) {
  database_.on_load(
      [](Database&, const std::string&) -> Answer { throw only_reads("LOAD changes the graph"); });
  database_.on_export(
      [](const ExportRequest&) -> Answer { throw only_reads("EXPORT writes files"); });
}

std::string McpTools::list() {
  std::string out = R"({"tools":[)";
  for (const Tool& tool : tools) {
    out += &tool == tools.data() ? R"({"name":)" : R"(,{"name":)";
    append_json_string(out, tool.name);
    out += R"(,"description":)";
    append_json_string(out, tool.description);
    out += R"(,"inputSchema":)";
    out += tool.statement ? no_arguments : arguments_of_run;
    out += R"(,"annotations":{"readOnlyHint":true,"openWorldHint":false}})";
  }
  return out + "]}";
}

std::string McpTools::call(const Map& params) {
  static const Map nothing;
  const Tool& tool = tool_named(params);
  const Value* given = argument(params, "arguments", Type::Map, "an object");
  const Map& arguments = given ? given->as_map() : nothing;
  refuse_unknown(arguments, tool);
  if (tool.statement) return run(tool.statement, arguments);
  const Value* statement = argument(arguments, "statement", Type::String, "a string");
  if (!statement) throw invalid("run_statement needs 'statement', a string");
  return run(std::string(statement->as_string()), arguments);
}

std::string McpTools::run(const std::string& statement, const Map& arguments) {
  const std::unique_ptr<Session> session = database_.session();
  SessionOptions& options = session->options();
  options = session_options_;
  set_day(arguments, "as_of", options.as_of);
  set_day(arguments, "known_by", options.known_by);
  set_day(arguments, "today", options.today);
  Map parameters = parameters_;
  if (const Value* given = argument(arguments, "params", Type::Map, "an object"))
    for (const auto& [name, value] : given->as_map()) parameters.emplace_back(name, value);
  parameters = Value::map(std::move(parameters)).as_map();
  try {
    const InterruptGuard guard(*session);
    Answer answer = session->run(statement, parameters);
    if (answer.into) throw only_reads("INTO writes a file");
    shorten(answer, arguments);
    const Limits limits = limits_of(database_, options.today);
    AnswerWriter writer(Format::Markdown, {.limits_short = limits.brief,
                                           .limits_full = limits.full,
                                           .data_version = limits.data_version,
                                           .data_day = limits.data_day});
    std::string text;
    for (const std::string& warning : answer.warnings) text += "warning: " + warning + "\n\n";
    text += writer.add(answer, statement);
    text += writer.finish();
    std::string structured = R"("structuredContent":{)";
    append_answer(structured, answer);
    return with_text(text, structured + R"(},"isError":false)");
  } catch (const Error& error) {
    const Place place{.whole = statement, .offset = 0, .file = ""};
    return with_text(error_text(error, place, false), R"("isError":true)");
  }
}

}  // namespace normgraph::repl
