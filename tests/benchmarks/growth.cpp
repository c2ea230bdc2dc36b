// How times grow with the graph. A question that has k times as much to look at may take k times as
// long: the exponent (logarithm of the growth of time over that of work) says how it is.

#include "tests/benchmarks/growth.hpp"

#include <cmath>
#include <cstdio>
#include <memory>

#include "graph/database.hpp"
#include "tests/benchmarks/corpus_questions.hpp"
#include "tests/benchmarks/turns.hpp"

namespace normgraph::benchmarks {
namespace {

struct Measured {
  double milliseconds = 0;
  std::int64_t work = 0;  // 0: not known
};

Measured measure(Session& session, const CorpusQuestion& question) {
  const auto time = [&] {
    const auto start = std::chrono::steady_clock::now();
    for (const Map& parameters : question.parameters) session.run(question.statement, parameters);
    return microseconds_since(start) / 1000;
  };
  time();  // plans, and reads what is not in memory yet
  std::vector<double> times;
  double sum = 0;
  while (times.size() < 41 && (times.size() < 5 || sum < 3000)) sum += times.emplace_back(time());
  Measured measured{median(times), 0};
  if (!question.work.empty())
    measured.work = session.run(question.work, question.parameters[0])
                        .tables.at(0)
                        .rows.at(0)
                        .at(0)
                        .as_integer();
  return measured;
}

void print_line(const std::string& name, const std::vector<Measured>& sizes) {
  std::printf("%-34s", name.c_str());
  for (const Measured& size : sizes) {
    std::printf(" %11.4f ms", size.milliseconds);
    size.work ? std::printf(" %10lld", static_cast<long long>(size.work)) : std::printf("%11s", "");
  }
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    const double slower = sizes[i].milliseconds / sizes[i - 1].milliseconds;
    std::printf("   x %7.2f", slower);
    if (sizes[i].work == 0) continue;
    const double more = static_cast<double>(sizes[i].work) / static_cast<double>(sizes[i - 1].work);
    std::printf(" for x %7.2f", more);
    if (more > 1.5) std::printf(" (%4.2f)", std::log(slower) / std::log(more));
  }
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

void print_growth(const std::vector<CorpusSize>& sizes) {
  std::vector<std::vector<CorpusQuestion>> questions;
  std::vector<std::unique_ptr<Database>> graphs;
  std::vector<std::unique_ptr<Session>> sessions;
  for (const CorpusSize& size : sizes) {
    questions.push_back(corpus_questions(size.folder));
    graphs.push_back(std::make_unique<Database>(
        DatabaseOptions{.path = size.graph, .memory = false, .read_only = true}));
    sessions.push_back(graphs.back()->session());
  }
  for (std::size_t i = 0; i < questions.front().size(); ++i) {
    std::vector<Measured> measured;
    for (std::size_t size = 0; size < sizes.size(); ++size)
      measured.push_back(measure(*sessions[size], questions[size][i]));
    print_line(questions.front()[i].name, measured);
  }
}

}  // namespace normgraph::benchmarks
