#pragma once

#include "graph/database.hpp"
#include "repl/line_editor.hpp"
#include "repl/options.hpp"
#include "repl/statement_runner.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

/// Statements from a person, one after the other, until quit or Ctrl-D. Returns the exit status.
int run_shell(Database& database, const Options& options, const Terminal& terminal);

/// The loop behind run_shell(), with any editor.
class Shell {
 public:
  Shell(StatementRunner& runner, LineEditor& editor);

  /// Reads and runs until the end.
  void run();

 private:
  std::string prompt() const;
  /// False: leave.
  bool take_line(const std::string& line);
  bool take_command(const std::string& line);
  void set_parameter(const std::string& text);
  void set_format(const std::string& name);
  void set_day(const std::string& text, std::optional<Date>& day);
  void set_assume(const std::string& text);
  void run_pending();

  StatementRunner& runner_;
  LineEditor& editor_;
  std::string pending_;  // the lines of an unfinished statement
  bool leaving_ = false;
};

}  // namespace normgraph::repl
