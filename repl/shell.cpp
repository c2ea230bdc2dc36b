#include "repl/shell.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <optional>

#include "grammar/parse.hpp"
#include "graph/names.hpp"
#include "graph/value/json.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/temporal/print.hpp"
#include "repl/completion.hpp"
#include "repl/help.hpp"
#include "repl/highlight.hpp"
#include "repl/input_state.hpp"
#include "repl/paths.hpp"

namespace normgraph::repl {

namespace {

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// "help gaps;" → {"help", "gaps"}.
struct Words {
  std::string first, rest;
};
Words split_command(std::string text) {
  while (!text.empty() && (text.back() == ';' || text.back() == ' ')) text.pop_back();
  const std::size_t blank = text.find_first_of(" \t");
  if (blank == std::string::npos) return {text, ""};
  return {text.substr(0, blank), trimmed(std::string_view(text).substr(blank))};
}

void say(const std::string& text) { std::fputs(text.c_str(), stderr); }

}  // namespace

Shell::Shell(StatementRunner& runner, LineEditor& editor) : runner_(runner), editor_(editor) {
  runner_.set_interactive();
}

void Shell::run() {
  std::string line;
  while (!leaving_) {
    switch (editor_.read(prompt(), pending_, line)) {
      case LineEditor::Outcome::End:
        return;
      case LineEditor::Outcome::Interrupted:
        pending_.clear();
        break;
      case LineEditor::Outcome::Line:
        if (!take_line(line)) return;
    }
  }
}

/// Shows what is set: `normgraph (as of 2025-05-08)>`, and a star inside a transaction.
std::string Shell::prompt() const {
  if (pending_.empty()) {
    const SessionOptions& options = runner_.session().options();
    std::string set;
    const auto add = [&set](const std::string& part) { set += (set.empty() ? "" : ", ") + part; };
    if (options.as_of) add("as of " + to_text(*options.as_of));
    if (options.known_by) add("known by " + to_text(*options.known_by));
    if (options.assume) add("assuming durations");
    return "normgraph" + (set.empty() ? "" : " (" + set + ")") +
           (runner_.session().in_transaction() ? "*> " : "> ");
  }
  const char open = unclosed(pending_).text;
  return std::string("       ") + (open ? open : '.') + ".> ";
}

bool Shell::take_line(const std::string& line) {
  if (pending_.empty() && take_command(trimmed(line))) return !leaving_;
  if (!pending_.empty() && trimmed(line).empty()) {
    say("(unfinished: end the statement with ; or drop it with Ctrl-C)\n");
    return true;
  }
  if (!pending_.empty()) pending_ += '\n';
  pending_ += line;
  switch (input_state(pending_)) {
    case InputState::Empty:
      pending_.clear();
      break;
    case InputState::Complete:
      run_pending();
      break;
    case InputState::Partial:
      break;
  }
  return true;
}

void Shell::run_pending() {
  std::string script;
  script.swap(pending_);
  std::string one_line = trimmed(script);
  editor_.remember(one_line);
  runner_.run_script(script, "");
}

bool Shell::take_command(const std::string& line) {
  const auto [first, rest] = split_command(line);
  const std::string command = lower_case(first);
  if ((command == "quit" || command == "exit") && rest.empty()) {
    leaving_ = true;
    return true;
  }
  if (command == "help" || command == "?") {
    say(help_text(rest));
    return true;
  }
  if (command.empty() || std::string_view(":.\\").find(command[0]) == std::string_view::npos)
    return false;
  editor_.remember(line);
  const std::string name = command.substr(1);
  if (name == "param" || name == "params") {
    set_parameter(rest);
  } else if (name == "format") {
    set_format(rest);
  } else if (name == "as-of") {
    set_day(rest, runner_.session().options().as_of);
  } else if (name == "known-by") {
    set_day(rest, runner_.session().options().known_by);
  } else if (name == "assume") {
    set_assume(rest);
  } else if (name == "help") {
    say(help_text(rest));
  } else if (name == "quit" || name == "exit" || name == "q") {
    leaving_ = true;
  } else {
    const auto near =
        nearest_names(name, {"help", "quit", "param", "format", "as-of", "known-by", "assume"}, 1);
    say("unknown command " + first + (near.empty() ? "" : "; did you mean :" + near[0] + "?") +
        " (help shell lists the commands)\n");
  }
  return true;
}

void Shell::set_parameter(const std::string& text) {
  Map& parameters = runner_.parameters();
  if (text.empty()) {
    for (const auto& [name, value] : parameters) {
      std::string line = "$" + name + " = ";
      append_json(line, value);
      say(line + "\n");
    }
    if (parameters.empty()) say("no parameters; :param x = 1 sets $x\n");
    return;
  }
  const std::size_t equals = text.find('=');
  std::string name = trimmed(text.substr(0, equals));
  if (!name.empty() && name.front() == '$') name.erase(0, 1);
  if (equals == std::string::npos || name.empty()) {
    say(":param takes a name and a value: :param x = 1\n");
    return;
  }
  const std::string value_text = trimmed(text.substr(equals + 1));
  Value value;
  try {
    value = parse_json(value_text);
  } catch (const Error&) {
    value = Value::string(value_text);
  }
  parameters.emplace_back(name, std::move(value));
  parameters = Value::map(std::move(parameters)).as_map();
}

void Shell::set_format(const std::string& name) {
  if (const auto format = format_by_name(name)) {
    runner_.set_format(*format);
    return;
  }
  std::string names;
  for (const std::string& known : format_names()) names += (names.empty() ? "" : ", ") + known;
  say(":format takes one of " + names + "\n");
}

/// The day of AS OF or KNOWN BY for all statements to come; without one it is today again.
void Shell::set_day(const std::string& text, std::optional<Date>& day) {
  if (text.empty()) {
    day.reset();
    return;
  }
  try {
    day = parse_date(text);
  } catch (const Error&) {
    say("that is no day: write one such as 2025-05-08, or nothing for today\n");
  }
}

void Shell::set_assume(const std::string& text) {
  if (!text.empty() && text != "on" && text != "off") {
    say(":assume takes on or off\n");
    return;
  }
  runner_.session().options().assume = text != "off";
}

int run_shell(Database& database, const Options& options, const Terminal& terminal) {
  StatementRunner runner(database, options, terminal);
  // The graph's names are read when Tab is pressed first, and again after each statement.
  const auto completer = [&database](const std::string& before, const std::string& word) {
    return complete(before, word, names_of(database));
  };
  const std::unique_ptr<LineEditor> editor = make_readline_editor(
      history_path(), completer, terminal.output_color ? Highlighter(highlighted) : nullptr);
  if (!options.quiet)
    say("Normgraph " NORMGRAPH_VERSION ". Type help, or try: gaps in articles 8..15\n");
  Shell(runner, *editor).run();
  runner.finish(true);
  return exit_done;
}

}  // namespace normgraph::repl
