#include "repl/loading.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "loaders/loader.hpp"
#include "repl/error_report.hpp"
#include "repl/interrupt.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t most_problems_shown = 20;

/// One line on standard error that is drawn again and again, and wiped at the end.
class ProgressBar {
 public:
  ProgressBar(std::string title, bool shown, bool unicode)
      : title_(std::move(title)), shown_(shown), unicode_(unicode) {}
  ~ProgressBar() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
  }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(double share, const std::string& what) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || (drawn_ && now - last_ < std::chrono::milliseconds(50))) return;
    last_ = now;
    drawn_ = true;
    constexpr int cells = 24;
    const int full = static_cast<int>(std::clamp(share, 0.0, 1.0) * cells + 0.5);
    std::string bar;
    for (int i = 0; i < cells; ++i)
      bar += i < full ? (unicode_ ? "█" : "#") : (unicode_ ? "░" : ".");
    const std::string detail(fitting_prefix(printable(what), 30));
    std::fprintf(stderr, "\r%s %s %3d%% %s\x1b[K", title_.c_str(), bar.c_str(),
                 static_cast<int>(share * 100), detail.c_str());
  }

 private:
  std::string title_;
  bool shown_, unicode_, drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

std::string counted(std::uint64_t count, const char* singular, const char* plural) {
  return std::to_string(count) + ' ' + (count == 1 ? singular : plural);
}

/// Nothing has been committed then: the graph stays as it was.
void end_when_interrupted() {
  if (!interrupt_pressed()) return;
  throw Error(ErrorKind::Limit, "NG6101", "LimitError", "Cancelled",
              "the statement was cancelled, in LOAD")
      .at_runtime();
}

/// The problems as hints of one error: that is how both the program and LOAD 'file' show them.
Error load_error(const std::string& path, const loaders::Report& report) {
  std::uint64_t count = 0;
  for (const loaders::Problem& problem : report.problems) count += problem.warning ? 0 : 1;
  Error error(ErrorKind::Data, "NG7000", "DataError", "LoadFailed",
              path + " was not loaded: " + counted(count, "problem", "problems") +
                  "; the graph is unchanged");
  for (const loaders::Problem& problem : report.problems) {
    if (problem.warning) continue;
    if (error.hints.size() == most_problems_shown) {
      error.hints.push_back("… and " + std::to_string(count - most_problems_shown) + " more");
      break;
    }
    error.hints.push_back(problem_text(problem));
  }
  return error;
}

}  // namespace

void load_into(Database& database, const std::string& path, const std::string& title,
               const Terminal& terminal, bool quiet) {
  loaders::Report report;
  {
    ProgressBar bar(title, terminal.error && !quiet, terminal.unicode);
    report = loaders::load(database, path,
                           [&](double share, const std::string& what) { bar.update(share, what); });
  }
  if (report.failed()) throw load_error(path, report);
  for (const loaders::Problem& problem : report.problems)
    std::fprintf(stderr, "warning: %s\n", problem_text(problem).c_str());
  if (quiet) return;
  std::fprintf(stderr, "%s: %s, %s\n", title.c_str(),
               counted(report.nodes, "node", "nodes").c_str(),
               counted(report.relationships, "relationship", "relationships").c_str());
}

Answer load_statement(Database& database, const std::string& path) {
  const loaders::Report report =
      loaders::load(database, path, [](double, const std::string&) { end_when_interrupted(); });
  if (report.failed()) throw load_error(path, report);
  Answer answer;
  for (const loaders::Problem& problem : report.problems)
    answer.warnings.push_back(problem_text(problem));
  const auto number = [](std::uint64_t count) {
    return Value::integer(static_cast<std::int64_t>(count));
  };
  answer.tables.push_back(
      {.name = "",
       .columns = {"nodes", "relationships", "properties"},
       .rows = {{number(report.nodes), number(report.relationships), number(report.properties)}}});
  return answer;
}

}  // namespace normgraph::repl
