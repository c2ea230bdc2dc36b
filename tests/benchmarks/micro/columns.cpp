// A property of all nodes, in batches as operators read them: of small numbers, of few different
// texts (a dictionary), of many.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <numeric>

#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void column(benchmark::State& state, const char* property) {
  const auto transaction = sample().store().begin_read();
  const store::GraphView& view = transaction->view();
  const KeyId key = view.find_key(property);
  std::vector<NodeId> nodes(view.node_limit());
  std::iota(nodes.begin(), nodes.end(), NodeId{0});
  for (auto _ : state)
    for (std::size_t begin = 0; begin < nodes.size(); begin += batch_rows) {
      const std::size_t count = std::min(batch_rows, nodes.size() - begin);
      benchmark::DoNotOptimize(view.node_property(key, {nodes.data() + begin, count}));
    }
  state.SetItemsProcessed(state.iterations() * item_count);
}
BENCHMARK_CAPTURE(column, numbers, "n");
BENCHMARK_CAPTURE(column, few_texts, "stage");
BENCHMARK_CAPTURE(column, many_texts, "title");

}  // namespace
}  // namespace normgraph::benchmarks
