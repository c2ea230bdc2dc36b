#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "graph/database.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"

// CSV files with a mapping (docs/loading.md), and files that are none of what can be loaded.

namespace normgraph::loaders {
namespace {

class Mappings : public ::testing::Test {
 protected:
  static constexpr Date today{20779};  // 2026-11-22

  Mappings()
      : folder_(std::filesystem::temp_directory_path() /
                ("normgraph-mapping-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Mappings() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void load_shipped() {
    ASSERT_FALSE(load(database_, NORMGRAPH_SOURCE_DIR "/data", {}, today).failed());
  }
  Report load_file(const std::string& name) {
    return load(database_, (folder_ / name).string(), {}, today);
  }
  static std::string messages(const Report& report) {
    std::string all;
    for (const Problem& p : report.problems)
      all += (p.warning ? "warning " : "error ") + p.file + ":" + std::to_string(p.line) + " " +
             p.field + ": " + p.message + "\n";
    return all;
  }
  std::string rows(const std::string& statement) {
    const auto session = database_.session();
    session->options().today = today;
    const Answer answer = session->run(statement);
    std::string text;
    for (const auto& row : answer.tables.at(0).rows) {
      for (const Value& value : row) text += to_text(value) + "|";
      text += "\n";
    }
    return text;
  }
  std::string refused(const std::string& name, const std::string& content) {
    write(name, content);
    try {
      load_file(name);
    } catch (const Error& error) {
      return error.code + " " + error.message;
    }
    return "";
  }

  std::filesystem::path folder_;
  Database database_{{.path = "", .memory = true, .read_only = false}};
};

/// The files of the example in the documentation.
std::string documented(const std::string& file) {
  std::ifstream page(NORMGRAPH_SOURCE_DIR "/docs/loading.md");
  std::ostringstream all;
  all << page.rdbuf();
  const std::string text = all.str();
  const std::size_t mark = text.find("<!-- file: " + file + " -->");
  const std::size_t begin = text.find('\n', text.find("```", mark)) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST_F(Mappings, TheDocumentedExampleBecomesNodesLinksAndClaims) {
  load_shipped();
  write("items.csv", documented("items.csv"));
  write("items.json", documented("items.json"));
  const Report report = load_file("items.json");
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(report.nodes, 2u);
  EXPECT_EQ(rows("MATCH (w:WorkItem) WHERE w.key IN ['wi:99001', 'wi:99002'] "
                 "RETURN w.title, w.stage, sources(w) ORDER BY w.key"),
            "Robots; safety of arms|40.20|['S08']|\nRobots: words|null|['S08']|\n");
  EXPECT_EQ(rows("MATCH (:WorkItem {key: 'wi:99001'})-[a:ANSWERS]->(r) "
                 "RETURN r.key, a.sources ORDER BY r.key"),
            "M/613/1|['S08']|\nM/613/2|['S08']|\n");
  EXPECT_EQ(rows("AS OF 2026-04-01 MATCH (w {key: 'wi:99001'}) RETURN w.stage"), "null|\n");
}

TEST_F(Mappings, RelationshipsFindNodesOfTheGraphByKey) {
  load_shipped();
  write("links.csv",
        "\xEF\xBB\xBF"
        "From\tTo\r\n18282\t13\r\n");
  write("map.json", R"({"mapping": 1, "relationships": [{"file": "links.csv", "type": "SUPPORTS",
    "from": "wi:{From}", "to": "aia:art:{To}", "source": "S08"}]})");
  const Report report = load_file("map.json");
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(rows("MATCH ({key: 'wi:18282'})-[:SUPPORTS]->(a {key: 'aia:art:13'}) RETURN a.number"),
            "13|\n");
}

TEST_F(Mappings, ErrorsNameFileLineAndColumn) {
  load_shipped();
  write("items.csv",
        "Number,Titel,Stage,More\n1,a,soon,x\n2,b,40.20,y\n 3 4,c,40.20,z\n5,d\n,e,40.20,\n");
  write("map.json", R"({"mapping": 1, "nodes": [{"file": "items.csv", "label": "WorkItem",
    "key": "wi:x{Number}", "columns": {"title": "Titel", "stage": "Stage", "stge": "Stage"},
    "source": "S999", "links": [{"type": "ANSWERS", "to": "M/613/{Number}9"}]}]})");
  const std::string told = messages(load_file("map.json"));
  for (const char* part :
       {"warning items.csv:1 : columns that the mapping does not use: More",
        "error items.csv:2 Stage: \"soon\" is not a value of type stage, such as 40.20",
        "error items.csv:4 wi:x{Number}: the key \"wi:x3 4\" holds a blank",
        "error items.csv:5 : 2 fields, but the first line names 4 columns",
        "error items.csv:6 wi:x{Number}: the key is empty",
        "error map.json:0 nodes[0].columns.stge: is not a property that the schema allows here: "
        "did you mean stage?",
        "error items.csv:2 source: \"S999\" is the key of no source",
        "error items.csv:3 to: \"M/613/29\" is the key of no node"})
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  EXPECT_EQ(rows("MATCH (w:WorkItem) WHERE w.key STARTS WITH 'wi:x' RETURN count(*)"), "0|\n");
}

