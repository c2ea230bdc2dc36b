// Tree to plan: names bound, patterns ordered by the statistics of the graph.

#include <benchmark/benchmark.h>

#include "grammar/parse.hpp"
#include "graph/query/planner.hpp"
#include "tests/benchmarks/micro/graph.hpp"
#include "tests/benchmarks/micro/statements.hpp"

namespace normgraph::benchmarks {
namespace {

void plan(benchmark::State& state) {
  const NamedStatement& statement = typical_statements[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(statement.name);
  const ast::Statement tree = parse_statement(statement.text);
  const auto transaction = sample().store().begin_read();
  const query::PlanningContext context{.view = &transaction->view()};
  for (auto _ : state)
    benchmark::DoNotOptimize(query::plan_query(std::get<ast::Query>(tree.node), context));
}
BENCHMARK(plan)->DenseRange(0, typical_statements.size() - 1);

}  // namespace
}  // namespace normgraph::benchmarks
