#include "tests/support/statements.hpp"

#include <stdexcept>

#include "grammar/parse.hpp"
#include "graph/value/temporal/parse.hpp"
#include "loaders/loader.hpp"
#include "repl/error_report.hpp"
#include "repl/render/answer.hpp"
#include "repl/shipped_data.hpp"

namespace normgraph::tests {

namespace {

constexpr std::size_t output_width = 100;

std::unique_ptr<Database> memory_graph() {
  return std::make_unique<Database>(
      DatabaseOptions{.path = "", .memory = true, .read_only = false});
}

Database& shipped_graph() {
  static const std::unique_ptr<Database> graph = [] {
    std::unique_ptr<Database> fresh = memory_graph();
    const loaders::Report report = loaders::load(*fresh, NORMGRAPH_SOURCE_DIR "/data");
    if (report.failed())
      throw std::runtime_error("the shipped data was not loaded: " +
                               repl::problem_text(report.problems.front()));
    return fresh;
  }();
  return *graph;
}

}  // namespace

StatementBench::StatementBench(GraphKind kind, const std::string& today)
    : own_(kind == GraphKind::Empty ? memory_graph() : nullptr),
      database_(own_ ? own_.get() : &shipped_graph()),
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
