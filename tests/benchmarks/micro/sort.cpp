// 100,000 rows in order, by a number, a text, or both; the first ten of them. Only a sum leaves the
// statement, so that making the answer does not count.

#include <benchmark/benchmark.h>

#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void sort(benchmark::State& state, const char* order) {
  const auto session = sample().session();
  const std::string text =
      std::string("MATCH (a:Item) WITH a ") + order + " RETURN sum(id(a)) AS sum";
  for (auto _ : state) benchmark::DoNotOptimize(session->run(text));
  state.SetItemsProcessed(state.iterations() * item_count);
}
BENCHMARK_CAPTURE(sort, none, "");
BENCHMARK_CAPTURE(sort, number, "ORDER BY a.n");
BENCHMARK_CAPTURE(sort, text, "ORDER BY a.title");
BENCHMARK_CAPTURE(sort, text_and_number, "ORDER BY a.stage, a.n DESC");
BENCHMARK_CAPTURE(sort, first_ten, "ORDER BY a.n, a.title LIMIT 10");

}  // namespace
}  // namespace normgraph::benchmarks
