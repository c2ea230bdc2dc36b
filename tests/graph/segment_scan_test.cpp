// Scans by segment against the same statements row by row: a write in an open transaction lies over
// what is stored, and then only the view may be asked.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

/// Over 16,384 nodes and as many relationships, so that there are several ranges; with gaps, mixed
/// types, texts with and without a dictionary and of the same length, and numbers of all widths.
class SegmentScan : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = new Database({.path = {}, .memory = true, .read_only = false});
    const auto session = database->session();
    session->run(
        "UNWIND range(1, 20000) AS i CREATE (:Item {key: 'i' + toString(i), n: i, few: i % 7, "
        "word: ['draft', 'vote', 'final'][i % 3], far: i * 123457, day: date('2020-01-01') + "
        "duration({days: i % 900}), title: 'title ' + toString(i * 7919 % 1000) + ' of a work', "
        "yes: i % 2 = 0, real: i / 8.0})");
    session->run("MATCH (a:Item) WHERE a.n % 5 = 0 REMOVE a.word, a.few SET a.title = null");
    session->run("MATCH (a:Item) WHERE a.n > 12000 AND a.n < 12100 SET a.few = 'mixed'");
    session->run("MATCH (a:Item) WHERE a.n % 11 = 0 SET a:Other");
    session->run("MATCH (a:Item) WHERE a.n % 1000 = 1 DELETE a");
    session->run(
        "MATCH (a:Item {n: 5}) UNWIND range(1, 18000) AS i CREATE (a)-[:LINK {kind: ['x', 'y'][i % "
        "2], w: i % 300, big: i * 1000003}]->(a)");
    session->run("MATCH (:Item {n: 5})-[l:LINK]->() WHERE l.w = 17 DELETE l");
    session->run("MATCH (a:Item {n: 6}), (b:Item {n: 7}) CREATE (a)-[:TIE {w: 3}]->(b)");
  }
  static void TearDownTestSuite() {
    delete database;
    database = nullptr;
  }

  static std::vector<std::string> rows(Session& session, const std::string& text) {
    std::vector<std::string> lines;
    try {
      const Answer answer = session.run(text, {{"word", Value::string("vote")}});
      for (const auto& row : answer.tables.at(0).rows) {
        std::string line;
        for (const Value& value : row) line += to_literal(value) + " | ";
        lines.push_back(line);
      }
    } catch (const Error& error) {
      lines.push_back("error " + error.code);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  static void expect_same(const std::string& text) {
    const auto session = database->session();
    const auto stored = rows(*session, text);
    session->run("BEGIN");
    session->run("CREATE (:Unrelated)");
    const auto overlaid = rows(*session, text);
    session->run("ROLLBACK");
    EXPECT_EQ(stored, overlaid) << text;
  }

  static Database* database;
};
Database* SegmentScan::database = nullptr;

TEST_F(SegmentScan, GroupsAndSums) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.word, count(*)",
        "MATCH (a:Item) RETURN a.few, count(*), sum(a.n), min(a.day), max(a.word), avg(a.far)",
        "MATCH (a:Item) RETURN a.word, a.yes, count(a.few), max(a.far), min(a.title)",
        "MATCH (a:Other) RETURN a.day.year, a.word, sum(a.few)",
        "MATCH (a:Item) RETURN toUpper(a.word) + '!', count(*)",
        "MATCH (a:Item) RETURN a.few % 2, count(*)",
        "MATCH (a:Item) RETURN sum(a.real), count(a.real), max(a.real)",
        "MATCH (a:Item) RETURN sum(a.day)", "MATCH (a:Nothing) RETURN a.word, count(*), 1",
        "MATCH (a:Nothing) RETURN count(*), sum(a.n), min(a.n)",
        "MATCH (a:Item) RETURN a.nothing, count(*), sum(a.nothing)",
        "MATCH (a:Item) RETURN count(*)", "MATCH (a:Item) RETURN a.far, count(*) LIMIT 0",
        "MATCH (a:Item) RETURN a.title, count(*), collect(a.n)[0]"})
    if (std::string(text).find("Nothing") == std::string::npos &&
        std::string(text).find("LIMIT 0") == std::string::npos)
      expect_same(text);
    else
      expect_same(std::string("RETURN COLLECT { ") + text + " } AS answer");
}

