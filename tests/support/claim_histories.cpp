#include "tests/support/claim_histories.hpp"

#include "graph/store/view.hpp"
#include "graph/value/text.hpp"
#include "tests/support/naive_claims.hpp"

namespace normgraph::tests {

std::unique_ptr<Database> empty_graph() {
  auto database = std::make_unique<Database>(DatabaseOptions{.path = "", .memory = true});
  database->session()->run("CREATE INDEX FOR (n:A) ON (n.p)");
  return database;
}
namespace {

store::PropertyList naive_values(store::GraphWriter& writer, const std::vector<Claim>& claims,
                                 When when) {
  store::PropertyList list;
  for (const char* name : {"p", "q", "w"}) {
    const Claim* claim = naive_claim(claims, name, when);
    if (!claim) continue;
    list.emplace_back(writer.intern_key(name), claim->value);
    List sources;
    for (const std::string& source : claim->sources) sources.push_back(Value::string(source));
    if (!sources.empty())
      list.emplace_back(writer.intern_key(std::string(name) + "_sources"),
                        Value::list(std::move(sources)));
  }
  return list;
}
}  // namespace

std::unique_ptr<Database> valid_at(const History& history, When when) {
  auto database = empty_graph();
  const auto transaction = database->store().begin_write();
  store::GraphWriter& writer = transaction->writer();
  std::vector<NodeId> nodes;
  for (const NodeHistory& node : history.nodes) {
    if (!naive_exists(node.claims, when)) {
      nodes.push_back(no_node);
      continue;
    }
    const LabelId label = writer.intern_label(node.label);
    store::PropertyList list = naive_values(writer, node.claims, when);
    list.emplace_back(writer.intern_key("key"), Value::string(node.key));
    nodes.push_back(writer.create_node({&label, 1}, list));
  }
  for (const RelationshipHistory& each : history.relationships) {
    if (nodes[each.start] == no_node || nodes[each.end] == no_node ||
        !naive_exists(each.claims, when))
      continue;
    store::PropertyList list = naive_values(writer, each.claims, when);
    if (!each.claimed_weight)
      list.emplace_back(writer.intern_key("w"), Value::integer(each.weight));
    writer.create_relationship(writer.intern_type("R"), nodes[each.start], nodes[each.end], list);
  }
  transaction->commit();
  return database;
}
namespace {

constexpr const char* queries[] = {
    "MATCH (n) RETURN n.key, n.p, n.p_sources, n.q, labels(n) ORDER BY n.key",
    "MATCH (n) WITH n ORDER BY n.key UNWIND keys(n) AS k WITH n, k ORDER BY n.key, k "
    "RETURN n.key, collect(k)",
    "MATCH (n) RETURN count(*)",
    "MATCH (n:A) RETURN count(*)",
    "MATCH (n:A) RETURN n.key ORDER BY n.key",
    "MATCH (n:B) RETURN n.p AS p, count(*) AS c ORDER BY p",
    "UNWIND range(0, 8) AS i MATCH (n {key: 'k' + toString(i)}) RETURN i, n.q ORDER BY i",
    "UNWIND range(0, 2) AS i MATCH (n:A {p: i}) RETURN i, n.key ORDER BY i, n.key",
    "MATCH (n {key: 'k3'}) RETURN n.p",
    "MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w",
    "MATCH (a)<-[r]-(b:A) RETURN a.key, r.w, b.key ORDER BY r.w",
    "MATCH ()-[r:R]->() RETURN count(r)",
    "MATCH (n) RETURN n.key, COUNT { (n)-[:R]->() } AS o, COUNT { (n)<-[:R]-() } AS i ORDER BY "
    "n.key",
    "MATCH (a {key: 'k1'})-[rs:R*1..3]->(b) RETURN b.key, [r IN rs | r.w] AS path ORDER BY path",
    "MATCH (a {key: 'k1'}), (b {key: 'k2'}) MATCH p = shortestPath((a)-[:R*]->(b)) RETURN "
    "length(p)",
    "MATCH (a:A) WHERE NOT EXISTS { (a)-[:R]->(:B) } RETURN a.key ORDER BY a.key",
    "MATCH (n:A) RETURN sum(n.p) AS s, avg(n.q) AS a, count(n.q) AS c, count(DISTINCT n.p) AS d",
    "MATCH (a)-[r:R]->(b) WITH a, r ORDER BY r.w RETURN a.key AS k, count(*) AS c, collect(r.w) AS "
    "w ORDER BY k",
    "MATCH (a:A)-[:R]->(b)-[:R]->(c) RETURN count(*)",
    "MATCH (a)-[:R]->(b)-[:R]->(c)-[:R]->(a) RETURN count(*)",
    "MATCH (a {key: 'k1'})-[:R*]->(b) RETURN count(DISTINCT b.key)",
    "MATCH p = ALL SHORTEST (a {key: 'k0'})-[:R]->{1,4}(b {key: 'k5'}) RETURN length(p) AS l, "
    "count(*) AS c ORDER BY l",
    "MATCH (a:A) OPTIONAL MATCH (a)-[r:R]->(b:B) RETURN a.key AS k, r.w AS w ORDER BY k, w",
    "MATCH (n:A) WHERE n.p > 0 AND n.q IS NULL RETURN n.key ORDER BY n.key",
    "MATCH (n:A {p: 1}) MATCH (n)-[r:R]-(m) RETURN n.key AS k, m.key AS l, r.w AS w ORDER BY k, w",
    "MATCH (n) RETURN n.key AS k, size([(n)-[r:R]->(m) WHERE m.p = 1 | r.w]) AS s ORDER BY k",
    "MATCH (n) RETURN n.key AS k, properties(n) AS everything ORDER BY k",
};
}  // namespace

std::string answer(Session& session, const std::string& text) {
  std::string rows;
  const Answer all = session.run(text);
  for (const Table& table : all.tables)
    for (const auto& row : table.rows) {
      for (const Value& value : row) rows += to_text(value) + " ";
      rows += "\n";
    }
  return rows;
}
std::string date(std::int64_t day) { return to_text(Value::date(Date{day})); }
void compare(Session& claims, const std::string& prefix, const History& history, When when) {
  const auto plain = valid_at(history, when);
  const auto session = plain->session();
  for (const char* query : queries)
    ASSERT_EQ(answer(claims, prefix + query), answer(*session, query)) << prefix << query;
}
}  // namespace normgraph::tests
