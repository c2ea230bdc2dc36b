#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "graph/database.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"
#include "repl/exporting.hpp"

// EXPORT: every format on the shipped graph, checked by readers of others, and the way back.

namespace normgraph::loaders {
namespace {

constexpr Date today{20779};  // 2026-11-22

std::unique_ptr<Database> empty_graph() {
  auto database =
      std::make_unique<Database>(DatabaseOptions{.path = "", .memory = true, .read_only = false});
  database->on_export([](const ExportRequest& request) {
    return repl::export_statement(request, repl::OutputFile::Existing::Refuse);
  });
  return database;
}

std::unique_ptr<Database> shipped_graph() {
  auto database = empty_graph();
  const Report report = load(*database, NORMGRAPH_SOURCE_DIR "/data", {}, today);
  EXPECT_FALSE(report.failed());
  return database;
}

Answer run(Database& database, const std::string& statement) {
  const auto session = database.session();
  session->options().today = today;
  return session->run(statement);
}

std::string exported(Database& database, const std::string& statement) {
  std::string text;
  const Answer answer = run(database, statement);
  for (const auto& row : answer.tables.at(0).rows) text += row.at(0).as_string() + "\n";
  return text;
}

std::string code_of(Database& database, const std::string& statement) {
  try {
    run(database, statement);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

std::int64_t count(Database& database, const std::string& pattern) {
  return run(database, "MATCH " + pattern + " RETURN count(*)")
      .tables.at(0)
      .rows[0][0]
      .as_integer();
}

class Exports : public ::testing::Test {
 protected:
  Exports()
      : folder_(std::filesystem::temp_directory_path() /
                ("normgraph-export-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Exports() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  /// What a command prints; fails when it ends with an error.
  static std::string output_of(const std::string& command) {
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::string text;
    char buffer[4096];
    while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
    EXPECT_EQ(pclose(pipe), 0) << command << "\n" << text;
    return text;
  }

  std::filesystem::path folder_;
};

/// What users may add to a graph: things without key or sources, words and types of their own.
void add_own(Database& database) {
  for (const char* statement :
       {"CREATE (:Memo {text: 'call DIN', when: datetime('2026-11-20T10:00Z'), share: 1.0, "
        "marks: [1, 2.5], day: date('2026-11-20')})",
        "CREATE (:`Odd label`:Memo {key: 'my memo', note: 'x'})",
        "MATCH (w:WorkItem {key: 'wi:18228'}) SET w.mine = period('2025-Q3'), w:Watched",
        "MATCH (w:WorkItem {key: 'wi:18228'}), (m:Memo) "
        "CREATE (m)-[:ON {weight: 1}]->(w), (m)-[:ON {weight: 2}]->(w)",
        "MATCH (w:WorkItem {key: 'wi:18228'}) "
        "SET w.stage = stage('45.00') EFFECTIVE 2026-11-01 SOURCE 'S08' CONFIDENCE 'low'",
        "MATCH (w:WorkItem {key: 'wi:18282'}) SET w.title = 'Cybersecurity of AI'",
        "MATCH (:Memo {key: 'my memo'})-[o:ON {weight: 2}]->() "
        "SET o.said = 'yes' EFFECTIVE 2026-10-01 SOURCE 'S08'",
        "CREATE (:Memo {key: 'later', text: 'z'}) EFFECTIVE 2027-01-01 SOURCE 'S08'",
        "DEFINE mine AS MATCH (m:Memo) RETURN m.text ORDER BY m.text",
        "CREATE INDEX memos FOR (m:Memo) ON (m.text)"})
    run(database, statement);
}

TEST_F(Exports, ProjectLinesLoadBackToTheSameGraph) {
  const auto graph = shipped_graph();
  add_own(*graph);
  const std::string lines = exported(*graph, "EXPORT");
  write("all.jsonl", lines);
  const auto again = empty_graph();
  const Report report = load(*again, path("all.jsonl"), {}, today);
  for (const Problem& problem : report.problems)
    ADD_FAILURE() << problem.line << " " << problem.field << " " << problem.message;
  EXPECT_EQ(exported(*again, "EXPORT"), lines);
  for (const char* statement :
       {"MATCH (n) RETURN count(*)", "MATCH ()-[r]->() RETURN type(r), count(*) ORDER BY type(r)",
        "MATCH (w:WorkItem) RETURN w.key, w, claims(w), disputed(w), sources(w) ORDER BY w.key",
        "AS OF 2025-05-08 MATCH (w:WorkItem) RETURN w ORDER BY w.key",
        "AS KNOWN ON 2026-01-15 MATCH (d:Deadline) RETURN d ORDER BY d.key",
        "MATCH (m:Memo)-[o:ON]->(w) RETURN m, o, w ORDER BY o.weight, m.key",
        "AS OF 2027-02-01 MATCH (m:Memo) RETURN m ORDER BY m.text",
        "MATCH ()-[o:ON]->() RETURN claims(o) ORDER BY o.weight, o.said",
        "MATCH (w:WorkItem) WHERE w.key IN ['wi:18228', 'wi:18282'] RETURN history(w, 'stage'), "
        "history(w, 'title') ORDER BY w.key",
        "GAPS", "RUN mine", "SHOW INDEXES"}) {
    const Answer one = run(*graph, statement), two = run(*again, statement);
    ASSERT_EQ(one.tables.at(0).rows.size(), two.tables.at(0).rows.size()) << statement;
    for (std::size_t i = 0; i < one.tables[0].rows.size(); ++i)
      for (std::size_t j = 0; j < one.tables[0].rows[i].size(); ++j)
        EXPECT_EQ(to_text(one.tables[0].rows[i][j]), to_text(two.tables[0].rows[i][j]))
            << statement;
  }
}

TEST_F(Exports, APartTakesNothingAwayFromAGraphAndBringsItsSources) {
  const auto graph = shipped_graph();
  write("part.jsonl", exported(*graph, "EXPORT (w:WorkItem {key: 'wi:18228'})"));
  const auto other = empty_graph();
  EXPECT_FALSE(load(*other, path("part.jsonl"), {}, today).failed());
  EXPECT_EQ(count(*other, "(:WorkItem)"), 1);
  EXPECT_GT(count(*other, "(:Source)"), 5);
  EXPECT_EQ(exported(*other, "EXPORT prEN 18228"), exported(*graph, "EXPORT prEN 18228"));
  EXPECT_TRUE(load(*graph, path("part.jsonl"), {}, today).failed());  // it has all of it
  EXPECT_GT(count(*graph, "(:Article)"), 100);
}

TEST_F(Exports, AnotherTimeIsExportedAsItWas) {
  const auto graph = shipped_graph();
  write("then.jsonl", exported(*graph, "AS OF 2025-05-08 EXPORT"));
  const auto then = empty_graph();
  EXPECT_FALSE(load(*then, path("then.jsonl"), {}, today).failed());
  const std::string question =
      "MATCH (d:Deadline {key: 'deadline:chapter3-annex3'}) RETURN d.date AS date";
  EXPECT_EQ(to_text(run(*then, question).tables[0].rows[0][0]), "2026-08-02");
  EXPECT_EQ(to_text(run(*graph, question).tables[0].rows[0][0]), "2027-12-02");
  EXPECT_EQ(exported(*graph, "KNOWN BY 2026-01-01 EXPORT prEN 18228").find("2026-07-30"),
            std::string::npos);
}

TEST_F(Exports, TheSameGraphGivesTheSameBytes) {
  const auto one = shipped_graph(), two = shipped_graph();
  for (const char* format : {"jsonl", "csv", "dot", "graphml", "jsonld"}) {
    const std::string statement = std::string("EXPORT FORMAT ") + format;
    EXPECT_EQ(exported(*one, statement), exported(*two, statement)) << format;
  }
}

TEST_F(Exports, OtherProgramsReadWhatIsWritten) {
  const auto graph = shipped_graph();
  add_own(*graph);
  run(*graph, "CREATE (:Memo {key: 'awk\"ward\\\\ <&>', text: 'a\\u0001b\"<\\n&', title: '\"}'})");
  for (const char* ending : {"dot", "graphml", "jsonld"})
    run(*graph, std::string("EXPORT INTO '") + path(std::string("all.") + ending) + "'");
  const std::string nodes = std::to_string(count(*graph, "(n)"));
  const std::string relationships = std::to_string(count(*graph, "()-[r]->()"));
  // gc counts what Graphviz has understood.
  EXPECT_NE(output_of("gc -n -e " + path("all.dot")).find(nodes), std::string::npos);
  const std::string xpath =
      "xmllint --xpath 'concat(count(//*[local-name()=\"node\"]),\" \","
      "count(//*[local-name()=\"edge\"]))' ";
  EXPECT_EQ(output_of(xpath + path("all.graphml")), nodes + " " + relationships + "\n");
  EXPECT_EQ(output_of("/usr/bin/python3 " NORMGRAPH_SOURCE_DIR "/tests/loaders/read_rdf.py " +
                      path("all.jsonld")),
            "articles of the Act: " +
                std::to_string(count(*graph,
                                     "(:Regulation {key: 'aia'})-[:CONTAINS*1..3]->"
                                     "(:Article)")) +
                "\nlinks: " + relationships + "\ncitations of Article 9: " +
                std::to_string(count(*graph, "()-[:CITES]->({key: 'aia:art:9'})")) +
                "\nedition: EN 18286:2026\n");
}

TEST_F(Exports, TablesHoldFormulasAsText) {
  const auto graph = empty_graph();
  run(*graph,
      "CREATE (a:T {key: 'a', x: '=1+2', y: -5, z: 'say \"hi\", twice'})-[:L]->"
      "(:T {key: 'b', x: ['+1', 'b'], z: ' @x'}), (a)-[:L]->(:T {key: 'c'})");
  EXPECT_EQ(exported(*graph, "EXPORT FORMAT csv"),
            "key,labels,x,y,z,L ->\n"
            "a,T,'=1+2,-5,\"say \"\"hi\"\", twice\",b c\n"
            "b,T,'+1; b,,\"' @x\",\n"
            "c,T,,,,\n");
}

TEST_F(Exports, FilesAppearWholeOrNotAtAll) {
  const auto graph = shipped_graph();
  const Answer answer = run(*graph, "EXPORT articles 8..9 INTO '" + path("a.dot") + "'");
  EXPECT_EQ(to_text(answer.tables[0].rows[0][0]), "2");
  EXPECT_FALSE(answer.into);
  EXPECT_EQ(code_of(*graph, "EXPORT INTO '" + path("a.dot") + "'"), "NG5123");
  EXPECT_EQ(code_of(*graph, "EXPORT INTO '" + path("no/such/a.dot") + "'"), "NG5121");
  EXPECT_EQ(code_of(*graph, "EXPORT INTO '" + path("a.png") + "'"), "NG2951");
  EXPECT_EQ(code_of(*graph, "EXPORT FORMAT dott"), "NG2950");
  EXPECT_EQ(code_of(*graph, "EXPORT wibbles"), "NG4001");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

}  // namespace
}  // namespace normgraph::loaders
