// Text to tree.

#include "grammar/parse.hpp"

#include <benchmark/benchmark.h>

#include "tests/benchmarks/micro/statements.hpp"

namespace normgraph::benchmarks {
namespace {

void parse(benchmark::State& state) {
  const NamedStatement& statement = typical_statements[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(statement.name);
  for (auto _ : state) benchmark::DoNotOptimize(parse_statement(statement.text));
}
BENCHMARK(parse)->DenseRange(0, typical_statements.size() - 1);

}  // namespace
}  // namespace normgraph::benchmarks