TEST_F(SegmentScan, Relationships) {
  for (const char* text :
       {"MATCH ()-[l:LINK]->() RETURN l.kind, count(*), sum(l.w)",
        "MATCH ()<-[l:LINK]-() WHERE l.w > 100 AND l.kind = 'x' RETURN count(*), max(l.big)",
        "MATCH ()-[l]->() RETURN l.kind, count(*), avg(l.w)",
        "MATCH ()-[l:LINK|TIE]->() RETURN l.w % 2, count(l.kind)",
        "MATCH ()-[l:LINK]-() RETURN l.kind, count(*)",
        "MATCH ()-[l:LINK]->() RETURN type(l), count(*)",
        "MATCH ()-[l:LINK|TIE]->() RETURN count(*)",
        "MATCH (a)-[l:LINK]->() RETURN a.key, count(*), sum(l.w)"})
    expect_same(text);
}

TEST_F(SegmentScan, Conditions) {
  std::mt19937 random(7);
  const std::vector<std::string> conditions{"a.n < 300",
                                            "a.n >= 19990",
                                            "5000 < a.n",
                                            "a.n <> 77",
                                            "a.n = 16500",
                                            "a.n <= 0",
                                            "a.far > 1000000000",
                                            "a.far < 0",
                                            "a.day > date('2021-05-01')",
                                            "a.day = date('2020-01-02')",
                                            "a.day <> date('2020-01-02')",
                                            "a.few = 3",
                                            "a.few <> 3",
                                            "a.few > 4",
                                            "a.few IN [1, 'mixed']",
                                            "a.word = 'vote'",
                                            "a.word <> $word",
                                            "a.word IN ['vote', 'final']",
                                            "a.word IS NULL",
                                            "a.word IS NOT NULL",
                                            "a.word STARTS WITH 'f'",
                                            "a.title CONTAINS '91'",
                                            "a.title CONTAINS 'k'",
                                            "a.title CONTAINS ''",
                                            "a.title CONTAINS 'worktitle'",
                                            "a.title STARTS WITH 'title 5'",
                                            "a.title ENDS WITH 'work'",
                                            "a.title = 'title 919 of a work'",
                                            "a.title <> 'title 919 of a work'",
                                            "a.key CONTAINS '99'",
                                            "a.key CONTAINS '9i1'",
                                            "a.key STARTS WITH 'i19'",
                                            "a.key ENDS WITH '70'",
                                            "a.key = 'i19990'",
                                            "a.key <> 'i19990'",
                                            "toUpper(a.title) CONTAINS '12'",
                                            "a:Other",
                                            "a.yes",
                                            "NOT a.yes",
                                            "a.real < 12.5",
                                            "a.n < 100.5",
                                            "a.few < a.n",
                                            "a.nothing = 1",
                                            "a.nothing IS NULL",
                                            "a.n = null",
                                            "size(a.title) > 20",
                                            "a.day.month = 3",
                                            "a.word =~ 'v.*'",
                                            "a.n > 100 OR a.word = 'final'",
                                            "10 / (a.n - 16385) > 1"};
  for (const std::string& condition : conditions)
    expect_same("MATCH (a:Item) WHERE " + condition + " RETURN count(*), sum(a.n)");
  const auto any = [&] { return conditions[random() % (conditions.size() - 1)]; };
  for (int i = 0; i < 30; ++i) {
    std::string where = any() + " AND " + any();
    if (i % 3 == 0) where = "(" + where + ") AND NOT (" + any() + ")";
    expect_same("MATCH (a:Item) WHERE " + where + " RETURN COLLECT { RETURN 1 } AS one, count(*)");
    expect_same("MATCH (a) WHERE " + where + " WITH a.n AS n RETURN count(n), sum(n), min(n)");
    expect_same("MATCH (a:Item) WHERE " + where + " RETURN a.word, count(*), max(a.day) " +
                "UNION MATCH (z:Item {n: 2}) RETURN z.word, 0 AS `count(*)`, null AS `max(a.day)`");
  }
}

TEST_F(SegmentScan, RowsInOrderAndEarlyEnd) {
  const auto session = database->session();
  const Answer answer = session->run("MATCH (a:Item) WHERE a.n > 3 RETURN a.n LIMIT 3");
  ASSERT_EQ(answer.tables.at(0).rows.size(), 3u);
  EXPECT_EQ(answer.tables[0].rows[0][0].as_integer(), 4);
  EXPECT_EQ(answer.tables[0].rows[2][0].as_integer(), 6);
}

TEST_F(SegmentScan, SumThatDoesNotFit) {
  const auto session = database->session();
  session->run("BEGIN");
  session->run("ROLLBACK");
  EXPECT_THROW(session->run("MATCH (a:Item) RETURN sum(a.n * 9000000000000000)"), Error);
}

}  // namespace
}  // namespace normgraph
