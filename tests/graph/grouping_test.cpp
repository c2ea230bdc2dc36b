// Groups on all cores, by node and counted at once against the same statements on one core, row by
// row: a write in an open transaction lies over what is stored, and then there are no copies.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

class Groups : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = new Database({.path = {}, .memory = true, .read_only = false});
    const auto session = database->session();
    session->run(
        "UNWIND range(0, 39999) AS i CREATE (:Item {n: i, word: ['draft', 'vote', 'final'][i % 3], "
        "title: 'title ' + toString(i * 7919 % 1000), weight: CASE i % 4 WHEN 0 THEN null ELSE i % "
        "50 END, part: i % 10 * 0.1, day: date('2020-01-01') + duration({days: i % 900})})");
    session->run("CREATE INDEX FOR (a:Item) ON (a.n)");
    session->run("MATCH (a:Item) WHERE a.n % 2 = 0 SET a:Even");
    session->run("MATCH (a:Item) WHERE a.n = 39990 SET a.odd = 'text'");
    for (const char* step : {"a.n + 1", "a.n * 7 % 40000", "a.n * 31 % 900"})
      session->run(std::string("MATCH (a:Item) MATCH (b:Item {n: ") + step +
                   "}) CREATE (a)-[:CITES {w: a.n % 5, kind: ['normative', 'informative'][a.n % "
                   "2]}]->(b)");
  }
  static void TearDownTestSuite() {
    delete database;
    database = nullptr;
  }

  /// In the order in which they come.
  static std::vector<std::string> rows(Session& session, const std::string& text) {
    std::vector<std::string> lines;
    try {
      const Answer answer = session.run(text);
      for (const auto& row : answer.tables.at(0).rows) {
        std::string line;
        for (const Value& value : row) line += to_literal(value) + " | ";
        lines.push_back(line);
      }
    } catch (const Error& error) {
      lines.push_back("error " + error.code);
    }
    return lines;
  }

  static std::vector<std::string> sorted(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
  }
  /// On all cores groups come in the same order each time.
  static void expect_same(const std::string& text) {
    const auto session = database->session();
    const auto on_all = rows(*session, text);
    for (int again = 0; again < 3; ++again) EXPECT_EQ(rows(*session, text), on_all) << text;
    session->run("BEGIN");
    session->run("CREATE (:Unrelated)");
    // The planner knows less of a graph with a write over it, and may begin elsewhere.
    EXPECT_EQ(sorted(rows(*session, text)), sorted(on_all)) << text;
    session->run("ROLLBACK");
    EXPECT_FALSE(on_all.empty()) << text;
  }
  static std::string plan(const std::string& text) {
    std::string plan;
    const auto session = database->session();
    const Answer answer = session->run("PROFILE " + text);
    for (const auto& row : answer.tables.at(0).rows) plan += row.back().as_string() + "\n";
    return plan;
  }

  static Database* database;
};
Database* Groups::database = nullptr;

TEST_F(Groups, OfFewValues) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.word, count(*), avg(size(a.title)), max(a.day), min(a.title)",
        "MATCH (a:Item) WITH a.n % 7 AS k, a RETURN k, count(a.weight), sum(a.weight), max(a.word)",
        "MATCH (a:Item) RETURN size(a.title) AS s, a.n % 3 AS m, avg(a.weight), min(a.n)",
        "MATCH (a:Item) RETURN count(*), sum(a.n % 11), avg(a.n % 13), max(size(a.title))",
        "MATCH (a:Item) WHERE a.n < 0 RETURN count(*), sum(a.n % 11), max(size(a.title))"})
    expect_same(text);
}

TEST_F(Groups, OfManyValues) {
  for (const char* text : {"MATCH (a:Item) RETURN a.n + 0 AS k, count(size(a.title))",
                           "MATCH (a:Item) RETURN a.title + a.word AS k, sum(a.n * 1)",
                           "MATCH (a:Item)-[:CITES]->(b) RETURN b.n, count(*), max(a.n)"})
    expect_same(text);
}

