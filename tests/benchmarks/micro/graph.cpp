#include "tests/benchmarks/micro/graph.hpp"

#include <random>

namespace normgraph::benchmarks {
namespace {

void fill(store::GraphWriter& writer) {
  const LabelId item = writer.intern_label("Item");
  const TypeId cites = writer.intern_type("CITES");
  const KeyId key = writer.intern_key("key"), n = writer.intern_key("n"),
              title = writer.intern_key("title"), stage = writer.intern_key("stage");
  const char* stages[] = {"preliminary", "draft", "enquiry", "approval", "published"};
  std::mt19937 random(7);
  std::vector<NodeId> nodes;
  for (std::int64_t i = 0; i < item_count; ++i)
    nodes.push_back(writer.create_node(
        {&item, 1}, {{key, Value::string(key_of(i))},
                     {n, Value::integer(static_cast<std::int64_t>(random() % 1000))},
                     {title, Value::string("title " + std::to_string(random() % 50000))},
                     {stage, Value::string(stages[random() % 5])}}));
  for (std::int64_t i = 0; i < citation_count; ++i)
    writer.create_relationship(cites, nodes[random() % nodes.size()],
                               nodes[random() % nodes.size()], {});
}

}  // namespace

Database& sample() {
  static Database database({.path = {}, .memory = true, .read_only = false});
  static const bool filled = [] {
    const auto transaction = database.store().begin_write();
    fill(transaction->writer());
    transaction->commit();
    return true;
  }();
  (void)filled;
  return database;
}

std::string key_of(std::int64_t item) { return "item:" + std::to_string(item); }

}  // namespace normgraph::benchmarks
