#include "tests/grammar/grammar_test_support.hpp"

namespace normgraph {
namespace {

void expect_canonical(const std::string& text, const std::string& expected) {
  EXPECT_EQ(canonical(text), expected);
}

TEST(Pattern, ReadsRelationshipsInAllSpellings) {
  expect_canonical("match (a)-->(b)<--(c)--(d)<-->(e) return a",
                   "MATCH (a)-->(b)<--(c)--(d)--(e)\nRETURN a");
  expect_canonical("match (a) - [ r :A|:B|C *1..3 {x: 1} ] -> (b) return a",
                   "MATCH (a)-[r:A|B|C*1..3 {x: 1}]->(b)\nRETURN a");
  expect_canonical("match ()-[*]-()-[*2]-()-[*..3]-()-[r:T*2..]-() return 1",
                   "MATCH ()-[*]-()-[*2]-()-[*..3]-()-[r:T*2..]-()\nRETURN 1");
}

TEST(Pattern, ReadsLabelExpressions) {
  expect_canonical("match (n:A:B) return n", "MATCH (n:A&B)\nRETURN n");
  expect_canonical("match (n IS A|B&!C) return n", "MATCH (n:A|B&!C)\nRETURN n");
  expect_canonical("match (:(A|B)&%) return 1", "MATCH (:(A|B)&%)\nRETURN 1");
}

TEST(Pattern, ReadsConditionsInside) {
  expect_canonical("match (n WHERE n.x = 1)-[r:T WHERE r.y]->() return n",
                   "MATCH (n WHERE n.x = 1)-[r:T WHERE r.y]->()\nRETURN n");
}

TEST(Pattern, ReadsQuantifiers) {
  expect_canonical("match (a)-[:T]->{1,3}(b)-->+(c)<--*(d)--{2}(e) return a",
                   "MATCH (a)-[:T*1..3]->(b)-[*1..]->(c)<-[*0..]-(d)-[*2]-(e)\nRETURN a");
  expect_canonical("match ((a)-[:CITES]->(b) where a.x > 1){1,5}(c) return c",
                   "MATCH ()((a)-[:CITES]->(b) WHERE a.x > 1){1,5}(c)\nRETURN c");
  EXPECT_EQ(error_of("match ((a)-->(b)) return a").code, "NG1001");
  EXPECT_EQ(error_of("match (a)-[*1..2]->{1,3}(b) return a").detail, "InvalidRelationshipPattern");
}

TEST(Pattern, PutsNodesBetweenSteps) {
  const ast::Statement statement = parse_statement("MATCH (()-->()){2}(()--()){3} RETURN 1");
  const auto& match =
      std::get<ast::Match>(std::get<ast::Query>(statement.node).parts[0].clauses[0].node);
  EXPECT_EQ(match.pattern.paths[0].nodes.size(), 3U);
  EXPECT_EQ(match.pattern.paths[0].steps.size(), 2U);
}

TEST(Pattern, ReadsShortestPaths) {
  expect_canonical("match p = any shortest (a)-->+(b) return p",
                   "MATCH p = ANY SHORTEST (a)-[*1..]->(b)\nRETURN p");
  expect_canonical("match p = all shortest paths (a)-[*]->(b) return p",
                   "MATCH p = ALL SHORTEST (a)-[*]->(b)\nRETURN p");
  expect_canonical("match p = shortest 3 (a)-[*]->(b) return p",
                   "MATCH p = SHORTEST 3 (a)-[*]->(b)\nRETURN p");
  expect_canonical("match p = shortestPath((a)-[*]->(b)) return p",
                   "MATCH p = shortestPath((a)-[*]->(b))\nRETURN p");
}

TEST(Pattern, NamesWrongLengths) {
  EXPECT_EQ(error_of("MATCH (a)-[:LIKES..]->(c) RETURN c").detail, "InvalidRelationshipPattern");
  EXPECT_EQ(error_of("MATCH (a)-[:LIKES*-2]->(c) RETURN c").detail, "InvalidRelationshipPattern");
}

TEST(Clause, ReadsReadingClauses) {
  expect_canonical(
      "optional match (a) where a.x with distinct a, count(*) as n order by n desc skip 1 limit 2 "
      "where n > 1 return *, n",
      "OPTIONAL MATCH (a) WHERE a.x\nWITH DISTINCT a, count(*) AS n ORDER BY n DESC SKIP 1 LIMIT 2 "
      "WHERE n > 1\nRETURN *, n");
  expect_canonical("unwind [1, 2] as x return x order by x ascending offset 1",
                   "UNWIND [1, 2] AS x\nRETURN x ORDER BY x SKIP 1");
  expect_canonical("return 1 as a union all return 2 as a",
                   "RETURN 1 AS a\nUNION ALL\nRETURN 2 AS a");
}

TEST(Clause, ReadsWhatComesFromGql) {
  expect_canonical("for x in [1] with ordinality i filter x > 1 let y = x, z = 2 return y",
                   "FOR x IN [1] WITH ORDINALITY i\nFILTER x > 1\nLET y = x, z = 2\nRETURN y");
  expect_canonical("for x in [1] with x as y return y", "UNWIND [1] AS x\nWITH x AS y\nRETURN y");
  expect_canonical("for x in [1] with offset i return i", "FOR x IN [1] WITH OFFSET i\nRETURN i");
  expect_canonical("insert (n:A)", "CREATE (n:A)");
}

TEST(Clause, ReadsCalls) {
  expect_canonical("call test.my.proc", "CALL test.my.proc");
  expect_canonical("call test.my.proc() yield *", "CALL test.my.proc() YIELD *");
  expect_canonical("match (n) call p(n.x, 1) yield a, b as c where a > 1 return c",
                   "MATCH (n)\nCALL p(n.x, 1) YIELD a, b AS c WHERE a > 1\nRETURN c");
  expect_canonical("call { match (n) return n } return n", "CALL { MATCH (n) RETURN n }\nRETURN n");
}

TEST(Clause, KeepsTheTextOfAColumn) {
  const ast::Statement statement = parse_statement("RETURN  n.a+count( * ) , { foo : 1}");
  const auto& result =
      std::get<ast::Return>(std::get<ast::Query>(statement.node).parts[0].clauses[0].node);
  EXPECT_EQ(result.projection.items[0].text, "n.a+count( * )");
  EXPECT_EQ(result.projection.items[1].text, "{ foo : 1}");
}

TEST(Update, ReadsEveryWritingClause) {
  expect_canonical("create (a:A:B {x: 1})-[:T]->(b), (c)", "CREATE (a:A&B {x: 1})-[:T]->(b), (c)");
  expect_canonical("merge (a) on match set a.x = 1, a += {y: 2} on create set a:B:C",
                   "MERGE (a) ON CREATE SET a:B:C ON MATCH SET a.x = 1, a += {y: 2}");
  expect_canonical("match (a) set a = {x: 1}, (a).y = 2 remove a.z, a:B detach delete a, b.c",
                   "MATCH (a)\nSET a = {x: 1}, (a).y = 2\nREMOVE a.z, a:B\nDETACH DELETE a, b.c");
  expect_canonical("foreach (x in [1] | create (n {v: x}) set n.y = 2)",
                   "FOREACH (x IN [1] | CREATE (n {v: x}) SET n.y = 2)");
}

TEST(Update, ReadsClaimOptions) {
  expect_canonical(
      "match (w) set w.stage = stage('40.20') source 'cen' effective 2025-10-30 confidence 0.8",
      "MATCH (w)\nSET w.stage = stage('40.20') EFFECTIVE date('2025-10-30') SOURCE 'cen' "
      "CONFIDENCE 0.8");
  expect_canonical("create (a) effective 2025-Q3", "CREATE (a) EFFECTIVE period('2025-Q3')");
  expect_canonical("create (a) effective $day", "CREATE (a) EFFECTIVE $day");
  expect_canonical("match (w) set w.x = 1 planned correcting ['a', 'b'] source 's'",
                   "MATCH (w)\nSET w.x = 1 SOURCE 's' CORRECTING ['a', 'b'] PLANNED");
  expect_canonical("match (w)-[r]-() forget w.stage, r source 's' effective 2025",
                   "MATCH (w)-[r]-()\nFORGET w.stage, r EFFECTIVE period('2025') SOURCE 's'");
  EXPECT_EQ(error_of("create (a) source 'x' source 'y'").code, "NG1017");
}

TEST(Query, ChecksWhatMayFollowWhat) {
  for (const char* text : {"MATCH (n)", "MATCH (n) WITH n", "UNWIND [1] AS x",
                           "RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
                           "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) SET m.x = 1 } RETURN n"}) {
    EXPECT_EQ(error_of(text).detail, "InvalidClauseComposition") << text;
  }
  EXPECT_NO_THROW(parse_statement("MATCH (n) WHERE EXISTS { MATCH (n)-->(m) } RETURN n"));
}

TEST(Query, LeavesNothingBehindOfWhatFailed) {
  // The parts that failed must not stay in the tree of the parts that did not.
  for (const char* text :
       {"RETURN a OR", "RETURN a + - NOT", "RETURN 1 AS a UNION", "MATCH (a)-[:T]->",
        "MATCH (a)-->(b)-", "MATCH (a) WHERE EXISTS { MATCH (b) UNION ALL } RETURN a",
        "MATCH (a) WHERE (a)-[:T]-> RETURN a", "RETURN (a) - [1]"}) {
    EXPECT_EQ(error_of(text).code, "NG1001") << text;
  }
}

TEST(Query, EndsWithTheText) {
  EXPECT_EQ(canonical(" RETURN 1 ; // done"), "RETURN 1");
  EXPECT_EQ(error_of("RETURN 1; RETURN 2").code, "NG1001");
  EXPECT_EQ(error_of("RETURN 1 2").code, "NG1001");
}

TEST(SplitScript, CutsAtSemicolonsOutsideOfStringsAndBraces) {
  const std::string script =
      "RETURN ';' AS `a;b`; // x; y\nCHECK 'c' { RETURN 1; } ;\n/* ; */ ; RETURN 2";
  const auto pieces = split_script(script);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].text, "RETURN ';' AS `a;b`");
  EXPECT_TRUE(pieces[0].terminated);
  EXPECT_EQ(pieces[1].text, "CHECK 'c' { RETURN 1; }");
  EXPECT_EQ(pieces[2].text, "RETURN 2");
  EXPECT_FALSE(pieces[2].terminated);
  EXPECT_EQ(script.substr(pieces[2].offset), "RETURN 2");
}

TEST(SplitScript, KeepsWhatIsNeverClosed) {
  EXPECT_EQ(split_script("RETURN 1; RETURN 'a; b").size(), 2U);
  ASSERT_EQ(split_script("RETURN 1; /* oh").size(), 2U);
  EXPECT_EQ(error_of(split_script("RETURN 1; /* oh")[1].text).code, "NG1004");
  EXPECT_TRUE(split_script(" \n // nothing\n;;").empty());
}

}  // namespace
}  // namespace normgraph
