// All neighbours of all nodes, list by list; items are neighbours.

#include <benchmark/benchmark.h>

#include "graph/store/adjacency.hpp"
#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void neighbours(benchmark::State& state, store::Direction direction) {
  const auto transaction = sample().store().begin_read();
  const store::GraphView& view = transaction->view();
  const store::AdjacencyReader reader = view.adjacency(view.find_type("CITES"), direction);
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (NodeId node = 0; node < view.node_limit(); ++node)
      for (const NodeId other : reader.neighbours(node).nodes) sum += other;
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * citation_count);
}
BENCHMARK_CAPTURE(neighbours, out, store::Direction::Out);
BENCHMARK_CAPTURE(neighbours, in, store::Direction::In);

}  // namespace
}  // namespace normgraph::benchmarks