TEST_F(Groups, OfValuesThatAreTheSameAndLookDifferent) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) WITH CASE WHEN a.n % 2 = 0 THEN a.n % 3 ELSE a.n % 3 * 1.0 "
        "END AS x, CASE WHEN b.n < 20000 THEN b.n % 2 ELSE b.n % 2 * 1.0 END AS y "
        "RETURN x, y, count(*)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN CASE WHEN a.n > 30000 THEN a.n % 3 * 1.0 ELSE a.n % 3 "
        "END AS x, b.word, count(*)"})
    expect_same(text);
}

TEST_F(Groups, WhoseSumsDependOnTheOrder) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.word, sum(a.part * 1.1), avg(a.part)",
        "MATCH (a:Item) RETURN a.word, collect(a.n % 3)[..5], stDev(a.n)",
        "MATCH (a:Item) RETURN a.word, max(CASE WHEN a.n % 2 = 0 THEN 7 ELSE 7.0 END)",
        "MATCH (a:Item)-[c:CITES]->(b) WHERE c.kind = 'normative' RETURN a.word, "
        "round(sum(a.part))"})
    expect_same(text);
}

TEST_F(Groups, CollectedInTheOrderOfTheRows) {
  // What begins at other nodes has another order: it must be those of WITH.
  for (const char* text :
       {"MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) RETURN a.word, collect(b.n)",
        "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) WITH a.n % 50 AS k, collect(b.title) AS t, "
        "count(*) AS n "
        "RETURN k, t[0], t[n / 2], t[n - 1], size(t)",
        "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) RETURN a.n / 1000, collect(b.weight), "
        "collect(coalesce(b.odd, b.n)), collect(DISTINCT b.word), collect([b.n]), sum(b.n)",
        "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) WHERE b.n < 100 RETURN collect(a.n)",
        "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) WHERE b.n < 0 RETURN collect(a.n), "
        "collect(b.title)",
        "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) RETURN a.n / 10000, "
        "size(collect(toString(b.n))), "
        "head(collect('x' + b.title)), last(collect(a.n + b.n))"})
    expect_same(text);
  const auto session = database->session();
  EXPECT_NE(plan("MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) RETURN a.word, collect(b.n)")
                .find("on all cores"),
            std::string::npos);
  EXPECT_EQ(rows(*session,
                 "MATCH (a:Item) WITH a MATCH (a)-[c:CITES]->(b) WITH a.n % 9 AS k, collect(a.n) "
                 "AS ns RETURN k, "
                 "ns = coll.sort(ns) AS ordered"),
            std::vector<std::string>({"0 | true | ", "1 | true | ", "2 | true | ", "3 | true | ",
                                      "4 | true | ", "5 | true | ", "6 | true | ", "7 | true | ",
                                      "8 | true | "}));
}

TEST_F(Groups, OfRowsThatFindNodesByValue) {
  for (const char* text :
       {"MATCH (a:Item) MATCH (b:Item {n: a.n + 1}) RETURN a.word, count(*), sum(b.n)",
        "MATCH (a:Item) WITH a MATCH (b:Item) WHERE b.n IN [a.n, a.n * 2] RETURN a.word, count(*)",
        "MATCH (a:Item) WHERE a.n < 4000 MATCH (b:Item) WHERE b.title = a.title RETURN a.word, "
        "b.word, count(*), min(b.n - a.n)",
        "MATCH (a:Item) WHERE a.n < 4000 OPTIONAL MATCH (b:Even) WHERE b.title = a.title + '0' "
        "RETURN a.word, count(*), count(b)",
        "MATCH (a:Item) WHERE a.n < 6000 RETURN a.word, sum(COUNT { MATCH (b:Even) WHERE b.day = "
        "a.day })",
        "MATCH (a:Item) WHERE a.n < 6000 AND EXISTS { MATCH (b:Item) WHERE b.weight = a.n } RETURN "
        "a.word, count(*)",
        "MATCH (a:Item) WITH a MATCH (b:Item) WHERE b.n = a.n / 0 RETURN count(b)"})
    expect_same(text);
  EXPECT_NE(plan("MATCH (a:Item) WITH a MATCH (b:Item) WHERE b.title = a.title AND b.n < 3 RETURN "
                 "a.word, count(*)")
                .find("on all cores"),
            std::string::npos);
}

