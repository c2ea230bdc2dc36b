#include "repl/lint.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "grammar/parse.hpp"
#include "graph/store/view.hpp"
#include "graph/value/text.hpp"
#include "repl/interrupt.hpp"
#include "repl/statement_runner.hpp"

namespace normgraph::repl {

namespace {

constexpr const char* definitions_name = "definitions";
constexpr std::size_t examples_in_a_table = 3;

/// The scripts of one severity.
struct Checks {
  const char* part;      // in the definitions
  const char* severity;  // as shown
  std::string script;
};

Error no_checks() {
  Error error(ErrorKind::Data, "NG7040", "DataError", "NoChecks",
              "the graph carries no checks of its data");
  error.hints.push_back("they come with a folder of data: normgraph load data");
  return error;
}

std::vector<Checks> checks_of(Database& database) {
  const auto transaction = database.store().begin_read();
  const std::string definitions =
      transaction->view().metadata(definitions_name).value_or(std::string());
  const nlohmann::json json = nlohmann::json::parse(definitions, nullptr, false);
  std::vector<Checks> all{{"errors", "error", {}}, {"notices", "notice", {}}};
  bool any = false;
  for (Checks& checks : all) {
    const nlohmann::json::json_pointer place(std::string("/lint/") + checks.part);
    if (!json.is_object() || !json.contains(place) || !json[place].is_string()) continue;
    checks.script = json[place].get<std::string>();
    any = true;
  }
  if (!any) throw no_checks();
  return all;
}

/// One case in words: "wi:18281: 40.20, 2026-03-24".
std::string case_text(const std::vector<Value>& row) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].is_null()) continue;
    if (!text.empty()) text += i == 1 ? ": " : ", ";
    text += row[i].type() == Type::String ? row[i].as_string() : to_text(row[i]);
  }
  return text;
}

/// For a table: "a; b; and 6 more".
Value in_words(const List& examples) {
  std::string text;
  for (const Value& example : examples) text += (text.empty() ? "" : "; ") + example.as_string();
  return Value::string(text);
}

class Linter {
 public:
  Linter(Database& database, const Options& options, const Terminal& terminal)
      : runner_(database, options, terminal), brief_(runner_.format() == Format::Table) {
    found_.tables.push_back(
        {.name = {}, .columns = {"severity", "check", "state", "cases", "examples"}, .rows = {}});
  }

  int run(const std::vector<Checks>& all) {
    for (const Checks& checks : all)
      for (const ScriptPiece& piece : split_script(checks.script))
        if (!run(checks, piece)) return exit_interrupted;
    runner_.show_made(found_, "lint");
    runner_.finish(true);
    return failed_ > 0 ? exit_check_failed : exit_done;
  }

  std::string summary() const {
    return std::to_string(errors_ - failed_) + " of " + std::to_string(errors_) +
           " checks that must hold do; " + std::to_string(notices_) +
           (notices_ == 1 ? " notice, " : " notices, ") + std::to_string(cases_) +
           (cases_ == 1 ? " case" : " cases");
  }

 private:
  /// False when the user interrupted it.
  bool run(const Checks& checks, const ScriptPiece& piece) {
    const InterruptGuard guard(runner_.session());
    try {
      add(checks, runner_.session().run(piece.text));
      return true;
    } catch (const Error&) {
      if (!guard.interrupted()) throw;
      return false;
    }
  }

  void add(const Checks& checks, const Answer& answer) {
    const bool is_error = checks.severity == std::string("error");
    std::size_t cases = 0;
    List examples;
    for (const Table& table : answer.tables)
      for (const std::vector<Value>& row : table.rows)
        if (++cases <= examples_in_a_table || !brief_)
          examples.push_back(Value::string(case_text(row)));
    if (cases > examples.size())
      examples.push_back(Value::string("and " + std::to_string(cases - examples.size()) + " more"));
    if (is_error) {
      ++errors_;
      if (cases > 0) ++failed_;
    } else if (cases > 0) {
      ++notices_;
      cases_ += cases;
    }
    const char* state = cases == 0 ? "holds" : is_error ? "fails" : "found";
    found_.tables.front().rows.push_back(
        {Value::string(checks.severity), Value::string(answer.presentation.title),
         Value::string(state), Value::integer(static_cast<std::int64_t>(cases)),
         brief_ ? in_words(examples) : Value::list(examples)});
  }

  StatementRunner runner_;
  const bool brief_;  // few examples: for people
  Answer found_;
  std::size_t errors_ = 0, failed_ = 0, notices_ = 0, cases_ = 0;
};

}  // namespace

int run_lint(Database& database, const Options& options, const Terminal& terminal) {
  const std::vector<Checks> checks = checks_of(database);
  Linter linter(database, options, terminal);
  const int status = linter.run(checks);
  if (!options.quiet) std::fprintf(stderr, "%s\n", linter.summary().c_str());
  return status;
}

}  // namespace normgraph::repl
