// The engine against the reference evaluator: random graphs, random queries, from fixed seeds.
// Every query runs with the optimised and the naive plan, over plain maps (generic vectors), over a
// committed store (typed vectors) and over one half of whose data is not committed yet.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "grammar/parse.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/planner.hpp"
#include "graph/value/text.hpp"
#include "tests/support/memory_graph.hpp"
#include "tests/support/random_query.hpp"
#include "tests/support/reference_evaluator.hpp"

namespace normgraph::tests {
namespace {

using Texts = std::vector<std::string>;

std::string text_of(const List& row) {
  std::string text;
  for (const Value& value : row) text += (text.empty() ? "" : ", ") + to_literal(value);
  return text;
}

/// Writes nodes [from, to) of the graph and the relationships that then have both ends.
void write(const ReferenceGraph& graph, std::size_t from, std::size_t to,
           store::GraphWriter& writer) {
  const auto properties = [&](const std::map<std::string, Value>& values) {
    store::PropertyList list;
    for (const auto& [key, value] : values) list.emplace_back(writer.intern_key(key), value);
    return list;
  };
  for (std::size_t i = from; i < to; ++i) {
    std::vector<LabelId> labels;
    for (const std::string& label : graph.nodes[i].labels)
      labels.push_back(writer.intern_label(label));
    std::sort(labels.begin(), labels.end());
    ASSERT_EQ(writer.create_node(labels, properties(graph.nodes[i].properties)), i);
  }
  for (const ReferenceRelationship& each : graph.relationships) {
    const std::size_t later = std::max(each.start, each.end);
    if (later >= from && later < to)
      writer.create_relationship(writer.intern_type(each.type), each.start, each.end,
                                 properties(each.properties));
  }
}

/// One graph in the forms in which the engine meets it.
class Engines {
 public:
  explicit Engines(const ReferenceGraph& graph)
      : committed_(store::open_store({.path = "", .memory = true})),
        uncommitted_(store::open_store({.path = "", .memory = true})) {
    const std::size_t all = graph.nodes.size(), half = all / 2;
    write(graph, 0, all, plain_);
    auto whole = committed_->begin_write();
    whole->begin_statement();
    write(graph, 0, all, whole->writer());
    whole->keep_statement();
    whole->commit();
    reading_ = committed_->begin_read();
    auto first = uncommitted_->begin_write();
    first->begin_statement();
    write(graph, 0, half, first->writer());
    first->keep_statement();
    first->commit();
    first.reset();
    writing_ = uncommitted_->begin_write();
    writing_->begin_statement();
    write(graph, half, all, writing_->writer());
    writing_->keep_statement();
  }

  struct Engine {
    std::string name;
    const store::GraphView* view;
    bool optimise;
  };
  std::vector<Engine> all() const {
    return {{"plain maps, optimised", &plain_, true},
            {"plain maps, naive", &plain_, false},
            {"committed, optimised", &reading_->view(), true},
            {"committed, naive", &reading_->view(), false},
            {"half committed, optimised", &writing_->view(), true}};
  }

 private:
  MemoryGraph plain_;
  std::unique_ptr<store::Store> committed_, uncommitted_;
  std::unique_ptr<store::Transaction> reading_, writing_;
};

Texts run(const ast::Query& query, const Engines::Engine& engine) {
  const query::Plan plan =
      query::plan_query(query, {.view = engine.view, .optimise = engine.optimise});
  const Map parameters;
  query::UpdateCounts counts;
  query::Context context;
  context.view = engine.view;
  context.parameters = &parameters;
  context.counts = &counts;
  query::Execution execution(plan, context);
  Texts rows;
  for (Batch batch; execution.next(batch);)
    for (std::size_t i = 0; i < batch.selection.size(); ++i) {
      List row;
      for (const query::OutputColumn& column : plan.columns)
        row.push_back(batch.columns[column.slot].value(batch.selection[i]));
      rows.push_back(text_of(row));
    }
  EXPECT_GE(context.memory_used, 0);
  return rows;
}

void compare(const RandomQuery& random, const ReferenceGraph& graph, const Engines& engines) {
  SCOPED_TRACE(random.text);
  const ast::Statement statement = parse_statement(random.text);
  const auto& query = std::get<ast::Query>(statement.node);
  Texts expected;
  for (const List& row : ReferenceEvaluator(graph).run(query)) expected.push_back(text_of(row));
  if (!random.ordered) std::sort(expected.begin(), expected.end());
  for (const Engines::Engine& engine : engines.all()) {
    SCOPED_TRACE(engine.name);
    Texts rows = run(query, engine);
    if (!random.ordered) std::sort(rows.begin(), rows.end());
    ASSERT_EQ(rows, expected);
  }
}

TEST(Reference, SmallGraphsAndManyQueries) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    RandomQueries generator(seed);
    const ReferenceGraph graph = generator.graph(6, 9);
    const Engines engines(graph);
    for (int i = 0; i < 60; ++i) {
      compare(generator.query(), graph, engines);
      if (HasFatalFailure()) {
        ADD_FAILURE() << "seed " << seed << ", query " << i;
        return;
      }
    }
  }
}

TEST(Reference, MoreRowsThanABatchHolds) {
  RandomQueries generator(7);
  const ReferenceGraph graph = generator.graph(40, 500);
  const Engines engines(graph);
  for (const char* text : {
           "MATCH (a)-[r]->(b)-[s]->(c) RETURN a.id, r.id, b.id, s.id, c.id",
           "MATCH (a)-[r:R]-(b)-[s]->(c) WHERE a.v < c.v RETURN a.id, r.id, s.id, c.id",
           "MATCH (a)-[r]->(b) OPTIONAL MATCH (b)-[s:R]->(c:A) WHERE c.v > a.v "
           "RETURN a.id, r.id, s.id, c.id",
           "MATCH (a)-[rs:R*1..2]->(b) RETURN a.id, [r IN rs | r.id], b.id",
           "MATCH (a)-[r]->(b)-[s]->(c) WHERE EXISTS { (c)-[:S]->(d:A) WHERE d.v = a.v } "
           "RETURN r.id, s.id",
           "MATCH (a)-[r]->(b)-[s]->(c) WITH a, c, count(*) AS n WHERE n > 1 "
           "RETURN a.id, c.id, n",
           "MATCH (a)-[r]->(b)-[s]->(c) RETURN DISTINCT a.id, c.id",
           "MATCH (a)-[r]->(b)-[s]->(a) RETURN a.id, r.id, s.id",
           "MATCH (a)-[r]->(b) UNWIND [1, 2, 3, 4, 5] AS x RETURN r.id, x",
           "MATCH (a)-[r]->(b), (c:A) RETURN r.id, c.id",
           "MATCH (a)-[r]->(b) RETURN r.id, COUNT { (b)-[:R]->() } AS n",
       })
    compare({text, false}, graph, engines);
  compare({"MATCH (a)-[r]->(b)-[s]->(c) RETURN r.id AS x, s.id AS y ORDER BY x DESC, y SKIP 2040 "
           "LIMIT 2100",
           true},
          graph, engines);
}

}  // namespace
}  // namespace normgraph::tests
