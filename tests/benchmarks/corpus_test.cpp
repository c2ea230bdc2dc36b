// The benchmark's questions on a small generated corpus: answers only, never times. The corpus
// comes in through CSV, once straight into segments and once row by row.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"
#include "tests/benchmarks/array_graph.hpp"
#include "tests/benchmarks/array_nodes.hpp"

namespace normgraph::benchmarks {
namespace {

constexpr std::uint32_t items = 3000;

/// The same numbers on every machine.
class Numbers {
 public:
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 42;
};

std::string id(std::uint32_t item) { return "W-" + std::to_string(100000 + item); }

class Corpus : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder =
        std::filesystem::temp_directory_path() / ("normgraph-corpus-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    Numbers numbers;
    write_items(numbers);
    write_citations(numbers);
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder); }

  static void write_items(Numbers& numbers) {
    std::ofstream out(folder / "Item.csv");
    out << "id,title,stage,date,year,share\n";
    for (std::uint32_t i = 0; i < items; ++i) {
      const std::uint32_t year = 2005 + numbers.below(20);
      out << id(i) << ",\"Work \"\"" << numbers.below(500) << "\"\", part " << i % 7 << "\","
          << (numbers.below(9) == 0 ? ""
              : numbers.below(2)    ? "draft"
                                    : "published")
          << ',' << year << "-0" << 1 + numbers.below(9) << "-1" << numbers.below(9) << ',' << year
          << ',' << (i % 3 ? std::to_string(i) + ".5" : "") << '\n';
    }
    std::ofstream bodies(folder / "Body.csv");
    bodies << "id,title\n";
    for (std::uint32_t i = 0; i < 40; ++i) bodies << "B-" << i << ",Body " << i << "\n";
  }

  /// Not in order, with parallel ones, loops, and an item that very many cite.
  static void write_citations(Numbers& numbers) {
    const char* kinds[] = {"normative", "informative", "undated"};
    std::ofstream out(folder / "CITES.csv");
    out << "from,to,kind,clause\n";
    for (std::uint32_t i = 0; i < items * 8; ++i) {
      const std::uint32_t from = i % 5 ? i / 8 : numbers.below(items);
      const std::uint32_t to = i % 4 ? numbers.below(items) : numbers.below(1 + i % 20);
      out << id(from) << ',' << id(to) << ',' << kinds[numbers.below(3)] << ','
          << 1 + numbers.below(400) << '\n';
    }
    out << id(9) << ',' << id(9) << ",normative,\n";
    std::ofstream develops(folder / "DEVELOPS.csv");
    develops << "from,to\n";
    for (std::uint32_t i = 0; i < items; i += 2)
      develops << "B-" << numbers.below(40) << ',' << id(i) << "\n";
  }

  static void load(Database& database) {
    const loaders::Report report = loaders::load(database, folder.string());
    ASSERT_FALSE(report.failed()) << report.problems.front().message;
    EXPECT_EQ(report.nodes, items + 40u);
    EXPECT_EQ(report.relationships, items * 8u + 1 + items / 2);
  }

