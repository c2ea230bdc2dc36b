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
  /// `before`: the lines read so far of the same statement.
  virtual Outcome read(const std::string& prompt, const std::string& before, std::string& line) = 0;
  /// Adds a statement to the history, and to the history's file.
  virtual void remember(const std::string& statement) = 0;
};

/// What may stand at the cursor: all words that begin like `word`, given the text before it.
using Completer =
    std::function<std::vector<std::string>(const std::string& before, const std::string& word)>;

/// The line with escape sequences for colours in it and otherwise unchanged, given the lines before
/// it of the same statement.
using Highlighter = std::function<std::string(const std::string& before, const std::string& line)>;

/// The editor of GNU readline. `history_file` may be empty, `highlighter` null: no colours.
std::unique_ptr<LineEditor> make_readline_editor(const std::string& history_file,
                                                 Completer completer, Highlighter highlighter);

}  // namespace normgraph::repl
