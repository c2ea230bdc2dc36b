#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace normgraph::repl {

/// One line from a person: with editing, history and completion.
class LineEditor {
 public:
  virtual ~LineEditor() = default;

  enum class Outcome : std::uint8_t { Line, Interrupted, End };  // Enter, Ctrl-C, Ctrl-D
  virtual Outcome read(const std::string& prompt, std::string& line) = 0;
  /// Adds a statement to the history, and to the history's file.
  virtual void remember(const std::string& statement) = 0;
};

/// What may stand at the cursor: all words that begin like `word`, given the text before it.
using Completer =
    std::function<std::vector<std::string>(const std::string& before, const std::string& word)>;

/// The editor of GNU readline. `history_file` may be empty.
std::unique_ptr<LineEditor> make_readline_editor(const std::string& history_file,
                                                 Completer completer);

}  // namespace normgraph::repl
