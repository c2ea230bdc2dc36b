// A node by its key: through the index alone, and as a whole statement.

#include <benchmark/benchmark.h>

#include "tests/benchmarks/micro/graph.hpp"
#include "tests/benchmarks/micro/statements.hpp"

namespace normgraph::benchmarks {
namespace {

/// Keys far from each other, one after the other.
class Keys {
 public:
  const Value& next() { return keys_[at_++ % keys_.size()]; }

 private:
  static std::vector<Value> make() {
    std::vector<Value> keys;
    for (std::int64_t i = 0; i < 1000; ++i)
      keys.push_back(Value::string(key_of(i * 7919 % item_count)));
    return keys;
  }
  const std::vector<Value> keys_ = make();
  std::size_t at_ = 0;
};

void key_by_index(benchmark::State& state) {
  const auto transaction = sample().store().begin_read();
  const store::GraphView& view = transaction->view();
  const KeyId key = view.find_key("key");
  Keys keys;
  for (auto _ : state) benchmark::DoNotOptimize(view.lookup(no_label, key, keys.next()));
}
BENCHMARK(key_by_index);

void key_by_statement(benchmark::State& state) {
  const auto session = sample().session();
  Keys keys;
  for (auto _ : state) {
    const Map parameters{{"key", keys.next()}};
    benchmark::DoNotOptimize(session->run(typical_statements[0].text, parameters));
  }
}
BENCHMARK(key_by_statement);

}  // namespace
}  // namespace normgraph::benchmarks
