// The only file that knows GNU readline. Its callback interface is used, because Ctrl-C must clear
// the line without leaving the program, whatever readline is doing.

#include <poll.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <signal.h>
#include <stdio.h>  // readline.h needs FILE
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "repl/line_editor.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

constexpr int most_history = 2000;

volatile sig_atomic_t interrupted = 0;
volatile sig_atomic_t resized = 0;
bool line_done = false;
bool input_ended = false;
std::string finished_line;
Completer* active_completer = nullptr;
Highlighter* active_highlighter = nullptr;
std::string lines_before;
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

/// Settings of a user with which the line does not stand right behind the prompt.
bool layout_is_usual() {
  const auto is_on = [](const char* name) {
    const char* value = rl_variable_value(name);
    return value && std::strcmp(value, "on") == 0;
  };
  return !is_on("horizontal-scroll-mode") && !is_on("show-mode-in-prompt") &&
         !is_on("mark-modified-lines");
}

/// On which row below the prompt the text ends, if that is sure: where it is wrapped, all its
/// characters must take one column, and no row before a line break may be just full.
std::optional<std::size_t> row_of_end(std::string_view text, std::size_t prompt,
                                      std::size_t width) {
  std::size_t row = 0;
  for (std::size_t taken = prompt;; taken = 0) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const auto is_plain = [](char c) { return c >= ' ' && c < 127; };
    taken += display_width(line);
    if (taken >= width && !std::all_of(line.begin(), line.end(), is_plain)) return std::nullopt;
    if (printable(line) != line) return std::nullopt;
    row += taken / width;
    if (end == text.size()) return row;
    if (taken > 0 && taken % width == 0) return std::nullopt;
    ++row;
    text.remove_prefix(end + 1);
  }
}

/// What writes the line in colour over the one that is on the screen; empty: it stays as it is.
std::string repainted(const std::string& line) {
  int rows = 0, columns = 0;
  rl_get_screen_size(&rows, &columns);
  const std::size_t prompt = display_width(rl_display_prompt);
  if (columns < 2 || prompt >= static_cast<std::size_t>(columns)) return {};
  const auto row_of = [&](std::string_view text) {
    return row_of_end(text, prompt, static_cast<std::size_t>(columns));
  };
  const std::optional<std::size_t> last = row_of(line);
  const auto cursor = row_of(std::string_view(line).substr(0, static_cast<std::size_t>(rl_point)));
  if (!last || !cursor || *last >= static_cast<std::size_t>(rows)) return {};
  std::string drawn = "\0337\r";  // keeps the cursor, which is put back at the end
  if (*cursor > 0) drawn += "\x1b[" + std::to_string(*cursor) + "A";
  if (prompt > 0) drawn += "\x1b[" + std::to_string(prompt) + "C";
  for (const char c : (*active_highlighter)(lines_before, line)) {
    if (c == '\n') drawn += '\r';
    drawn += c;
  }
  return drawn + "\0338";
}

/// Readline draws the line as it always does; then the same characters are written over it in
/// colour. So readline's picture of the screen stays true, and only the colours are ours.
void redisplay() {
  rl_redisplay();
  if (rl_end == 0 || !layout_is_usual() ||
      RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG))
    return;
  const std::string drawn = repainted({rl_line_buffer, static_cast<std::size_t>(rl_end)});
  std::fwrite(drawn.data(), 1, drawn.size(), rl_outstream);
  std::fflush(rl_outstream);
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
  ReadlineEditor(std::string history_file, Completer completer, Highlighter highlighter)
      : history_file_(std::move(history_file)),
        completer_(std::move(completer)),
        highlighter_(std::move(highlighter)) {
    // Readline measures characters by the locale; the plain C locale knows bytes only.
    if (!std::setlocale(LC_CTYPE, "") || std::strcmp(std::setlocale(LC_CTYPE, nullptr), "C") == 0)
      std::setlocale(LC_CTYPE, "C.UTF-8");
    active_completer = &completer_;
    active_highlighter = &highlighter_;
    rl_readline_name = "normgraph";
    rl_catch_signals = 0;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n\"'`(){}[]|&!<>=+-*/,;:.%^";
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("completion-ignore-case", "on");
    rl_variable_bind("blink-matching-paren", "on");
    rl_initialize();  // which takes a terminal for a dumb one when it is not readline that draws
    if (highlighter_) rl_redisplay_function = redisplay;
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

  Outcome read(const std::string& prompt, const std::string& before, std::string& line) override {
    lines_before = before;
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
        resize();
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
  /// Readline draws a line anew from where it began only when nobody else draws.
  void resize() {
    rl_redisplay_function = rl_redisplay;
    rl_resize_terminal();
    if (!highlighter_) return;
    rl_redisplay_function = redisplay;
    redisplay();
  }

  static Outcome drop_line() {
    rl_free_line_state();  // draws the line once more, so before the cursor leaves it
    rl_callback_sigcleanup();
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    rl_replace_line("", 0);
    rl_callback_handler_remove();
    return Outcome::Interrupted;
  }

  std::string history_file_, last_;
  Completer completer_;
  Highlighter highlighter_;
  bool remembered_ = false;
};

}  // namespace

std::unique_ptr<LineEditor> make_readline_editor(const std::string& history_file,
                                                 Completer completer, Highlighter highlighter) {
  return std::make_unique<ReadlineEditor>(history_file, std::move(completer),
                                          std::move(highlighter));
}

}  // namespace normgraph::repl
