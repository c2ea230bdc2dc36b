#include "repl/serve_lines.hpp"

#include <cstdio>
#include <cstdlib>

#include "repl/statement_runner.hpp"

namespace normgraph::repl {

namespace {

/// One line of standard input of any length, without its end; false at the end of input.
bool read_line(std::string& line) {
  line.clear();
  char* buffer = nullptr;
  std::size_t capacity = 0;
  const ssize_t length = getline(&buffer, &capacity, stdin);
  if (length > 0) line.assign(buffer, static_cast<std::size_t>(length));
  std::free(buffer);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return length >= 0;
}

}  // namespace

int serve_lines(const std::function<std::string(const std::string&)>& answer) {
  for (std::string line; read_line(line);) {
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    std::string text = answer(line);
    if (text.empty()) continue;
    text += '\n';
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
      return exit_failed;
  }
  return exit_done;
}

}  // namespace normgraph::repl
