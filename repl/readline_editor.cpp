// The only file that knows GNU readline. Its callback interface is used, because Ctrl-C must clear
// the line without leaving the program, whatever readline is doing.

#include <poll.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <signal.h>
#include <stdio.h>  // readline.h needs FILE
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include "repl/line_editor.hpp"

namespace normgraph::repl {

namespace {

constexpr int most_history = 2000;

volatile sig_atomic_t interrupted = 0;
volatile sig_atomic_t resized = 0;
bool line_done = false;
bool input_ended = false;
std::string finished_line;
Completer* active_completer = nullptr;
std::vector<std::string> candidates;

void take_line(char* line) {
  line_done = true;
  input_ended = line == nullptr;
  finished_line = line ? line : "";
  std::free(line);
  rl_callback_handler_remove();
}

char* next_candidate(const char*, int state) {
  static std::size_t next = 0;
  if (state == 0) next = 0;
  return next < candidates.size() ? strdup(candidates[next++].c_str()) : nullptr;
}

char** complete(const char* word, int start, int) {
  rl_attempted_completion_over = 1;  // never file names
  const std::string before(rl_line_buffer, static_cast<std::size_t>(start));
  candidates = (*active_completer)(before, word);
  return rl_completion_matches(word, next_candidate);
}

class SignalScope {
 public:
  SignalScope(int signal, void (*handler)(int)) : signal_(signal) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, &before_);
  }
  ~SignalScope() { sigaction(signal_, &before_, nullptr); }
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  int signal_;
  struct sigaction before_ {};
};

class ReadlineEditor : public LineEditor {
 public:
  ReadlineEditor(std::string history_file, Completer completer)
      : history_file_(std::move(history_file)), completer_(std::move(completer)) {
    // Readline measures characters by the locale; the plain C locale knows bytes only.
    if (!std::setlocale(LC_CTYPE, "") || std::strcmp(std::setlocale(LC_CTYPE, nullptr), "C") == 0)
      std::setlocale(LC_CTYPE, "C.UTF-8");
    active_completer = &completer_;
    rl_readline_name = "normgraph";
    rl_catch_signals = 0;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n\"'`(){}[]|&!<>=+-*/,;:.%^";
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("completion-ignore-case", "on");
    rl_variable_bind("blink-matching-paren", "on");
    using_history();
    stifle_history(most_history);
    if (!history_file_.empty()) read_history(history_file_.c_str());
  }

  ~ReadlineEditor() override {
    if (!history_file_.empty() && remembered_) {
      history_truncate_file(history_file_.c_str(), most_history);
    }
  }
  ReadlineEditor(const ReadlineEditor&) = delete;
  ReadlineEditor& operator=(const ReadlineEditor&) = delete;

  Outcome read(const std::string& prompt, std::string& line) override {
    interrupted = 0;
    line_done = false;
    const SignalScope on_interrupt(SIGINT, [](int) { interrupted = 1; });
    const SignalScope on_resize(SIGWINCH, [](int) { resized = 1; });
    rl_callback_handler_install(prompt.c_str(), take_line);
    while (!line_done) {
      pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
      const int ready = poll(&input, 1, -1);
      if (interrupted) return drop_line();
      if (resized) {
        resized = 0;
        rl_resize_terminal();
      }
      if (ready > 0) rl_callback_read_char();
      if (interrupted && !line_done) return drop_line();
    }
    if (input_ended) {
      std::fputc('\n', stdout);
      return Outcome::End;
    }
    line = std::move(finished_line);
    return Outcome::Line;
  }

  void remember(const std::string& statement) override {
    if (statement == last_) return;
    last_ = statement;
    add_history(statement.c_str());
    if (history_file_.empty()) return;
    if (append_history(1, history_file_.c_str()) == ENOENT) write_history(history_file_.c_str());
    remembered_ = true;
  }

 private:
  static Outcome drop_line() {
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_replace_line("", 0);
    rl_callback_handler_remove();
    return Outcome::Interrupted;
  }

  std::string history_file_, last_;
  Completer completer_;
  bool remembered_ = false;
};

}  // namespace

std::unique_ptr<LineEditor> make_readline_editor(const std::string& history_file,
                                                 Completer completer) {
  return std::make_unique<ReadlineEditor>(history_file, std::move(completer));
}

}  // namespace normgraph::repl
