#include "repl/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "grammar/error.hpp"

namespace normgraph::repl {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view value = environment(name);
    if (value.empty()) continue;
    // "C" and "POSIX" say nothing of the terminal, which today shows UTF-8.
    if (value == "C" || value == "POSIX") return true;
    return value.find("UTF-8") != value.npos || value.find("utf8") != value.npos ||
           value.find("UTF8") != value.npos || value.find("utf-8") != value.npos;
  }
  return true;
}

bool wants_color(ColorChoice choice, bool is_terminal) {
  if (choice != ColorChoice::Auto) return choice == ColorChoice::Always;
  if (!environment("NO_COLOR").empty()) return false;
  return is_terminal && environment("TERM") != "dumb" && !environment("TERM").empty();
}

winsize terminal_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
  return size;
}

/// Shows text in the pager; false when there is none.
bool page(const std::string& text) {
  const char* wanted = std::getenv("PAGER");
  if (wanted && *wanted == '\0') return false;
  // F: no pager for what fits, R: colours, X: leave the text on the screen.
  setenv("LESS", "FRX", 0);
  const std::string command = wanted ? wanted : "less";
  // Leaving the pager early must not end this program.
  const auto old_pipe = std::signal(SIGPIPE, SIG_IGN);
  const auto old_interrupt = std::signal(SIGINT, SIG_IGN);
  std::fflush(stdout);
  std::FILE* pipe = popen(command.c_str(), "w");
  bool shown = false;
  if (pipe) {
    std::fwrite(text.data(), 1, text.size(), pipe);
    const int status = pclose(pipe);
    shown = !(WIFEXITED(status) && (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127));
  }
  std::signal(SIGPIPE, old_pipe);
  std::signal(SIGINT, old_interrupt);
  return shown;
}

}  // namespace

std::size_t Terminal::width() const {
  const std::string_view columns = environment("COLUMNS");
  if (!output || terminal_size().ws_col == 0) {
    const long wanted = std::strtol(std::string(columns).c_str(), nullptr, 10);
    return wanted > 0 ? static_cast<std::size_t>(wanted) : 0;
  }
  return terminal_size().ws_col;
}

std::size_t Terminal::height() const {
  const std::size_t rows = terminal_size().ws_row;
  return rows > 0 ? rows : 24;
}

Terminal detect_terminal(ColorChoice choice) {
  Terminal terminal;
  terminal.input = isatty(STDIN_FILENO) != 0;
  terminal.output = isatty(STDOUT_FILENO) != 0;
  terminal.error = isatty(STDERR_FILENO) != 0;
  terminal.output_color = wants_color(choice, terminal.output);
  terminal.error_color = wants_color(choice, terminal.error);
  terminal.unicode = locale_is_utf8();
  return terminal;
}

void show(const Terminal& terminal, const std::string& text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const bool long_text = lines + 1 > terminal.height();
  if (terminal.input && terminal.output && long_text && page(text)) return;
  write_output(text);
}

void write_output(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return;
  throw Error(ErrorKind::Storage, "NG5120", "StorageError", "OutputNotWritten",
              std::string("the output could not be written: ") + std::strerror(errno));
}

}  // namespace normgraph::repl
