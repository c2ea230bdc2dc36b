#include <gtest/gtest.h>

#include "tests/graph/planner_support.hpp"

namespace normgraph::query::tests {
namespace {

struct ErrorCase {
  const char* query;
  const char* error;
};

class BinderError : public ::testing::TestWithParam<ErrorCase> {};

TEST_P(BinderError, HasDetailAndPlace) {
  EXPECT_EQ(planning_error(GetParam().query), GetParam().error) << GetParam().query;
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, BinderError,
    ::testing::Values(
        ErrorCase{"MATCH ()-[r]-() MATCH (r) RETURN r", "SyntaxError: VariableTypeConflict at 'r'"},
        ErrorCase{"MATCH (r)-[r]-() RETURN r", "SyntaxError: VariableTypeConflict at 'r'"},
        ErrorCase{"MATCH p = ()--(), (p) RETURN p", "SyntaxError: VariableTypeConflict at 'p'"},
        ErrorCase{"WITH 123 AS n MATCH (n) RETURN n", "SyntaxError: VariableTypeConflict at 'n'"},
        ErrorCase{"MATCH (n) WITH [n] AS ns MATCH (ns)-->(m) RETURN m",
                  "SyntaxError: VariableTypeConflict at 'ns'"},
        ErrorCase{"MATCH p = (p)-->() RETURN p", "SyntaxError: VariableAlreadyBound at 'p'"},
        ErrorCase{"MATCH (p) MATCH p = ()-->() RETURN p",
                  "SyntaxError: VariableAlreadyBound at 'p'"},
        ErrorCase{"MATCH (a)-[r]->()-[r]->(a) RETURN r",
                  "SyntaxError: RelationshipUniquenessViolation at 'r'"},
        ErrorCase{"MATCH (n $all) RETURN n", "SyntaxError: InvalidParameterUse at '$all'"},
        ErrorCase{"MATCH (n) WHERE (n)-[r]->() RETURN n", "SyntaxError: UndefinedVariable at 'r'"},
        ErrorCase{"MATCH (n) WHERE (n)-->(m) RETURN n", "SyntaxError: UndefinedVariable at 'm'"}));

INSTANTIATE_TEST_SUITE_P(
    Projections, BinderError,
    ::testing::Values(
        ErrorCase{"MATCH () RETURN foo", "SyntaxError: UndefinedVariable at 'foo'"},
        ErrorCase{"RETURN 1 AS a, 2 AS a", "SyntaxError: ColumnNameConflict at '2'"},
        ErrorCase{"WITH 1 AS a, 2 AS a RETURN a", "SyntaxError: ColumnNameConflict at '2'"},
        ErrorCase{"MATCH (a) WITH a, count(*) RETURN a",
                  "SyntaxError: NoExpressionAlias at 'count(*)'"},
        ErrorCase{"MATCH (a) RETURN DISTINCT a.name ORDER BY a.age",
                  "SyntaxError: UndefinedVariable at 'a'"},
        ErrorCase{"MATCH (n) WITH n.x AS foo ORDER BY count(1) RETURN foo",
                  "SyntaxError: InvalidAggregation at 'count(1)'"},
        ErrorCase{"MATCH (n) RETURN n SKIP n.count", "SyntaxError: NonConstantExpression at 'n'"},
        ErrorCase{"MATCH (n) RETURN n LIMIT -1", "SyntaxError: NegativeIntegerArgument at '-1'"},
        ErrorCase{"MATCH (n) RETURN n LIMIT 1.7", "SyntaxError: InvalidArgumentType at '1.7'"}));

INSTANTIATE_TEST_SUITE_P(
    Writing, BinderError,
    ::testing::Values(
        ErrorCase{"MATCH (a) CREATE (a)", "SyntaxError: VariableAlreadyBound at 'a'"},
        ErrorCase{"CREATE (n:A) CREATE (n:B)-[:T]->()", "SyntaxError: VariableAlreadyBound at 'n'"},
        ErrorCase{"CREATE (a), (n {x: a.x})-[:T]->(n:B)",
                  "SyntaxError: VariableAlreadyBound at 'n'"},
        ErrorCase{"MATCH (a) MERGE (a)", "SyntaxError: VariableAlreadyBound at 'a'"},
        ErrorCase{"MERGE (n $all) RETURN n", "SyntaxError: InvalidParameterUse at '$all'"},
        ErrorCase{"MERGE (n) ON CREATE SET x.num = 1", "SyntaxError: UndefinedVariable at 'x'"},
        ErrorCase{"MATCH (n) DELETE n:A", "SyntaxError: InvalidDelete at 'n:A'"},
        ErrorCase{"MATCH () DELETE 1 + 1", "SyntaxError: InvalidArgumentType at '1 + 1'"}));

TEST(BinderErrorDetail, NamesWhatANewRelationshipLacks) {
  EXPECT_EQ(planning_error("CREATE ()-->()").substr(0, 37),
            "SyntaxError: NoSingleRelationshipType");
  EXPECT_EQ(planning_error("CREATE ()-[:A|B]->()").substr(0, 37),
            "SyntaxError: NoSingleRelationshipType");
  EXPECT_EQ(planning_error("CREATE ()-[:A]-()").substr(0, 41),
            "SyntaxError: RequiresDirectedRelationship");
  EXPECT_EQ(planning_error("CREATE ()-[:A*2]->()").substr(0, 30), "SyntaxError: CreatingVarLength");
  EXPECT_EQ(planning_error("MERGE ()-[:A]-()"), "none");
}

TEST(BinderErrorDetail, SeesWrongOrdersOfClauses) {
  for (const char* query : {"MATCH (n)", "MATCH (n) WITH n",
                            "RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
                            "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) SET m.x = 1 } RETURN n"})
    EXPECT_EQ(planning_error(query).substr(0, 37), "SyntaxError: InvalidClauseComposition")
        << query;
  EXPECT_EQ(planning_error("RETURN 1 AS a UNION RETURN 2 AS b").substr(0, 36),
            "SyntaxError: DifferentColumnsInUnion");
  EXPECT_EQ(planning_error("MATCH () RETURN *").substr(0, 31), "SyntaxError: NoVariablesInScope");
}

class BinderCall : public ::testing::Test {
 protected:
  BinderCall() {
    table.define("test.proc(in :: INTEGER?) :: (a :: INTEGER?, b :: STRING?)", {"in", "a", "b"},
                 {{Value::integer(1), Value::integer(2), Value::string("x")}});
  }
  std::string error(const char* query) const { return planning_error(query, &table); }
  ProcedureTable table;
};

TEST_F(BinderCall, ChecksNameArgumentsAndYields) {
  EXPECT_EQ(error("CALL test.unknown()"), "ProcedureError: ProcedureNotFound at 'test.unknown'");
  EXPECT_EQ(error("CALL test.proc(1, 2)"), "SyntaxError: InvalidNumberOfArguments at 'test.proc'");
  EXPECT_EQ(error("CALL test.proc(true)"), "SyntaxError: InvalidArgumentType at 'true'");
  EXPECT_EQ(error("CALL test.proc YIELD a RETURN a"),
            "SyntaxError: InvalidArgumentPassingMode at 'test.proc'");
  EXPECT_EQ(error("CALL test.proc(1) RETURN a"), "SyntaxError: UndefinedVariable at 'a'");
  EXPECT_EQ(error("CALL test.proc(1) YIELD a, b AS a RETURN a"),
            "SyntaxError: VariableAlreadyBound at 'a'");
  EXPECT_EQ(error("CALL test.proc(1)"), "none");
  EXPECT_EQ(error("CALL test.proc"), "none");
}

TEST(BinderScope, EveryErrorHasAHintOrAPlainMessage) {
  const MemoryGraph graph;
  try {
    plan_text("MATCH (a) CREATE (a)", graph);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG2101");
    EXPECT_EQ(error.kind, ErrorKind::Semantic);
    EXPECT_EQ(error.phase, "compile time");
    ASSERT_FALSE(error.hints.empty());
    EXPECT_EQ(error.hints.front(), "use another name");
  }
}

TEST(BinderWarnings, NameTheNearestKnownName) {
  MemoryGraph graph;
  fill_programme(graph);
  const auto warnings =
      plan_text("MATCH (a:Artcle)-[:ADRESSES]->() RETURN a.numbr", graph).warnings;
  ASSERT_EQ(warnings.size(), 3u);
  EXPECT_NE(warnings[0].find("did you mean `Article`?"), std::string::npos) << warnings[0];
  EXPECT_NE(warnings[1].find("did you mean `ADDRESSES`?"), std::string::npos) << warnings[1];
  EXPECT_NE(warnings[2].find("did you mean `number`?"), std::string::npos) << warnings[2];
}

TEST(BinderWarnings, AreNotAboutWhatTheStatementMakes) {
  MemoryGraph graph;
  fill_programme(graph);
  EXPECT_TRUE(plan_text("CREATE (n:New {fresh: 1}) WITH n MATCH (m:New) RETURN m.fresh", graph)
                  .warnings.empty());
  EXPECT_TRUE(
      plan_text("MATCH (n:Article) SET n.fresh = 1 RETURN n.fresh", graph).warnings.empty());
}

}  // namespace
}  // namespace normgraph::query::tests
