#include "tests/support/statements.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "grammar/parse.hpp"
#include "graph/value/temporal/parse.hpp"
#include "loaders/loader.hpp"
#include "repl/error_report.hpp"
#include "repl/render/answer.hpp"
#include "repl/shipped_data.hpp"

namespace normgraph::tests {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t output_width = 100;

std::unique_ptr<Database> memory_graph() {
  return std::make_unique<Database>(
      DatabaseOptions{.path = "", .memory = true, .read_only = false});
}

const std::string source_folder = NORMGRAPH_SOURCE_DIR;

std::unique_ptr<Database> loaded(const std::vector<std::string>& paths) {
  std::unique_ptr<Database> graph = memory_graph();
  for (const std::string& path : paths) {
    const loaders::Report report = loaders::load(*graph, path);
    if (report.failed())
      throw std::runtime_error(path +
                               " was not loaded: " + repl::problem_text(report.problems.front()));
  }
  return graph;
}

/// A folder of data with the shipped schema, rules and questions, and the facts of
/// tests/regulation.
class AnotherDataFolder {
 public:
  AnotherDataFolder() : path_(fs::temp_directory_path() / fs::path(unique_name())) {
    fs::copy(fs::path(source_folder) / "data", path_, fs::copy_options::recursive);
    fs::copy(fs::path(source_folder) / "tests" / "regulation" / "mowers.jsonl", path_);
    std::ofstream(path_ / "manifest.json")
        << R"({"format": 1, "title": "mowers", "schema": "schema.json",)"
        << R"( "definitions": "definitions.json", "files": ["mowers.jsonl"]})";
    std::ofstream(path_ / "VERSION") << "2026-11-21\n";
  }
  AnotherDataFolder(const AnotherDataFolder&) = delete;
  AnotherDataFolder& operator=(const AnotherDataFolder&) = delete;
  ~AnotherDataFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  std::string path() const { return path_.string(); }

 private:
  static std::string unique_name() {
    return "normgraph-regulation-" + std::to_string(static_cast<long long>(getpid()));
  }
  fs::path path_;
};

/// Graphs for reading only, each loaded once.
Database& shared_graph(GraphKind kind) {
  const std::string shipped = source_folder + "/data";
  if (kind == GraphKind::TwoRegulations) {
    static const auto both = loaded({shipped, source_folder + "/tests/regulation/mowers.jsonl"});
    return *both;
  }
  if (kind == GraphKind::AnotherRegulation) {
    static const auto another = loaded({AnotherDataFolder().path()});
    return *another;
  }
  static const auto graph = loaded({shipped});
  return *graph;
}

}  // namespace

StatementBench::StatementBench(GraphKind kind, const std::string& today)
    : own_(kind == GraphKind::Empty ? memory_graph() : nullptr),
      database_(own_ ? own_.get() : &shared_graph(kind)),
      session_(database_->session()) {
  if (!today.empty()) today_ = parse_date(today);
  session_->options().today = today_;
  session_->options().timeout_seconds = 20;
}

std::vector<StatementOutcome> StatementBench::run_script(const std::string& script) {
  std::vector<StatementOutcome> outcomes;
  for (const ScriptPiece& piece : split_script(script))
    outcomes.push_back(run(piece.text, script, piece.offset));
  return outcomes;
}

StatementOutcome StatementBench::run(std::string_view statement, const std::string& script,
                                     std::uint32_t offset) {
  StatementOutcome outcome;
  try {
    outcome.answer = session_->run(statement);
  } catch (const Error& error) {
    outcome.error_text =
        repl::error_text(error, {.whole = script, .offset = offset, .file = ""}, false);
    return outcome;
  }
  const repl::Limits limits = repl::limits_of(*database_, today_);
  repl::AnswerWriter writer(
      repl::Format::Table,
      {.width = output_width, .limits_short = limits.brief, .limits_full = limits.full});
  outcome.output = writer.add(outcome.answer);
  return outcome;
}

}  // namespace normgraph::tests