TEST_F(Groups, OfPaths) {
  for (const char* text :
       {"MATCH p = (a:Item)-[:CITES]->(b)-[:CITES]->(c) WHERE a.n < 5000 RETURN length(p), "
        "count(*), sum(nodes(p)[1].n), sum(relationships(p)[1].w)",
        "MATCH p = (a:Item {n: 7})-[:CITES*0..3]->(b)-[:CITES]->(c) RETURN length(p), count(c), "
        "min(nodes(p)[-1].n)",
        "MATCH (a:Item) WHERE a.n < 3000 OPTIONAL MATCH p = (a)-[:CITES]->(b:Even) RETURN "
        "a.word, count(p), max(length(p))"})
    expect_same(text);
}

TEST_F(Groups, OfANodeThatComesAgain) {
  for (const char* text :
       {"MATCH (a:Item)-[c:CITES]->(b) RETURN b.n % 10 AS k, b.word, count(*), sum(c.w + a.n)",
        "MATCH (a:Item)-[c:CITES]->(b) RETURN b, collect(c.w)[..3], count(DISTINCT a.word) "
        "ORDER BY b.n LIMIT 50",
        "MATCH (a:Item) OPTIONAL MATCH (a)-[:CITES]->(b:Even) RETURN b.word, count(a), count(b)",
        "MATCH (a:Item)-[:CITES]->(b) WITH b, count(a.n) AS k, b.title AS t RETURN t, sum(k)"})
    expect_same(text);
}

TEST_F(Groups, CountedAtOnceWhereAConditionHolds) {
  for (const char* text :
       {"MATCH (a:Item)-[c:CITES]->(b) WHERE c.kind = 'normative' RETURN a.word, count(*)",
        "MATCH (a:Item)-[c:CITES]->(b:Even) WHERE c.kind <> 'normative' RETURN a.n % 9, count(*)",
        "MATCH (a:Item)<-[c:CITES]-(b) WHERE c.w = 2 RETURN a.word, count(*), sum(a.weight)",
        "MATCH (a:Item)-[c:CITES]-(b) WHERE c.w > 2 RETURN a.word, count(*), count(DISTINCT a.day)",
        "MATCH (a:Item)-[c:CITES]->(b)-[d:CITES]->(e:Even) WHERE d.w = 1 RETURN a.word, count(*)"})
    expect_same(text);
  // On one core, and with other conditions on the rows.
  expect_same("MATCH (a:Item)-[c:CITES]->(b:Even) WHERE c.w = 2 AND a.n < b.n RETURN count(*)");
  EXPECT_NE(plan("MATCH (a:Item)-[c:CITES]->(b) WHERE c.kind = 'normative' RETURN a.word, count(*)")
                .find("Expand count (a)-[c:CITES]->(b) where c.kind = 'normative'"),
            std::string::npos);
}

TEST_F(Groups, DifferentValuesOfEach) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) RETURN a.word, count(DISTINCT b), sum(DISTINCT b.weight)",
        "MATCH (a:Item) RETURN a.word, count(DISTINCT a.title), collect(DISTINCT a.weight)[..4]",
        "MATCH (a:Item) RETURN a.n % 4, count(DISTINCT CASE WHEN a.n < 3000 THEN a.n % 5 WHEN a.n "
        "< 6000 THEN a.n % 5 * 1.0 ELSE a.title END) AS different",
        "MATCH (a:Item) RETURN count(DISTINCT a.title), count(DISTINCT a.day), count(DISTINCT a)"})
    expect_same(text);
  const auto session = database->session();
  EXPECT_EQ(rows(*session,
                 "MATCH (a:Item) RETURN count(DISTINCT CASE WHEN a.n < 9 THEN a.n ELSE "
                 "a.n % 9 * 1.0 END) AS k"),
            std::vector<std::string>{"9 | "});
}

