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

/// Files of several parts, which are read at the same time.
class LargeCsvFolder : public CsvFolder {
 protected:
  static constexpr int rows = 60000;
  void write_articles() {
    std::string text =
        "id,title,weight\nDisk,a disk of 5\" only,0\n";  // a quote that opens nothing
    for (int i = 0; i < rows; ++i)
      text += "A" + std::to_string(i) + ",\"Article\n" + std::to_string(i) +
              ", \"\"of\"\" many, with a title that makes the file long enough to be cut\"," +
              std::to_string(i) + (i == rows - 1 ? ".5" : "") + "\n";
    write("Article.csv", text);
  }
};

TEST_F(LargeCsvFolder, IsCutOutsideQuotesAndPutTogetherAgain) {
  write_articles();
  std::string cites = "from,to,kind\n";
  for (int i = 0; i < 4 * rows; ++i)
    cites += "A" + std::to_string(i % rows) + ",A" + std::to_string(i * 7 % rows) +
             (i % 3 == 0 ? ",a kind with some words to it\n" : ",\n");
  write("CITES.csv", cites);
  const Report report = load();
  EXPECT_EQ(problems(report), "");
  EXPECT_EQ(report.nodes, std::uint64_t{rows + 1});
  EXPECT_EQ(report.relationships, std::uint64_t{4 * rows});
  EXPECT_EQ(ask("MATCH (a:Article) RETURN sum(a.weight)").as_float(), rows * (rows - 1.0) / 2 + .5);
  EXPECT_EQ(ask("MATCH (a:Article {id: 'A59998'}) RETURN a.title").as_string().substr(0, 19),
            "Article\n59998, \"of\"");
  EXPECT_EQ(ask("MATCH ()-[c:CITES]->() RETURN count(c.kind)").as_integer(), 4 * rows / 3);
  EXPECT_EQ(
      ask("MATCH (:Article {id: 'A3'})-[c:CITES]->(b) WITH b, count(c) AS n RETURN n + b.weight")
          .as_float(),
      25.0);
}

TEST_F(LargeCsvFolder, NamesTheLineOfABadRowInALatePart) {
  write_articles();
  std::string cites = "from,to,since:date\n";
  for (int i = 0; i < 3 * rows; ++i)
    cites += "A" + std::to_string(i % rows) + ",A1," + (i == 3 * rows - 2 ? "soon" : "2026-01-01") +
             "\n";
  write("CITES.csv", cites + "A1,B1,2026-01-01\n");
  std::ofstream(folder_ / "Article.csv", std::ios::app) << "A0,\"again\",1\n";
  EXPECT_EQ(problems(load()),
            "Article.csv:120003:id: the id 'A0' is given twice\n"
            "CITES.csv:180000:since: expected a date such as 2026-08-02, found 'soon'\n"
            "CITES.csv:180002:to: no node has the id 'B1'\n");
}

}  // namespace
}  // namespace normgraph::loaders
