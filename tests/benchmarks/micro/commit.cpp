// One relationship more, committed: in memory, where nothing waits for a disk, and into a file.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>

#include "tests/benchmarks/micro/graph.hpp"

namespace normgraph::benchmarks {
namespace {

void add_relationships(benchmark::State& state, store::Store& store) {
  constexpr NodeId nodes = 1000;
  {
    const auto transaction = store.begin_write();
    for (NodeId i = 0; i < nodes; ++i) transaction->writer().create_node({}, {});
    transaction->commit();
  }
  NodeId at = 0;
  for (auto _ : state) {
    const auto transaction = store.begin_write();
    const TypeId type = transaction->writer().intern_type("CITES");
    transaction->writer().create_relationship(type, at % nodes, at * 7 % nodes, {});
    transaction->commit();
    ++at;
  }
}

void commit_in_memory(benchmark::State& state) {
  Database database({.path = {}, .memory = true, .read_only = false});
  add_relationships(state, database.store());
}
BENCHMARK(commit_in_memory);

void commit_to_file(benchmark::State& state) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / ("normgraph-commit-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  {
    Database database({.path = folder / "graph.db", .memory = false, .read_only = false});
    add_relationships(state, database.store());
  }
  fs::remove_all(folder);
}
BENCHMARK(commit_to_file);

}  // namespace
}  // namespace normgraph::benchmarks