/// Sets of several parts are put together; a group that only one part has is taken as it is.
TEST_F(Groups, DifferentValuesOfEachInParts) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) RETURN a.word, count(DISTINCT b), max(DISTINCT b.title)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN a, count(DISTINCT b), sum(DISTINCT b.weight)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN b.n % 5000, count(DISTINCT a), count(*), "
        "count(DISTINCT a.title), min(DISTINCT a.day)",
        "MATCH (a:Item)-[:CITES]->(b) WITH a.word AS w, CASE WHEN a.n < 20000 THEN b.n % 9 ELSE "
        "b.n % 9 * 1.0 END AS x RETURN w, count(DISTINCT x)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN count(DISTINCT b), stDev(DISTINCT b.n % 100), "
        "avg(DISTINCT a.weight)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN a.word, percentileDisc(DISTINCT b.n, 0.5)"})
    expect_same(text);
  const std::string shown = plan("MATCH (a:Item)-[:CITES]->(b) RETURN a.word, count(DISTINCT b)");
  EXPECT_NE(shown.find("count(DISTINCT b) by a.word, on all cores"), std::string::npos) << shown;
}

TEST_F(Groups, DeviationsOfWholeNumbersAreExact) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.word, stDev(a.n), stDevP(a.weight)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN a.word, stDev(b.n + 2000000000), stDevP(a.n % 3)",
        "MATCH (a:Item) RETURN stDev(a.n * 100000000000)",
        "MATCH (a:Item) RETURN a.word, stDev(CASE WHEN a.n % 2 = 0 THEN a.n ELSE a.n * 1.0 END)"})
    expect_same(text);
  const auto session = database->session();
  // (1² + 2² + … + n²) about the mean is n (n² - 1) / 12.
  const double squares = 40000.0 * (40000.0 * 40000.0 - 1) / 12;
  const auto deviation = [&](const std::string& of) {
    const Answer answer = session->run("MATCH (a:Item) RETURN stDevP(" + of + ")");
    return answer.tables.at(0).rows.at(0).at(0).as_float();
  };
  EXPECT_DOUBLE_EQ(deviation("a.n"), std::sqrt(squares / 40000));
  EXPECT_DOUBLE_EQ(deviation("a.n + 2000000000"), std::sqrt(squares / 40000));
  EXPECT_NEAR(deviation("a.n * 0.5"), std::sqrt(squares / 40000) / 2, 1e-6);
}

/// Elements of a kind are counted, whatever is asked of their labels or type.
TEST_F(Groups, OfLabelsAndTypes) {
  for (const char* text :
       {"MATCH (a:Item) RETURN labels(a), count(*)",
        "MATCH (a:Item) RETURN labels(a)[-1] AS l, count(a)",
        "MATCH (a:Item) RETURN a:Even, size(labels(a)), count(*)",
        "MATCH (a:Item) WHERE a.n % 3 = 0 RETURN labels(a), count(*)",
        "MATCH ()-[r]->() RETURN type(r), count(*)",
        "MATCH ()-[r:CITES]->() WHERE r.w > 1 RETURN type(r) AS t, count(r)",
        "MATCH (a:Item) RETURN DISTINCT labels(a)", "MATCH ()<-[r]-() RETURN DISTINCT type(r)",
        "MATCH (a)-[r]->(b) RETURN labels(a), type(r), labels(b), count(*)",
        "MATCH (a:Item) RETURN labels(a), a.word, count(*)"})
    expect_same(text);
  EXPECT_NE(plan("MATCH ()-[r]->() RETURN type(r), count(*)").find("Segment aggregate"),
            std::string::npos);
  EXPECT_NE(plan("MATCH (a) RETURN labels(a), count(*)").find("Segment aggregate"),
            std::string::npos);
  const auto session = database->session();
  EXPECT_EQ(sorted(rows(*session, "MATCH (a) RETURN labels(a), count(*)")),
            (std::vector<std::string>{"['Item', 'Even'] | 20000 | ", "['Item'] | 20000 | "}));
}