  static std::vector<std::string> rows(Session& session, const std::string& text) {
    std::vector<std::string> lines;
    const Answer answer = session.run(text);
    for (const auto& row : answer.tables.at(0).rows) {
      std::string line;
      for (const Value& value : row) line += to_literal(value) + " | ";
      lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  static std::filesystem::path folder;
};
std::filesystem::path Corpus::folder;

TEST_F(Corpus, StraightIntoSegmentsIsTheSameAsRowByRow) {
  Database straight({.path = {}, .memory = true, .read_only = false});
  load(straight);
  Database slow({.path = {}, .memory = true, .read_only = false});
  slow.session()->run("CREATE (:Before {x: 1})");
  load(slow);
  const auto a = straight.session(), b = slow.session();
  for (const char* text :
       {"MATCH (n:Item) RETURN n.id, n.title, n.stage, n.date, n.year, n.share",
        "MATCH (n:Body) RETURN n.id, n.title, n.stage, labels(n)",
        "MATCH (n:Item)-[e:CITES]->(m) RETURN n.id, m.id, e.kind, e.clause, type(e)",
        "MATCH (n:Item)<-[e:CITES]-(m) RETURN n.id, m.id, e.kind, e.clause",
        "MATCH (n:Body)-[e:DEVELOPS]->(m)<-[c:CITES]-(o) RETURN n.id, o.id, c.clause",
        "MATCH (n:Item {id: 'W-100009'})-[e]-(m) RETURN m.id, e.kind", "SHOW INDEXES"})
    EXPECT_EQ(rows(*a, text), rows(*b, text)) << text;
  EXPECT_TRUE(straight.store().verify().empty());
  // Numbers are in the order of start and end.
  EXPECT_EQ(rows(*a,
                 "MATCH (n)-[e:CITES]->(m) WITH e ORDER BY id(n), id(m) WITH collect(id(e)) AS "
                 "ids RETURN all(i IN range(1, size(ids) - 1) WHERE ids[i - 1] < ids[i])"),
            std::vector<std::string>{"true | "});
}

TEST_F(Corpus, ChangesAfterABulkLoad) {
  Database database({.path = {}, .memory = true, .read_only = false});
  load(database);
  const auto session = database.session();
  EXPECT_THROW(session->run("CREATE (:Item {id: 'W-100001'})"), Error);
  session->run("MATCH (n:Item {id: 'W-100001'}) SET n.title = 'changed', n.stage = null");
  session->run("MATCH (n:Item {id: 'W-100002'})-[e:CITES]->() DELETE e");
  session->run("MATCH (n:Item {id: 'W-100003'}) DETACH DELETE n");
  EXPECT_EQ(rows(*session, "MATCH (n:Item {id: 'W-100001'}) RETURN n.title, n.stage"),
            std::vector<std::string>{"'changed' | null | "});
  EXPECT_EQ(rows(*session, "MATCH (n:Item {id: 'W-100002'})-[:CITES]->() RETURN count(*)"),
            std::vector<std::string>{"0 | "});
  EXPECT_EQ(rows(*session, "MATCH (n:Item) RETURN count(*)"),
            std::vector<std::string>{std::to_string(items - 1) + " | "});
  EXPECT_TRUE(database.store().verify().empty());
}

TEST_F(Corpus, BadRowsAreNamedAndNothingIsLoaded) {
  const std::filesystem::path bad = folder / "bad";
  std::filesystem::create_directories(bad);
  std::ofstream(bad / "A.csv") << "id,n:int\nx,1\ny,two\nx,3\n,4\nz,5,6\n";
  std::ofstream(bad / "R.csv") << "from,to\nx,y\nx,nowhere\n";
  Database database({.path = {}, .memory = true, .read_only = false});
  const loaders::Report report = loaders::load(database, bad.string());
  std::set<std::string> problems;
  for (const auto& problem : report.problems)
    problems.insert(problem.file + ":" + std::to_string(problem.line) + " " + problem.field);
  EXPECT_EQ(problems, (std::set<std::string>{"A.csv:3 n", "A.csv:4 id", "A.csv:5 id", "A.csv:6 ",
                                             "R.csv:3 to"}));
  EXPECT_EQ(rows(*database.session(), "MATCH (n) RETURN count(*)"),
            std::vector<std::string>{"0 | "});
}

TEST_F(Corpus, AnswersOfLoopsByHand) {
  Database database({.path = {}, .memory = true, .read_only = false});
  load(database);
  const auto session = database.session();
  const ArrayGraph graph = read_graph(*session, "CITES");
  const std::uint32_t hub = most_cited(graph), from = graph.nodes - 1, far = far_from(graph, from);
  const auto number = [&](const std::string& text) {
    const Answer answer = session->run(text, {{"far", Value::integer(far)},
                                              {"from", Value::integer(from)},
                                              {"hub", Value::integer(hub)}});
    return answer.tables.at(0).rows.at(0).at(0).as_integer();
  };
  EXPECT_EQ(number("MATCH (h) WHERE id(h) = $hub MATCH (h)<-[:CITES]-(a) MATCH (a)<-[:CITES]-(b) "
                   "RETURN count(*)"),
            count_two_steps(graph, hub));
  EXPECT_EQ(number("MATCH (h) WHERE id(h) = $hub MATCH (h)<-[:CITES]-(a) WITH DISTINCT a MATCH "
                   "(a)<-[:CITES]-(b) WITH DISTINCT b MATCH (b)<-[:CITES]-(c) RETURN "
                   "count(DISTINCT c.id)"),
            reach_by_three(graph, hub));
  EXPECT_EQ(number("MATCH (a)-[:CITES]->(b) MATCH (b)-[:CITES]->(c) MATCH (a)-[:CITES]->(c) "
                   "RETURN count(DISTINCT [id(a), id(b), id(c)])") > 0,
            count_triangles(graph) > 0);
  EXPECT_EQ(number("MATCH (a) WHERE id(a) = $from MATCH (b) WHERE id(b) = $far MATCH p = "
                   "shortestPath((a)-[:CITES*1..30]->(b)) RETURN length(p)"),
            shortest_way(graph, from, far));
  std::vector<std::string> sums;
  const Answer answer =
      session->run("MATCH ()-[e:CITES]->() RETURN e.kind, count(*), sum(e.clause)");
  for (const auto& row : answer.tables.at(0).rows)
    sums.push_back(row[0].as_string() + " " + std::to_string(row[1].as_integer()) + " " +
                   std::to_string(row[2].as_integer()));
  std::vector<std::string> expected = sum_by_kind(graph);
  std::sort(sums.begin(), sums.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(sums, expected);
}

TEST_F(Corpus, AnswersOfLoopsOverProperties) {
  Database database({.path = {}, .memory = true, .read_only = false});
  load(database);
  const auto session = database.session();
  const ArrayGraph cites = read_graph(*session, "CITES"),
                   develops = read_graph(*session, "DEVELOPS");
  const ArrayNodes nodes = read_nodes(*session);
  const auto number = [&](const std::string& text) {
    return session->run(text).tables.at(0).rows.at(0).at(0).as_integer();
  };
  const std::uint8_t item = nodes.label("Item");
  EXPECT_EQ(number("MATCH (a)-[:CITES]->(b) RETURN sum(b.year)"), sum_years_of_ends(cites, nodes));
  EXPECT_EQ(number("MATCH (n:Item) WHERE n.title CONTAINS '12' RETURN count(*)"),
            count_titles(nodes, item, "12"));
  EXPECT_EQ(number("MATCH (a:Item) WHERE NOT EXISTS { MATCH (a)<-[:CITES]-()<-[:DEVELOPS]-(c) "
                   "WHERE c.stage IS NULL } RETURN count(*)"),
            count_gaps(nodes, item, cites, develops, nodes.stage("")));
  std::vector<std::string> stages;
  for (const std::string& line : count_by_stage(nodes, item)) stages.push_back("'" + line + "' | ");
  std::sort(stages.begin(), stages.end());
  EXPECT_EQ(rows(*session,
                 "MATCH (n:Item) WITH n.stage AS stage, count(*) AS items "
                 "RETURN coalesce(stage, '') + ' ' + toString(items)"),
            stages);
}

}  // namespace
}  // namespace normgraph::benchmarks
