#include "tests/benchmarks/loops.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "graph/database.hpp"
#include "tests/benchmarks/array_graph.hpp"
#include "tests/benchmarks/array_nodes.hpp"

namespace normgraph::benchmarks {

namespace {

using Lines = std::vector<std::string>;

struct Question {
  const char* name;
  std::string statement;
  std::function<Lines()> loop;
};

Lines text_of(const Answer& answer) {
  Lines lines;
  for (const auto& row : answer.tables.at(0).rows) {
    std::string line;
    for (const Value& value : row) {
      if (!line.empty()) line += ' ';
      line += value.type() == Type::String ? value.as_string() : std::to_string(value.as_integer());
    }
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

/// The least time of each, taken in turns, so that other work of the machine hits both.
bool compare(Session& session, const Question& question) {
  constexpr int rounds = 9;
  double engine = std::numeric_limits<double>::max(), loop = engine;
  Lines answer, expected;
  for (int round = 0; round < rounds; ++round) {
    engine =
        std::min(engine, milliseconds([&] { answer = text_of(session.run(question.statement)); }));
    loop = std::min(loop, milliseconds([&] { expected = question.loop(); }));
  }
  std::sort(expected.begin(), expected.end());
  const bool same = answer == expected;
  std::printf("%-34s %10.3f ms   loop %10.3f ms   ratio %6.2f   %s\n", question.name, engine, loop,
              engine / loop, same ? "same answer" : "DIFFERENT ANSWERS");
  return same;
}

/// A pattern that finds the node by its label and its property `id`.
std::string pattern_of(Session& session, const std::string& name, std::uint32_t node) {
  const Answer answer = session.run("MATCH (n) WHERE id(n) = $node RETURN '(" + name +
                                        ":' + labels(n)[0] + ' {id: \"' + n.id + '\"})'",
                                    {{"node", Value::integer(node)}});
  return answer.tables.at(0).rows.at(0).at(0).as_string();
}

Lines one(std::int64_t number) { return {std::to_string(number)}; }

std::vector<Question> about_citations(Session& session) {
  const auto graph = std::make_shared<const ArrayGraph>(read_graph(session, "CITES"));
  const std::uint32_t hub = most_cited(*graph);
  const std::uint32_t from = graph->nodes - 1, far = far_from(*graph, from);
  const std::string at_hub = "MATCH " + pattern_of(session, "h", hub);
  return {{"two steps into a hub, counted", at_hub + "<-[:CITES]-(a)<-[:CITES]-(b) RETURN count(*)",
           [=] { return one(count_two_steps(*graph, hub)); }},
          {"three steps, different ends",
           at_hub + "<-[:CITES]-(a)<-[:CITES]-(b)<-[:CITES]-(c) RETURN count(DISTINCT c)",
           [=] { return one(reach_by_three(*graph, hub)); }},
          {"triangles", "MATCH (a)-[:CITES]->(b)-[:CITES]->(c), (a)-[:CITES]->(c) RETURN count(*)",
           [=] { return one(count_triangles(*graph)); }},
          {"all relationships, sums by kind",
           "MATCH ()-[e:CITES]->() RETURN e.kind, count(*), sum(e.clause)",
           [=] { return sum_by_kind(*graph); }},
          {"shortest way",
           "MATCH " + pattern_of(session, "a", from) + ", " + pattern_of(session, "b", far) +
               " MATCH p = shortestPath((a)-[:CITES*1..30]->(b)) RETURN length(p)",
           [=] { return one(shortest_way(*graph, from, far)); }}};
}

std::vector<Question> about_properties(Session& session) {
  const auto cites = std::make_shared<const ArrayGraph>(read_graph(session, "CITES"));
  const auto addresses = std::make_shared<const ArrayGraph>(read_graph(session, "ADDRESSES"));
  const auto answers = std::make_shared<const ArrayGraph>(read_graph(session, "ANSWERS"));
  const auto nodes = std::make_shared<const ArrayNodes>(read_nodes(session));
  const std::uint8_t item = nodes->label("WorkItem"), article = nodes->label("Article");
  const std::uint8_t published = nodes->stage("published");
  return {{"all relationships, sum over the ends", "MATCH (a)-[:CITES]->(b) RETURN sum(b.year)",
           [=] { return one(sum_years_of_ends(*cites, *nodes)); }},
          {"items by stage", "MATCH (w:WorkItem) RETURN w.stage, count(*)",
           [=] { return count_by_stage(*nodes, item); }},
          {"titles with a word",
           "MATCH (w:WorkItem) WHERE w.title CONTAINS 'biometric' RETURN count(*)",
           [=] { return one(count_titles(*nodes, item, "biometric")); }},
          {"articles without published answers",
           "MATCH (a:Article) WHERE NOT EXISTS { MATCH (a)<-[:ADDRESSES]-()<-[:ANSWERS]-(w) "
           "WHERE w.stage = 'published' } RETURN count(*)",
           [=] { return one(count_gaps(*nodes, article, *addresses, *answers, published)); }}};
}

}  // namespace

int compare_with_loops(const std::string& path) {
  Database database({.path = path, .memory = false, .read_only = true});
  const auto session = database.session();
  int different = 0;
  for (const auto& questions : {about_citations(*session), about_properties(*session)})
    for (const Question& question : questions) different += compare(*session, question) ? 0 : 1;
  return different;
}

}  // namespace normgraph::benchmarks
