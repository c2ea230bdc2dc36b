// What every statement begins with: a snapshot, opened anew, or taken again where nothing has been
// committed since.

#include <benchmark/benchmark.h>

#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void open_snapshot(benchmark::State& state) {
  store::Store& store = sample().store();
  for (auto _ : state) benchmark::DoNotOptimize(store.begin_read());
}
BENCHMARK(open_snapshot);

void renew_snapshot(benchmark::State& state) {
  const auto transaction = sample().store().begin_read();
  for (auto _ : state) {
    transaction->rest();
    benchmark::DoNotOptimize(transaction->renew());
  }
}
BENCHMARK(renew_snapshot);

}  // namespace
}  // namespace normgraph::benchmarks