TEST_F(Mappings, WrongMappingsSayWhat) {
  load_shipped();
  write("t.csv", "Nummer,Title\n1,a\n");
  write("map.json", R"({"mapping": 1, "nodes": [
    {"file": "t.csv", "label": "WorkItm", "key": "wi:{Number", "colums": {}},
    {"file": "../t.csv", "label": "WorkItem", "key": "wi:{Number}", "delimiter": "x",
     "columns": {"title": {"column": "Title", "type": "text"}}}]})");
  std::string told = messages(load_file("map.json"));
  for (const char* part :
       {"nodes[0].key: \"wi:{Number\": columns stand in braces",
        "nodes[0].colums: is not a field that is known here: did you mean columns?",
        "nodes[0].label: \"WorkItm\" is not a label of the schema: did you mean "
        "WorkItem?",
        "nodes[1].delimiter: must be", "\"text\" is not a type: string, integer"})
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  write("map.json", R"({"mapping": 1, "nodes": [{"file": "t.csv", "label": "WorkItem",
    "key": "wi:{Number}"}, {"file": "u.csv", "label": "WorkItem", "key": "wi:{Number}"},
    {"file": "../t.csv", "label": "WorkItem", "key": "wi:{Number}"}]})");
  told = messages(load_file("map.json"));
  for (const char* part :
       {"nodes[0]: \"Number\" is not a column of t.csv: did you mean \"Nummer\"?",
        "nodes[1].file: u.csv cannot be opened", "nodes[2].file: \"../t.csv\" is not beside"})
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
}

TEST_F(Mappings, AGraphWithoutSchemaTakesAnyWords) {
  write("t.csv", "Id|Name|=Sum\n1|\"a \"\"b\"\"\nc\"|=1+1\n");
  write("map.json", R"({"mapping": 1, "nodes": [{"file": "t.csv", "label": "Thing", "key": "t{Id}",
    "columns": {"name": "Name", "sum": "=Sum", "id": {"column": "Id", "type": "integer"}}}]})");
  const Report report = load_file("map.json");
  EXPECT_FALSE(report.failed()) << messages(report);
  EXPECT_EQ(rows("MATCH (t:Thing {key: 't1'}) RETURN t.name, t.sum, t.id + 1"),
            "a \"b\"\nc|=1+1|2|\n");
}

TEST_F(Mappings, WhatCannotBeLoadedIsToldInOneSentence) {
  EXPECT_NE(refused("a.bin", std::string("\x7f"
                                         "ELF\0\0\1",
                                         7))
                .find("is no text file"),
            std::string::npos);
  EXPECT_NE(refused("a.csv", "a;b\n1;2\n").find("a mapping file says"), std::string::npos);
  EXPECT_NE(refused("a.txt", "Hello there").find("is none of what can be loaded"),
            std::string::npos);
  EXPECT_NE(refused("empty.jsonl", "").find("is empty"), std::string::npos);
  std::filesystem::create_directories(folder_ / "sub");
  EXPECT_THROW(load_file("sub"), Error);
}

}  // namespace
}  // namespace normgraph::loaders
