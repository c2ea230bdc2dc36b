#include "repl/program.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "repl/exporting.hpp"
#include "repl/lint.hpp"
#include "repl/loading.hpp"
#include "repl/machine_protocol.hpp"
#include "repl/maintenance.hpp"
#include "repl/mcp/server.hpp"
#include "repl/options.hpp"
#include "repl/paths.hpp"
#include "repl/shell.hpp"
#include "repl/shipped_data.hpp"
#include "repl/statement_runner.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

namespace {

void report(const Error& error, const Options& options, const Terminal& terminal) {
  const std::string text = options.json_errors ? error_json(error, {}) + "\n"
                                               : error_text(error, {}, terminal.error_color);
  std::fputs(text.c_str(), stderr);
}

Error file_error(const std::string& path, int problem) {
  return Error(ErrorKind::Storage, "NG5122", "StorageError", "FileNotRead",
               "cannot read " + path + ": " + std::strerror(problem));
}

/// A whole file, or standard input for "-".
std::string read_file(const std::string& path) {
  const bool standard_input = path == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      standard_input ? stdin : std::fopen(path.c_str(), "rb"),
      standard_input ? [](std::FILE*) { return 0; } : std::fclose);
  if (!file) throw file_error(path, errno);
  std::string text;
  char buffer[65536];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get()))
    text.append(buffer, count);
  if (std::ferror(file.get())) throw file_error(path, errno);
  return text;
}

std::unique_ptr<Database> open_graph(const Options& options, const Terminal& terminal) {
  const bool own_graph = options.database.empty() && !options.memory;
  auto database = std::make_unique<Database>(
      DatabaseOptions{.path = own_graph ? default_database_path() : options.database,
                      .memory = options.memory,
                      .read_only = options.read_only});
  database->on_load(load_statement);
  database->on_export([existing = options.existing](const ExportRequest& request) {
    return export_statement(request, existing);
  });
  if (own_graph) bring_up_shipped_data(*database, terminal, options.quiet);
  return database;
}

int run_scripts(Database& database, const Options& options, const Terminal& terminal) {
  StatementRunner runner(database, options, terminal);
  int status = exit_done;
  for (const Script& script : options.scripts) {
    int result = exit_done;
    try {
      const std::string file = script.text == "-" ? "" : script.text;
      result = script.is_file ? runner.run_script(read_file(script.text), file)
                              : runner.run_script(script.text, "");
    } catch (const Error& error) {
      report(error, options, terminal);
      result = exit_status_of(error);
    }
    if (status == exit_done) status = result;
    if (result == exit_interrupted || (result != exit_done && !options.keep_going)) break;
  }
  runner.finish(status == exit_done || status == exit_check_failed || options.keep_going);
  if (options.command == Command::Check && !options.quiet)
    std::fprintf(stderr, "%s\n", runner.check_summary().c_str());
  return status;
}

int load_files(Database& database, const Options& options, const Terminal& terminal) {
  int status = exit_done;
  for (const std::string& path : options.files) {
    int result = exit_done;
    try {
      load_into(database, path, "Loading " + path, terminal, options.quiet);
    } catch (const Error& error) {
      report(error, options, terminal);
      result = error.kind == ErrorKind::Data ? exit_bad_data : exit_failed;
    }
    if (status == exit_done) status = result;
    if (result != exit_done && !options.keep_going) break;
  }
  return status;
}

int verify(Database& database, bool quiet) {
  const std::vector<std::string> problems = database.store().verify();
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  if (problems.empty() && !quiet) std::fprintf(stderr, "the graph's file is sound\n");
  return problems.empty() ? exit_done : exit_failed;
}

int run_command(const Options& wanted, const Terminal& terminal) {
  Options options = wanted;
  const bool shell = options.command == Command::Statements && options.scripts.empty() &&
                     terminal.input && terminal.output;
  if (options.command == Command::Statements && options.scripts.empty() && !shell)
    options.scripts = {{.is_file = true, .text = "-"}};
  if (options.command == Command::Check) {
    for (const std::string& file : options.files)
      options.scripts.push_back({.is_file = true, .text = file});
    options.keep_going = true;
  }
  if (options.command == Command::Backup) return back_up_graph(options);
  if (options.command == Command::Compact) return compact_graph(options);
  if (options.command == Command::Mcp) {
    // A first start loads the shipped data; what is served after that only reads.
    if (options.database.empty()) open_graph(options, terminal);
    options.read_only = true;
  }
  const std::unique_ptr<Database> database = open_graph(options, terminal);
  switch (options.command) {
    case Command::MachineProtocol:
      return run_machine_protocol(*database, options);
    case Command::Mcp:
      return run_mcp_server(*database, options);
    case Command::Load:
      return load_files(*database, options, terminal);
    case Command::Lint:
      return run_lint(*database, options, terminal);
    case Command::Verify:
      return verify(*database, options.quiet);
    case Command::Statements:
    case Command::Check:
    case Command::Backup:
    case Command::Compact:
      break;
  }
  return shell ? run_shell(*database, options, terminal)
               : run_scripts(*database, options, terminal);
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  const std::variant<Options, int> parsed = parse_options(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) return *status;
  const Options& options = std::get<Options>(parsed);
  const Terminal terminal = detect_terminal(options.color);
  try {
    return run_command(options, terminal);
  } catch (const Error& error) {
    report(error, options, terminal);
    return exit_status_of(error);
  } catch (const std::bad_alloc&) {
    std::fputs("error: out of memory\n", stderr);
    return exit_failed;
  }
}

}  // namespace normgraph::repl
