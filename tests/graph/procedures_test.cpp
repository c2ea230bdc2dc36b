#include "graph/query/procedures.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_graph.hpp"
#include "tests/support/plan_runner.hpp"

namespace normgraph::query {
namespace {

using Rows = std::vector<std::vector<Value>>;

TEST(Procedures, ReadsASignature) {
  ProcedureTable table;
  table.define("test.my.proc(name :: STRING?, id::integer) :: (city :: STRING?, n :: FLOAT?)",
               {"name", "id", "city", "n"}, {});
  const Procedure* found = table.find("test.my.proc");
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->parameters.size(), 2u);
  EXPECT_EQ(found->parameters[1].type, "INTEGER");
  EXPECT_FALSE(found->parameters[1].nullable);
  EXPECT_TRUE(found->results[0].nullable);
  EXPECT_EQ(found->result("n"), 1u);
  EXPECT_EQ(found->result("other"), 2u);
  EXPECT_EQ(table.find("test.other"), nullptr);
}

TEST(Procedures, TakesColumnsInAnyOrder) {
  ProcedureTable table;
  table.define("p(a :: INTEGER?) :: (b :: INTEGER?)", {"b", "a"},
               Rows{{Value::integer(2), Value::integer(1)}});
  EXPECT_EQ(table.find("p")->rows[0][0].as_integer(), 1);
}

TEST(Procedures, RefusesBadSignatures) {
  ProcedureTable table;
  for (const char* bad : {"", "p", "p()", "p() ::", "p() :: (a)", "(a :: INTEGER) :: ()",
                          "p(a :: ) :: ()", "p() :: () more", "p(:: INTEGER) :: ()"})
    EXPECT_THROW(table.define(bad, {}, {}), Error) << bad;
  EXPECT_THROW(table.define("p() :: (a :: INTEGER?)", {"b"}, Rows{{Value()}}), Error);
  EXPECT_THROW(table.define("p() :: (a :: INTEGER?)", {"a"}, Rows{{Value(), Value()}}), Error);
}

TEST(Procedures, ArgumentsHaveTheDeclaredTypes) {
  ProcedureTable table;
  table.define("p(f :: FLOAT?, n :: NUMBER?, s :: STRING) :: ()", {}, {});
  const Procedure& p = *table.find("p");
  EXPECT_EQ(as_argument(p, 0, Value::integer(42), {}).type(), Type::Float);
  EXPECT_EQ(as_argument(p, 1, Value::integer(42), {}).type(), Type::Integer);
  EXPECT_TRUE(as_argument(p, 0, Value(), {}).is_null());
  EXPECT_THROW(as_argument(p, 2, Value(), {}), Error);
  EXPECT_THROW(as_argument(p, 0, Value::boolean(true), {}), Error);
}

TEST(Procedures, ACallGivesTheRowsThatAgree) {
  normgraph::tests::MemoryGraph graph;
  normgraph::tests::Slots slots;
  normgraph::tests::PlanRunner runner(graph);
  ProcedureTable table;
  Rows rows;
  for (int i = 0; i < 5000; ++i) rows.push_back({Value::integer(i % 2), Value::integer(i)});
  table.define("p(a :: INTEGER?) :: (b :: INTEGER?)", {"a", "b"}, rows);
  runner.context().procedures = &table;
  CallProcedure call;
  call.name = "p";
  call.arguments.push_back(slots.expression("1"));
  call.yields = {{"b", slots["b"]}};
  auto root = normgraph::tests::plan(std::move(call), normgraph::tests::integers(slots, "i", 1, 2));
  const std::vector<std::string> found = runner.run(*root, {slots["i"], slots["b"]});
  ASSERT_EQ(found.size(), 5000u);
  EXPECT_EQ(found.front(), "1, 1");
  EXPECT_EQ(found.back(), "2, 4999");
}

}  // namespace
}  // namespace normgraph::query
