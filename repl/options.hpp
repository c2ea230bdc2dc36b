#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "graph/value/value.hpp"
#include "repl/format.hpp"
#include "repl/output_file.hpp"

namespace normgraph::repl {

enum class Command : std::uint8_t {
  Statements,  // -c, -f, standard input, or the shell
  MachineProtocol,
  Mcp,
  Load,
  Verify,
  Check,
  Lint,
  Backup,
  Compact,
};
enum class ColorChoice : std::uint8_t { Auto, Always, Never };

/// One -c or -f, in the order given.
struct Script {
  bool is_file = false;
  std::string text;  // the statements, or the file's name ("-": standard input)
};

/// The command line, understood.
struct Options {
  Command command = Command::Statements;
  std::vector<Script> scripts;
  std::vector<std::string> files;  // what to load, the scripts of checks, or where a backup goes
  std::string database;            // empty: the user's own graph
  bool memory = false, read_only = false, quiet = false, keep_going = false, json_errors = false;
  std::optional<Format> format;
  std::string output;                                            // empty: standard output
  OutputFile::Existing existing = OutputFile::Existing::Refuse;  // files of -o and INTO
  Map parameters;
  bool assume = false;
  std::optional<Date> today, as_of, known_by;
  double timeout_seconds = 0;
  std::int64_t memory_limit = 0;  // bytes
  ColorChoice color = ColorChoice::Auto;
};

/// The options, or the exit status when there is nothing left to do: help or the version was
/// printed (0), or the usage was wrong and a message said how (2).
std::variant<Options, int> parse_options(int argc, const char* const* argv);

}  // namespace normgraph::repl