/// Lists of texts are told apart by themselves; of numbers, 1 and 1.0 are the same.
TEST_F(Groups, OfLists) {
  for (const char* text :
       {"MATCH (a:Item)-[:CITES]->(b) RETURN [a.word, b.word] AS k, b.title, count(*)",
        "MATCH (a:Item)-[:CITES]->(b) RETURN labels(a), b.word, count(*)"})
    expect_same(text);
  const auto session = database->session();
  EXPECT_EQ(rows(*session,
                 "MATCH (a:Item) WITH [CASE WHEN a.n = 0 THEN 1 ELSE 1.0 END] AS k, a.n % 2 AS m "
                 "RETURN k, m, count(*)"),
            (std::vector<std::string>{"[1] | 0 | 20000 | ", "[1.0] | 1 | 20000 | "}));
}

TEST_F(Groups, WhatEveryRowHasIsCountedWithIt) {
  const std::string match = "MATCH (a:Item)-[c:CITES]->(b) ";
  EXPECT_NE(plan(match + "RETURN a.word, count(b)").find("Expand count"), std::string::npos);
  for (const char* text :
       {"MATCH (a:Item)-[c:CITES]->(b) RETURN a.word, count(b), count(c), count(a)",
        "MATCH (a:Item) OPTIONAL MATCH (a)-[c:CITES]->(b:Even) RETURN a.word, count(b), count(c)",
        "MATCH (a:Item) OPTIONAL MATCH (a)-[:CITES]->(b:Even) WHERE b.n > 100 WITH b MATCH "
        "(b)-[:CITES]->(c) RETURN count(b), count(c)",
        "MATCH (a:Item) CALL (a) { OPTIONAL MATCH (a)-[:CITES]->(b:Even) RETURN b } "
        "RETURN count(b), count(a)",
        "MATCH (a:Item) RETURN a.word, count(a.weight), count(DISTINCT a)",
        "UNWIND [1, null, 2] AS x RETURN count(x)"})
    expect_same(text);
}

/// COUNT in an expression: by degrees, and with conditions that become known as rows come.
TEST_F(Groups, CountedInsideExpressions) {
  for (const char* pattern :
       {"(a)-[:CITES]->()", "(a)-[c:CITES {kind: 'normative'}]->(b)", "(a)<-[:CITES]-(b:Even)",
        "(a)-[:CITES]-(b) WHERE b.n < a.n", "(a)-[c:CITES]->(b:Even) WHERE c.w > 1",
        "(a)-[:CITES]->(b)-[:CITES]->(d:Even)", "(a)-[:CITES]->(b) WHERE b.odd + 1 > 3"}) {
    const auto with = [&](const std::string& count) {
      return "MATCH (a:Item) WITH a, " + count + " AS k RETURN a.word, k, count(*)";
    };
    const std::string counted = with("COUNT { MATCH " + std::string(pattern) + " }");
    expect_same(counted);
    const auto session = database->session();
    EXPECT_EQ(sorted(rows(*session, counted)),
              sorted(rows(*session,
                          with("size(COLLECT { MATCH " + std::string(pattern) + " RETURN 1 })"))))
        << pattern;
  }
}

TEST_F(Groups, ErrorsAreThoseOfOneCore) {
  expect_same("MATCH (a:Item) RETURN a.word, sum(10 / (a.n - 30000))");
  expect_same("MATCH (a:Item) RETURN a.n % 3, sum(a.odd)");
  expect_same("MATCH (a:Item) WHERE a.n % 2 = 0 RETURN sum(a.n + 9223372036854700000)");
  // A condition that fails for a node that no row has, and for one that a row has.
  expect_same("MATCH (a:Item)-[:CITES]->(b) WHERE b.n <> 39990 AND b.odd + 1 > 3 RETURN count(*)");
  expect_same("MATCH (a:Item)-[:CITES]->(b) WHERE b.odd / 2 > 3 RETURN a.word, count(*)");
}

TEST_F(Groups, TellThatAllCoresMadeThem) {
  const std::string shown = plan("MATCH (a:Item) RETURN a.word, avg(a.n % 7)");
  EXPECT_NE(shown.find("avg(a.n % 7) by a.word, on all cores"), std::string::npos) << shown;
}

