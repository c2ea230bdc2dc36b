// 100,000 rows in groups: by one key or two, few groups or many; once from the stored segments, and
// once from rows (`WITH` keeps them rows).

#include <benchmark/benchmark.h>

#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void group(benchmark::State& state, const char* text) {
  const auto session = sample().session();
  for (auto _ : state) benchmark::DoNotOptimize(session->run(text));
  state.SetItemsProcessed(state.iterations() * item_count);
}
BENCHMARK_CAPTURE(group, segments_1_key, "MATCH (a:Item) RETURN a.stage, count(*), sum(a.n)");
BENCHMARK_CAPTURE(group, segments_2_keys, "MATCH (a:Item) RETURN a.stage, a.n, count(*)");
BENCHMARK_CAPTURE(group, rows_1_key,
                  "MATCH (a:Item) WITH a.stage AS s, a.n AS n RETURN s, count(*), sum(n)");
BENCHMARK_CAPTURE(group, rows_2_keys,
                  "MATCH (a:Item) WITH a.stage AS s, a.n AS n RETURN s, n, count(*)");
BENCHMARK_CAPTURE(group, rows_many_groups,
                  "MATCH (a:Item) WITH a.title AS t RETURN t, count(*) AS c ORDER BY c LIMIT 1");

}  // namespace
}  // namespace normgraph::benchmarks
