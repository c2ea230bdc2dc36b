#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/database.hpp"
#include "repl/error_report.hpp"
#include "repl/options.hpp"
#include "repl/output_file.hpp"
#include "repl/render/answer.hpp"
#include "repl/shipped_data.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

/// Exit statuses (cli.md).
enum ExitStatus : int {
  exit_done = 0,
  exit_failed = 1,
  exit_usage = 2,
  exit_bad_data = 3,
  exit_check_failed = 4,
  exit_interrupted = 130
};
int exit_status_of(const Error& error);

/// Runs statements of people: shows their rows on standard output or in -o's file, everything else
/// (warnings, errors, what changed) on standard error. Shared by the shell and the scripts.
class StatementRunner {
 public:
  StatementRunner(Database& database, const Options& options, const Terminal& terminal);

  /// Runs one statement and shows what came of it. Returns its exit status; that of a CHECK that
  /// does not hold is exit_check_failed.
  int run(std::string_view statement, const Place& place);
  /// Runs the statements of a script up to the first error (--keep-going: all).
  int run_script(std::string_view script, const std::string& file);
  /// Writes what is still to be written; -o's file appears if it is to be kept, else it does not.
  /// Throws Error{Storage}.
  void finish(bool keep_file);

  /// Shows an answer that is not that of one statement; `made_by` says what made it.
  void show_made(const Answer& answer, const std::string& made_by) { show_answer(answer, made_by); }

  /// In the shell every answer is shown at once, with its number of rows and its time.
  void set_interactive() { interactive_ = true; }
  void report(const Error& error, const Place& place) const;
  /// "3 checks: 2 hold, 1 does not": of all that were run so far.
  std::string check_summary() const;
  void set_format(Format format) { format_ = format; }
  Format format() const { return format_; }
  Map& parameters() { return parameters_; }
  Session& session() { return *session_; }

 private:
  Style style_for(Format format);
  int judge(const Answer& answer);
  void show_answer(const Answer& answer, const std::string& statement);
  void write_into_file(const Answer& answer, const std::string& statement);
  void record(const Answer& briefing, const std::string& statement);
  void write_rows(const std::string& text);
  void show_notes(const Answer& answer, double seconds) const;

  Database& database_;
  const Terminal& terminal_;
  bool quiet_, json_errors_, keep_going_;
  OutputFile::Existing existing_;
  bool interactive_ = false;
  std::size_t checks_held_ = 0, checks_failed_ = 0;
  Format format_;
  Map parameters_;
  std::optional<Date> today_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<OutputFile> file_;
  std::unique_ptr<AnswerWriter> writer_;
  std::vector<std::pair<Answer, std::string>> written_;  // briefings, into -o's file
  std::optional<Limits> limits_;
};

}  // namespace normgraph::repl