/// What has the same codes is asked once, and counts as often as there are such rows.
TEST_F(Groups, RowsThatAreAlikeAreCounted) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.title, sum(CASE WHEN a.word = 'vote' THEN 1 ELSE 0 END) AS s",
        "MATCH (a:Item) RETURN a.word, percentileCont(a.weight, 0.3), percentileDisc(a.weight, "
        "0.5)",
        "MATCH (a:Item) RETURN percentileDisc(size(a.title), 0.9), percentileCont(a.weight, 1)",
        "MATCH (a:Item) RETURN a.word + toString(a.weight) AS k, count(*), min(a.word)",
        "MATCH (a:Item) RETURN a.word, count(DISTINCT a.weight), sum(DISTINCT a.weight % 7)",
        "MATCH (a:Item) WHERE a.n % 3 > 0 RETURN a.weight, count(*), avg(a.weight), max(a.word)",
        "MATCH (a:Item) RETURN a.nowhere, count(a.weight + a.nothing), count(a.word)",
        "MATCH ()-[c:CITES]->() RETURN c.kind, percentileCont(c.w, 0.5), sum(c.w * c.w)",
        "MATCH (a:Item) RETURN a.word, collect(DISTINCT a.weight)[..3] AS first",
        // Sums of floats depend on their order: one by one.
        "MATCH (a:Item) RETURN a.word, sum(a.weight * 0.1), percentileCont(a.weight * 0.5, 0.5)",
        // Errors of some rows, and of none.
        "MATCH (a:Item) RETURN a.word, sum(10 / (a.weight - 49))",
        "MATCH (a:Item) RETURN a.word, sum(10 / (a.weight - 99))",
        "MATCH (a:Item) RETURN percentileCont(a.weight, 1.5)"})
    expect_same(text);
  const std::string shown =
      plan("MATCH (a:Item) RETURN a.word, sum(CASE a.weight WHEN 1 THEN 1 END)");
  EXPECT_NE(shown.find("Segment aggregate"), std::string::npos) << shown;
}

/// Weights are what percentiles of many rows rest on.
TEST_F(Groups, PercentilesCountEachRow) {
  const auto session = database->session();
  EXPECT_EQ(rows(*session,
                 "MATCH (a:Item) RETURN percentileDisc(a.weight, 0.5), "
                 "percentileCont(a.weight, 0.5), percentileDisc(a.weight, 0.0)"),
            rows(*session,
                 "MATCH (a:Item) WHERE a.weight IS NOT NULL WITH a.weight AS w ORDER BY w "
                 "WITH collect(w) AS ws RETURN ws[size(ws) / 2 - 1], "
                 "(ws[size(ws) / 2 - 1] + ws[size(ws) / 2]) / 2.0, ws[0]"));
}

/// The first rows of an order that an index has, and what makes the index give up.
TEST_F(Groups, FirstRowsComeFromTheIndex) {
  for (const char* text :
       {"MATCH (a:Item) RETURN a.n ORDER BY a.n LIMIT 5",
        "MATCH (a:Item) RETURN a.n ORDER BY a.n SKIP 70 LIMIT 90",
        "MATCH (a:Item) WHERE a.word = 'vote' AND a.weight > 40 RETURN a.n ORDER BY a.n LIMIT 20",
        "MATCH (a:Item) WHERE a.n % 39999 = 0 RETURN a.n ORDER BY a.n LIMIT 2",
        "MATCH (a:Item) WHERE a.odd = 'text' RETURN a.n ORDER BY a.n LIMIT 3",
        "MATCH (a:Item) RETURN a.n AS n ORDER BY n DESC LIMIT 3",
        "MATCH (a:Item) RETURN a.n ORDER BY a.n LIMIT 0",
        "MATCH (a:Item) WHERE 10 / (a.n - 30000) < 7 RETURN a.n ORDER BY a.n LIMIT 39999",
        "MATCH (a:Item) WHERE EXISTS { (a)-[:CITES]->(b:Even) WHERE b.n > a.n * 3 } RETURN a.n "
        "ORDER BY a.n LIMIT 30",
        "MATCH (a:Item) WHERE a.word = 'vote' AND NOT EXISTS { (a)-[c:CITES]->(b) WHERE c.w = 4 } "
        "AND EXISTS { (a)<-[:CITES]-() } RETURN a.n AS n ORDER BY n SKIP 5 LIMIT 40",
        "MATCH (a:Item) WHERE NOT EXISTS { (a)-[:CITES]->() } RETURN a.n ORDER BY a.n LIMIT 5"}) {
    const auto session = database->session();
    const auto found = rows(*session, text);
    session->run("BEGIN");
    session->run("CREATE (:Unrelated)");
    EXPECT_EQ(rows(*session, text), found) << text;
    session->run("ROLLBACK");
  }
  for (const char* text : {"MATCH (a:Item) RETURN a.n ORDER BY a.n LIMIT 5",
                           "MATCH (a:Item) WHERE NOT EXISTS { (a)-[:CITES]->(:Even) } RETURN a.n "
                           "ORDER BY a.n LIMIT 5"})
    EXPECT_NE(plan(text).find("first by the index"), std::string::npos) << text;
}

