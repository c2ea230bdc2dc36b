#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "graph/database.hpp"
#include "loaders/loader.hpp"

// Files of others: acts in Formex and flat JSON, graphs in JSON.

namespace normgraph::loaders {
namespace {

class ForeignFiles : public ::testing::Test {
 protected:
  ForeignFiles()
      : folder_(std::filesystem::temp_directory_path() /
                ("normgraph-foreign-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~ForeignFiles() override { std::filesystem::remove_all(folder_); }

  Report load(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return loaders::load(database_, (folder_ / name).string());
  }
  Value ask(const std::string& statement) {
    return database_.session()->run(statement).tables.at(0).rows.at(0).at(0);
  }
  std::int64_t count(const std::string& pattern) {
    return ask("MATCH " + pattern + " RETURN count(*)").as_integer();
  }
  static std::string messages(const Report& report) {
    std::string all;
    for (const Problem& p : report.problems)
      all += (p.warning ? "warning " : "error ") + p.field + ": " + p.message + "\n";
    return all;
  }

  std::filesystem::path folder_;
  Database database_{{.path = "", .memory = true, .read_only = false}};
};

const std::string formex =
    "<?xml "
    "version=\"1.0\"?><ACT><BIB.INSTANCE><NO.DOC><YEAR>2030</YEAR><NO.CURRENT>12</NO.CURRENT></"
    "NO.DOC></BIB.INSTANCE>"
    "<TITLE><TI><P>Regulation (EU) 2030/12 on widgets</P></TI></TITLE>"
    "<PREAMBLE><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P><TXT>Widgets "
    "matter.</TXT></NP></CONSID></GR.CONSID></PREAMBLE>"
    "<ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>GENERAL</P></STI></TITLE>"
    "<ARTICLE><TI.ART>Article "
    "1</TI.ART><STI.ART><P>Scope</P></STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>As in "
    "Article 2 and Annex V:</P>"
    "<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>round;</TXT></NP></ITEM></LIST></ALINEA></PARAG></"
    "ARTICLE>"
    "<ARTICLE><TI.ART>Article 2</TI.ART><STI.ART><P>Entry</P></STI.ART><ALINEA>At "
    "once.</ALINEA></ARTICLE>"
    "</DIVISION></ENACTING.TERMS></ACT>";

TEST_F(ForeignFiles, AnActBecomesItsPartsAndReferences) {
  const Report report = load("act.xml", formex);
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(
      count("(:Regulation {celex: '32030R0012'})-[:CONTAINS]->(:Chapter)-[:CONTAINS]->(a:Article)"),
      2);
  EXPECT_EQ(count("(:Article {number: 1})-[:CITES]->(:Article {number: 2})"), 1);
  EXPECT_EQ(count("(:Paragraph {reference: 'Article 1(1)'})-[:CONTAINS]->(:Point {reference: "
                  "'Article 1(1)(a)'})"),
            1);
  EXPECT_EQ(count("(:Regulation)-[:CONTAINS]->(:Recital {number: 1})"), 1);
  EXPECT_EQ(ask("MATCH (a:Article {number: 2}) RETURN a.text").as_string(), "At once.");
  EXPECT_NE(messages(report).find("refers to annex:V, which is not in the file"),
            std::string::npos);
}

TEST_F(ForeignFiles, AnActThatIsKnownGetsItsTextAndKeepsTheRest) {
  database_.session()->run(
      "CREATE (r:Regulation {key: 'w', celex: '32030R0012'})-[:CONTAINS]->(:Article {key: "
      "'w:art:1', number: 1, "
      "reference: 'Article 1', title: 'The scope'})-[:CITES]->(:Article {key: 'w:art:9', "
      "reference: 'Article 9'}), "
      "(r)-[:CONTAINS]->(:Article {key: 'w:art:2', number: 2, reference: 'Article 2', title: "
      "'ENTRY'})");
  const std::string told = messages(load("act.xml", formex));
  EXPECT_EQ(count("(:Article {number: 1})"), 1);
  EXPECT_EQ(ask("MATCH (a {key: 'w:art:1'}) RETURN a.title").as_string(), "The scope");
  EXPECT_EQ(ask("MATCH (a {key: 'w:art:2'}) RETURN a.text").as_string(), "At once.");
  EXPECT_NE(told.find("'Scope' in the file and 'The scope' in the graph"), std::string::npos)
      << told;
  EXPECT_NE(
      told.find(
          "Article 1 refers to Article 2 (\"Article 2\") in the text; the graph does not have it"),
      std::string::npos)
      << told;
  EXPECT_NE(told.find("the graph says that Article 1 refers to Article 9; the text does not"),
            std::string::npos)
      << told;
  EXPECT_EQ(told.find("ENTRY"), std::string::npos) << told;
  EXPECT_NE(
      told.find("Article 1(1) refers to Article 2 (\"Article 2\") in the text; the graph does "
                "not have it"),
      std::string::npos)
      << told;
  EXPECT_NE(told.find("references of paragraphs: 0 agree with the graph, 1 are in the text only"),
            std::string::npos)
      << told;
}

TEST_F(ForeignFiles, FlatActsAreReadAndTheirFlawsTold) {
  const Report report = load(
      "act.json", R"({"id": "W", "full_name": "Widget Act", "celex_id": "32030R0012", "articles": [
    {"number": "1", "title": "Scope`", "text": "1.  First, see Article 2.\n\n(a)\n\nround;\n\n2.  Second."},
    {"number": "2", "title": "Entry", "text": "At once."}],
    "recitals": [{"recital_number": 1, "text": "a"}, {"recital_number": 1, "text": "b"}]})");
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(messages(report),
            "warning title: article 1: a stray backtick behind the title was left out\n"
            "warning recitals: recital 1 is given twice; the first one is kept\n");
  EXPECT_EQ(ask("MATCH (p:Paragraph {reference: 'Article 1(1)'}) RETURN p.text").as_string(),
            "First, see Article 2. (a) round;");
  EXPECT_EQ(count("(:Article {number: 1})-[:CITES]->(:Article {number: 2})"), 1);
}

TEST_F(ForeignFiles, GraphsOfOtherToolsKeepTheirWords) {
  const Report report = load("graph.json", R"({"build": {}, "nodes": [
    {"id": "a", "type": "Article", "number": 1, "tags": ["x", "y"], "span": {"from": 3, "deep": {"er": 1}}},
    {"id": 2, "labels": ["Point", "Leaf"], "odd": [[1]], "title": "Subject`"}],
    "edges": [{"edge_id": "e1", "edge_type": "HAS", "from": "a", "to": 2, "confidence": 0.5}]})");
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(ask("MATCH (:Article {key: 'a', number: 1, span_from: 3})-[h:HAS]->(:Leaf:Point {key: "
                "'2'}) RETURN h.confidence")
                .as_float(),
            0.5);
  EXPECT_NE(messages(report).find("warning span_deep"), std::string::npos) << messages(report);
  EXPECT_NE(messages(report).find("warning odd"), std::string::npos) << messages(report);
  EXPECT_NE(messages(report).find("\"Subject`\" ends with a stray backtick"), std::string::npos)
      << messages(report);
}

TEST_F(ForeignFiles, BrokenGraphsLoadNothing) {
  const Report report =
      load("graph.json", R"({"nodes": [{"id": "a"}, {"id": "a"}, {"type": "X"}, 7], "edges": [
    {"from": "a", "to": "b", "type": "T"}, {"from": "a", "to": "a"}]})");
  EXPECT_TRUE(report.failed());
  const std::string told = messages(report);
  for (const char* part : {"nodes[1].id: the id \"a\" is taken", "nodes[2].id: a node needs an id",
                           "nodes[3]: an object", "edges[0].to: there is no node with the id \"b\"",
                           "edges[1]: an edge needs a type"})
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  EXPECT_EQ(count("(n)"), 0);
}

}  // namespace
}  // namespace normgraph::loaders
