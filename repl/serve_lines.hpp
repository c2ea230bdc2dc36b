#pragma once

#include <functional>
#include <string>

namespace normgraph::repl {

/// Reads standard input to its end, line by line, and writes what `answer` makes of each; nothing
/// for an empty answer. Blank lines are skipped. Returns the exit status.
int serve_lines(const std::function<std::string(const std::string& line)>& answer);

}  // namespace normgraph::repl
