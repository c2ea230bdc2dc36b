#include "tests/benchmarks/corpus_questions.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace normgraph::benchmarks {
namespace {

const std::string unanswered =
    "NOT EXISTS { MATCH (a)<-[:ADDRESSES]-(:RequestItem)<-[:ANSWERS]-(w:WorkItem) "
    "WHERE w.stage = 'published' }";

nlohmann::json read_parameters(const std::string& folder) {
  std::ifstream in(folder + "/params.json");
  if (!in) throw std::runtime_error("cannot read " + folder + "/params.json");
  return nlohmann::json::parse(in).at("params");
}

}  // namespace

std::vector<CorpusQuestion> corpus_questions(const std::string& folder) {
  const nlohmann::json given = read_parameters(folder);
  const auto text = [&](const char* name) { return given.at(name).get<std::string>(); };
  const auto id = [](const std::string& value) { return Map{{"id", Value::string(value)}}; };
  std::vector<Map> many;
  for (const nlohmann::json& each : given.at("ids")) many.push_back(id(each.get<std::string>()));
  const std::string far = text("sp_to");
  const std::string far_label = far.rfind("WI", 0) == 0 ? "WorkItem" : "Article";
  const std::string look_up = "MATCH (w:WorkItem {id: $id}) RETURN w.title, w.stage, w.date";
  const std::string at_hub = "MATCH (h:WorkItem {id: $id})<-[:CITES]-(a)";
  const std::string citations = "MATCH ()-[e:CITES]->() RETURN count(*)";
  const std::string items = "MATCH (w:WorkItem) RETURN count(*)";
  return {
      {"point look-up", look_up, "RETURN 1", {id(text("wi"))}},
      {"1,000 point look-ups", look_up, "RETURN 1000", many},
      {"what one item cites",
       "MATCH (w:WorkItem {id: $id})-[:CITES]->(x) RETURN x.id",
       "MATCH (w:WorkItem {id: $id})-[:CITES]->(x) RETURN count(*)",
       {id(text("wi"))}},
      {"two citations, counted",
       at_hub + "<-[:CITES]-(b) RETURN count(*)",
       at_hub + " RETURN count(*)",
       {id(text("hub"))}},
      {"three citations, different ends",
       at_hub + "<-[:CITES]-(b)<-[:CITES]-(c) RETURN count(DISTINCT c.id)",
       at_hub +
           " WITH collect(DISTINCT a) AS first, count(*) AS n UNWIND first AS a "
           "MATCH (a)<-[:CITES]-(b) WITH n, collect(DISTINCT b) AS second, count(*) AS m "
           "UNWIND second AS b MATCH (b)<-[:CITES]-() WITH n, m, count(*) AS o RETURN n + m + o",
       {id(text("hub"))}},
      {"shortest way",
       "MATCH p = shortestPath((a:WorkItem {id: $id})-[:CITES*1..10]->(b:" + far_label +
           " {id: $to})) RETURN length(p)",
       "",
       {Map{{"id", Value::string(text("wi"))}, {"to", Value::string(far)}}}},
      {"gaps of one regulation",
       "MATCH (r:Regulation {id: $id})-[:CONTAINS]->(a:Article) WHERE " + unanswered +
           " RETURN a.id",
       "MATCH (r:Regulation {id: $id})-[:CONTAINS]->(a) RETURN count(*)",
       {id(text("reg"))}},
      {"gaps of all regulations",
       "MATCH (a:Article) WHERE " + unanswered + " RETURN count(*)",
       "MATCH (a:Article) RETURN count(*)",
       {Map{}}},
      {"after their deadline, 50 latest",
       "MATCH (w:WorkItem)-[:ANSWERS]->(r:RequestItem)-[:DUE]->(d:Deadline) WHERE w.date > d.date "
       "AND w.stage <> 'published' AND w.stage <> 'withdrawn' RETURN w.id, r.id, w.date, d.date "
       "ORDER BY w.date DESC, w.id, r.id LIMIT 50",
       "MATCH (w:WorkItem)-[:ANSWERS]->(r) RETURN count(*)",
       {Map{}}},
      {"work items by stage", "MATCH (w:WorkItem) RETURN w.stage, count(*)", items, {Map{}}},
      {"triangles",
       "MATCH (a)-[:CITES]->(b)-[:CITES]->(c), (a)-[:CITES]->(c) RETURN count(*)",
       "MATCH (a)-[:CITES]->(b) MATCH (b)-[:CITES]->(c) RETURN count(*)",
       {Map{}}},
      {"titles with a word",
       "MATCH (w:WorkItem) WHERE w.title CONTAINS '" + text("word") + "' RETURN count(*)",
       items,
       {Map{}}},
      {"citations by kind",
       "MATCH ()-[e:CITES]->() RETURN e.kind, count(*), sum(e.clause)",
       citations,
       {Map{}}}};
}

}  // namespace normgraph::benchmarks
