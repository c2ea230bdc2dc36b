#pragma once

#include <string>
#include <vector>

#include "tests/support/statements.hpp"

// The examples of the documentation: statements and commands with the output that they are said to
// have. In a Markdown file
//   <!-- graph: empty -->    begins a fresh session on an empty graph (the default)
//   <!-- graph: shipped -->  … on the shipped data, with 2026-11-21 as today
//   ```nql                   statements, each ended by `;`
//   ```text                  directly behind it: their output; without one they only must run
//   ```console               `$ normgraph …` or `$ ./run …`, each followed by its output

namespace normgraph::tests {

struct Example {
  enum class Kind : std::uint8_t { Statements, Console };
  Kind kind = Kind::Statements;
  int line = 0;     // of the block's first line, from 1
  int session = 0;  // examples with the same number share a session
  GraphKind graph = GraphKind::Empty;
  std::string text;  // statements, or the whole console block
  bool has_output = false;
  std::string output;                    // of statements
  int output_begin = 0, output_end = 0;  // lines [begin, end) that hold the output, from 0
};

std::vector<std::string> read_lines(const std::string& path);
std::vector<Example> read_examples(const std::vector<std::string>& lines);

/// The file's text with the outputs replaced; `outputs` is parallel to `examples`.
std::string with_outputs(const std::vector<std::string>& lines,
                         const std::vector<Example>& examples,
                         const std::vector<std::string>& outputs);

/// Runs statements in a session and gives what the program would show.
std::string statements_output(StatementBench& bench, const std::string& script);

/// Runs the commands of a console block and gives the block with their real output. The commands
/// see a graph of their own with the shipped data.
class Console {
 public:
  Console();
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  std::string run_block(const std::string& block) const;

 private:
  std::string run(const std::string& command) const;
  std::string folder_;
};

}  // namespace normgraph::tests
