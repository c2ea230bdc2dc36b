#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "graph/database.hpp"
#include "loaders/loader.hpp"

namespace normgraph::loaders {
namespace {

class CsvFolder : public ::testing::Test {
 protected:
  CsvFolder()
      : folder_(std::filesystem::temp_directory_path() /
                ("normgraph-csv-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~CsvFolder() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  Report load() { return loaders::load(database_, folder_.string()); }
  Value ask(const std::string& statement) {
    return database_.session()->run(statement).tables.at(0).rows.at(0).at(0);
  }
  std::string problems(const Report& report) {
    std::string all;
    for (const Problem& p : report.problems)
      all += p.file + ":" + std::to_string(p.line) + ":" + p.field + ": " + p.message + "\n";
    return all;
  }

  std::filesystem::path folder_;
  Database database_{{.path = "", .memory = true, .read_only = false}};
};

TEST_F(CsvFolder, LoadsNodesAndRelationshipsWithGuessedTypes) {
  write(
      "Article.csv",
      "id,title,number,date,weight\nA1,\"Scope, and more\",1,2026-08-02,1.5\nA2,,2,2027-12-02,2\n");
  write("CITES.csv", "from,to,times\nA2,A1,3\n");
  const Report report = load();
  EXPECT_EQ(problems(report), "");
  EXPECT_EQ(report.nodes, 2u);
  EXPECT_EQ(report.relationships, 1u);
  EXPECT_EQ(ask("MATCH (a:Article {id: 'A1'}) RETURN a.title").as_string(), "Scope, and more");
  EXPECT_TRUE(ask("MATCH (a:Article {id: 'A2'}) RETURN a.title").is_null());
  EXPECT_EQ(ask("MATCH (a:Article {id: 'A2'}) RETURN a.date").type(), Type::Date);
  EXPECT_EQ(ask("MATCH (a:Article {id: 'A2'}) RETURN a.weight").type(), Type::Float);
  EXPECT_EQ(
      ask("MATCH (a:Article {id: 'A2'})-[c:CITES]->(b) RETURN c.times + b.number").as_integer(), 4);
}

TEST_F(CsvFolder, ReadsTypedHeaders) {
  write("Body.csv", "key:ID,year:int,code:string\nb1,1999,007\nb2,,\"\"\n");
  write("PART_OF.csv", ":START_ID,:END_ID,since:date\nb1,b2,2020-01-31\n");
  EXPECT_EQ(problems(load()), "");
  EXPECT_EQ(ask("MATCH (b:Body {key: 'b1'}) RETURN b.code").as_string(), "007");
  EXPECT_EQ(ask("MATCH (b:Body {key: 'b2'}) RETURN b.code").as_string(), "");
  EXPECT_EQ(ask("MATCH (b:Body {key: 'b1'})-[p:PART_OF]->() RETURN p.since.year").as_integer(),
            2020);
}

TEST_F(CsvFolder, EveryBadRowIsNamedAndNothingIsLoaded) {
  write("Article.csv", "id,number:int\nA1,one\nA1,2\n,3\nA4,4,5\n");
  write("CITES.csv", "from,to\nA1,A9\n");
  const Report report = load();
  EXPECT_TRUE(report.failed());
  EXPECT_EQ(problems(report),
            "Article.csv:2:number: expected an integer, found 'one'\n"
            "Article.csv:3:id: the id 'A1' is given twice\n"
            "Article.csv:4:id: a node needs an id\n"
            "Article.csv:5:: 3 fields, but the first line names 2 columns\n"
            "CITES.csv:2:to: no node has the id 'A9'\n");
  EXPECT_EQ(ask("MATCH (n) RETURN count(n)").as_integer(), 0);
}

TEST_F(CsvFolder, FilesThatAreNoTablesAreRefused) {
  write("Empty.csv", "");
  write("Odd.csv", "name,size\nx,1\n");
  write("Broken.csv", "id,title\nA1,\"never closed\n");
  const std::string all = problems(load());
  EXPECT_NE(all.find("Empty.csv:1"), std::string::npos) << all;
  EXPECT_NE(all.find("Odd.csv:1"), std::string::npos) << all;
  EXPECT_NE(all.find("line 2: a quote is opened"), std::string::npos) << all;
}

}  // namespace
}  // namespace normgraph::loaders