TEST(FirstByIndex, IsOfEqualKeysMissingValuesAndSeveralTypes) {
  Database graph({.path = {}, .memory = true, .read_only = false});
  const auto session = graph.session();
  session->run("CREATE INDEX FOR (a:Thing) ON (a.name)");
  session->run("CREATE INDEX FOR (a:Thing) ON (a.mixed)");
  session->run("CREATE INDEX FOR (a:Thing) ON (a.rare)");
  const std::string long_text(500, 'x');
  session->run(
      "UNWIND range(0, 4999) AS i CREATE (:Thing {i: i, name: CASE WHEN i % 7 = 0 THEN "
      "null WHEN i < 4000 THEN '" +
      long_text +
      "' + toString(i % 10) ELSE toString(i % 900) END, mixed: CASE i % 2 WHEN 0 THEN i "
      "ELSE toString(i) END, rare: CASE WHEN i % 2500 = 3 THEN 4 - i END})");
  for (const char* key : {"name", "mixed", "rare"})
    for (const char* limit : {"1", "7", "64", "300", "4500"}) {
      const std::string by = std::string(" ORDER BY a.") + key;
      const auto top = session->run(std::string("MATCH (a:Thing) RETURN a.i") + by +
                                    ", a.i DESC LIMIT " + limit);
      const auto all = session->run(std::string("MATCH (a:Thing) WITH a") + by +
                                    ", a.i DESC WITH collect(a.i) AS every UNWIND every[.." +
                                    limit + "] AS i RETURN i");
      ASSERT_EQ(top.tables.at(0).rows.size(), all.tables.at(0).rows.size());
      for (std::size_t row = 0; row < top.tables.at(0).rows.size(); ++row)
        EXPECT_EQ(to_literal(top.tables.at(0).rows[row][0]),
                  to_literal(all.tables.at(0).rows[row][0]))
            << key << " " << limit << " " << row;
    }
}

TEST_F(Groups, OneOfAListIsSought) {
  for (const char* text : {"MATCH (a:Item) WHERE a.n IN [7, 3, 7.0, null, 'x', 50000] RETURN a.n",
                           "MATCH (a:Item) WHERE a.n IN [] RETURN count(*)",
                           "MATCH (a:Item) WHERE a.n IN null RETURN count(*)",
                           "MATCH (a:Item) WHERE a.n IN 3 RETURN a.n",
                           "MATCH (a:Item) WHERE NOT a.n IN range(5, 39999) RETURN a.n",
                           "UNWIND [[1, 2], [2, 3], null] AS l MATCH (a:Item)-[:CITES]->(b) WHERE "
                           "a.n IN l AND b.n > 1 "
                           "RETURN a.n, b.n",
                           "MATCH (a:Item) WHERE a.n IN [4, 5] AND a.word IN ['vote'] RETURN a.n"})
    expect_same(text);
  const auto has = [](const std::string& text, const char* part) {
    return plan(text).find(part) != std::string::npos;
  };
  EXPECT_TRUE(has("MATCH (a:Item) WHERE a.n IN [7, 3] RETURN a.n", "Index seek (a:Item) by n IN"));
  EXPECT_FALSE(has("MATCH (a:Item) WHERE a.word IN ['vote'] RETURN count(*)", "Index seek"));
}

}  // namespace
}  // namespace normgraph
