#include "repl/machine_protocol.hpp"

#include <new>

#include "graph/value/json.hpp"
#include "repl/answer_json.hpp"
#include "repl/error_report.hpp"
#include "repl/interrupt.hpp"
#include "repl/serve_lines.hpp"

namespace normgraph::repl {

/// One request line, its fields checked.
struct MachineProtocol::Request {
  Value id;
  bool has_id = false;
  Value statement, parameters, procedure;
  bool reset = false;
};

namespace {

Error bad_request(std::string message) {
  return Error(ErrorKind::Syntax, "NG1920", "ProtocolError", "InvalidRequest", std::move(message));
}

[[noreturn]] void refuse_field(const std::string& name) {
  Error error = bad_request("a request has no field '" + name + "'");
  for (const std::string& near :
       nearest_names(name, {"id", "statement", "params", "reset", "procedure"}, 1))
    error.hints.push_back("did you mean " + near + "?");
  throw error;
}

const Value& field(const Map& map, const char* name, Type type, const char* expected) {
  const Value* value = find(map, name);
  if (!value || value->type() != type)
    throw bad_request("a procedure needs '" + std::string(name) + "', " + expected);
  return *value;
}

Map merged(const Map& defaults, const Map& given) {
  if (defaults.empty()) return given;
  Map all = defaults;
  all.insert(all.end(), given.begin(), given.end());
  return Value::map(std::move(all)).as_map();
}

}  // namespace

MachineProtocol::MachineProtocol(Database& database, const Options& options)
    : database_(database),
      parameters_(options.parameters),
      session_options_{.today = options.today,
                       .as_of = options.as_of,
                       .known_by = options.known_by,
                       .assume = options.assume,
                       .timeout_seconds = options.timeout_seconds,
                       .memory_limit = options.memory_limit},
      session_(database.session()) {
  session_->options() = session_options_;
}

std::string MachineProtocol::answer(std::string_view line) {
  Request request;
  std::string out = "{";
  std::string body;
  std::string_view statement;
  try {
    const Value parsed = parse_json(line);
    if (parsed.type() != Type::Map) throw bad_request("a request is a JSON object");
    if (const Value* id = find(parsed.as_map(), "id")) request.id = *id, request.has_id = true;
    for (const auto& [name, value] : parsed.as_map()) {
      if (name == "statement")
        request.statement = value;
      else if (name == "params")
        request.parameters = value;
      else if (name == "procedure")
        request.procedure = value;
      else if (name == "reset")
        request.reset = value.type() == Type::Boolean && value.as_boolean();
      else if (name != "id")
        refuse_field(name);
    }
    if (request.statement.type() == Type::String) statement = request.statement.as_string();
    body = run_statement(request);
  } catch (const Error& error) {
    body = R"("error":)" + error_json(error, {.whole = statement, .offset = 0, .file = ""});
  } catch (const std::bad_alloc&) {
    body = R"("error":)" + error_json(Error(ErrorKind::Limit, "NG6000", "LimitError", "OutOfMemory",
                                            "there is not enough memory for this statement"),
                                      {});
  }
  if (request.has_id) {
    out += R"("id":)";
    append_json(out, request.id);
    out += ',';
  }
  return out + body + '}';
}

std::string MachineProtocol::run_statement(const Request& request) {
  if (request.reset) {
    session_.reset();
    try {
      database_.reset();
    } catch (const Error&) {
      session_ = database_.session();
      session_->options() = session_options_;
      throw;
    }
    session_ = database_.session();
    session_->options() = session_options_;
    return R"("ok":true)";
  }
  if (!request.procedure.is_null()) return define_procedure(request.procedure);
  if (request.statement.type() != Type::String)
    throw bad_request("a request needs a 'statement' (a string), 'reset' or 'procedure'");
  const Type given = request.parameters.type();
  if (given != Type::Null && given != Type::Map) throw bad_request("'params' is an object");
  const Map parameters =
      given == Type::Map ? merged(parameters_, request.parameters.as_map()) : parameters_;
  const InterruptGuard guard(*session_);
  const Answer answer = session_->run(request.statement.as_string(), parameters);
  std::string out;
  append_answer(out, answer);
  return out;
}

std::string MachineProtocol::define_procedure(const Value& procedure) {
  if (procedure.type() != Type::Map) throw bad_request("'procedure' is an object");
  const Map& map = procedure.as_map();
  const Value& signature = field(map, "signature", Type::String, "a string");
  std::vector<std::string> columns;
  for (const Value& column : field(map, "columns", Type::List, "a list of strings").as_list()) {
    if (column.type() != Type::String) throw bad_request("a procedure's columns are strings");
    columns.push_back(column.as_string());
  }
  std::vector<std::vector<Value>> rows;
  for (const Value& row : field(map, "rows", Type::List, "a list of rows").as_list()) {
    if (row.type() != Type::List || row.as_list().size() != columns.size())
      throw bad_request("a procedure's row is a list with a value for each column");
    rows.push_back(row.as_list());
  }
  database_.define_procedure(signature.as_string(), columns, rows);
  return R"("ok":true)";
}

int run_machine_protocol(Database& database, const Options& options) {
  MachineProtocol protocol(database, options);
  return serve_lines([&](const std::string& line) { return protocol.answer(line); });
}

}  // namespace normgraph::repl
