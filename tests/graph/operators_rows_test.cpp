// Operators on rows: sorting, counting, grouping, joining plans.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/memory_graph.hpp"
#include "tests/support/plan_runner.hpp"

namespace normgraph::tests {
namespace {

using Rows = std::vector<std::string>;

class RowsTest : public ::testing::Test {
 protected:
  query::SortKey key(const std::string& text, bool descending = false) {
    return {slots.expression(text), descending};
  }
  query::BoundExpressionPtr number(std::int64_t n) {
    return query::bound_constant(Value::integer(n));
  }
  Rows run(query::PlanNode& root, const std::vector<std::string>& names) {
    std::vector<query::Slot> columns;
    for (const std::string& name : names) columns.push_back(slots[name]);
    return runner.run(root, columns);
  }
  query::AggregateCall call(query::AggregateCall::Function function, const std::string& argument,
                            const std::string& name) {
    query::AggregateCall result;
    result.function = function;
    if (!argument.empty()) result.argument = slots.expression(argument);
    result.slot = slots[name];
    return result;
  }
  query::Aggregate counting(const std::string& name) {
    query::Aggregate aggregate;
    aggregate.calls.push_back(call(query::AggregateCall::Function::CountStar, "", name));
    return aggregate;
  }
  query::Slot row(const std::string& name) { return slots[name]; }

  MemoryGraph graph;
  Slots slots;
  PlanRunner runner{graph};
};

TEST_F(RowsTest, SortIsStableAndPutsNullsLast) {
  auto input = integers(slots, "i", 1, 6);
  query::Sort sort;
  sort.keys.push_back(key("CASE i % 3 WHEN 0 THEN null ELSE i % 3 END"));
  auto root = plan(std::move(sort), std::move(input));
  EXPECT_EQ(run(*root, {"i"}), (Rows{"1", "4", "2", "5", "3", "6"}));
  query::Sort down;
  down.keys.push_back(key("CASE i % 3 WHEN 0 THEN null ELSE i % 3 END", true));
  down.keys.push_back(key("i", true));
  auto second = plan(std::move(down), integers(slots, "i", 1, 6));
  EXPECT_EQ(run(*second, {"i"}), (Rows{"6", "3", "5", "2", "4", "1"}));
}

TEST_F(RowsTest, SortWithoutKeysKeepsTheOrder) {
  auto root = plan(query::Sort{}, integers(slots, "i", 1, 3000));
  const Rows rows = run(*root, {"i"});
  ASSERT_EQ(rows.size(), 3000u);
  EXPECT_EQ(rows.front(), "1");
  EXPECT_EQ(rows.back(), "3000");
}

TEST_F(RowsTest, SortOfNothing) {
  query::Sort sort;
  auto input = integers(slots, "i", 1, 0);
  sort.keys.push_back(key("i"));
  auto root = plan(std::move(sort), std::move(input));
  EXPECT_EQ(run(*root, {"i"}), Rows{});
}

TEST_F(RowsTest, TheFirstFewAreThoseOfTheWholeOrder) {
  for (const int limit : {0, 1, 5, 2048, 2049, 9999, 20000}) {
    slots["i"];
    const auto sorted = [&](bool limited) {
      query::Sort sort;
      sort.keys.push_back(key("(i * 7919) % 1000"));
      if (limited) sort.limit = number(limit);
      auto root =
          plan(query::Limit{number(limit)}, plan(std::move(sort), integers(slots, "i", 1, 10000)));
      return run(*root, {"i"});
    };
    EXPECT_EQ(sorted(true), sorted(false)) << limit;
  }
}

TEST_F(RowsTest, SkipAndLimitAcrossBatchBorders) {
  for (const int skip : {0, 1, 2047, 2048, 2049, 5000}) {
    auto root = plan(query::Limit{number(3)},
                     plan(query::Skip{number(skip)}, integers(slots, "i", 1, 4000)));
    const Rows rows = run(*root, {"i"});
    if (skip == 5000) {
      EXPECT_EQ(rows, Rows{});
    } else {
      EXPECT_EQ(rows, (Rows{std::to_string(skip + 1), std::to_string(skip + 2),
                            std::to_string(skip + 3)}));
    }
  }
}

TEST_F(RowsTest, CountsOfRowsMustBeWholeAndNotNegative) {
  const auto fails = [&](Value count, const std::string& detail) {
    auto root =
        plan(query::Limit{query::bound_constant(std::move(count))}, integers(slots, "i", 1, 3));
    try {
      run(*root, {"i"});
      ADD_FAILURE() << detail;
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class, "SyntaxError");
      EXPECT_EQ(error.detail, detail);
      EXPECT_EQ(error.phase, "runtime");
    }
  };
  fails(Value::integer(-1), "NegativeIntegerArgument");
  fails(Value::real(1.5), "InvalidArgumentType");
  fails(Value(), "InvalidArgumentType");
}

TEST_F(RowsTest, DistinctAgreesAcrossKindsAndBatches) {
  slots["i"], slots["x"];
  query::Project project;
  project.items.emplace_back(slots["x"], slots.expression("CASE WHEN i > 2500 THEN 1.0 * (i % 3) "
                                                          "ELSE i % 3 END"));
  auto root =
      plan(query::Distinct{{slots["x"]}}, plan(std::move(project), integers(slots, "i", 1, 5000)));
  EXPECT_EQ(run(*root, {"x"}), (Rows{"1", "2", "0"}));
}

TEST_F(RowsTest, GroupsInTheOrderInWhichTheyCome) {
  slots["i"];
  auto aggregate = counting("c");
  aggregate.groups.emplace_back(slots["k"], slots.expression("i % 2 = 0"));
  aggregate.calls.push_back(call(query::AggregateCall::Function::Sum, "i", "s"));
  auto root = plan(std::move(aggregate), integers(slots, "i", 1, 5000));
  EXPECT_EQ(run(*root, {"k", "c", "s"}), (Rows{"false, 2500, 6250000", "true, 2500, 6252500"}));
}

TEST_F(RowsTest, AnAggregateOfNothingIsOneRow) {
  auto root = plan(counting("c"), integers(slots, "i", 1, 0));
  EXPECT_EQ(run(*root, {"c"}), (Rows{"0"}));
  auto grouped = counting("c");
  grouped.groups.emplace_back(slots["k"], slots.slot("i"));
  auto none = plan(std::move(grouped), integers(slots, "i", 1, 0));
  EXPECT_EQ(run(*none, {"c"}), Rows{});
}

TEST_F(RowsTest, MoreGroupsThanABatchHolds) {
  slots["i"];
  auto aggregate = counting("c");
  aggregate.groups.emplace_back(slots["k"], slots.slot("i"));
  auto root = plan(std::move(aggregate), integers(slots, "i", 1, 4097));
  EXPECT_EQ(run(*root, {"k"}).size(), 4097u);
}

TEST_F(RowsTest, UnionRenamesAndMayBeDistinct) {
  for (const bool distinct : {false, true}) {
    query::Union parts;
    parts.inputs.push_back(integers(slots, "i", 1, 3));
    parts.inputs.push_back(integers(slots, "j", 2, 4));
    parts.columns = {{slots["i"]}, {slots["j"]}};
    parts.slots = {slots["x"]};
    parts.distinct = distinct;
    auto root = plan(std::move(parts));
    EXPECT_EQ(run(*root, {"x"}),
              distinct ? (Rows{"1", "2", "3", "4"}) : (Rows{"1", "2", "3", "2", "3", "4"}));
  }
}

class ApplyTest : public RowsTest {
 protected:
  /// An inner plan: the numbers from 1 to i, for the outer column i.
  query::PlanPtr counting_up() {
    slots["i"];
    query::Unwind unwind;
    unwind.list = slots.expression("range(1, i)");
    unwind.item = slots["j"];
    return plan(std::move(unwind), plan(query::Argument{slots["row"]}));
  }
  query::PlanPtr apply(query::Apply::Mode mode, query::PlanPtr inner, query::PlanPtr outer,
                       std::vector<query::Slot> introduced) {
    query::Apply op;
    op.mode = mode;
    op.inner = std::move(inner);
    op.row = slots["row"];
    op.introduced = std::move(introduced);
    return plan(std::move(op), std::move(outer));
  }
  query::PlanPtr filtered(const std::string& predicate, query::PlanPtr input) {
    return plan(query::Filter{slots.expression(predicate)}, std::move(input));
  }
};

TEST_F(ApplyTest, JoinGivesInnerRowsBesideOuterRows) {
  auto root =
      apply(query::Apply::Mode::Join, counting_up(), integers(slots, "i", 0, 2), {slots["j"]});
  EXPECT_EQ(run(*root, {"i", "j"}), (Rows{"1, 1", "2, 1", "2, 2"}));
}

TEST_F(ApplyTest, OptionalKeepsOuterRowsInTheirPlace) {
  auto root = apply(query::Apply::Mode::Optional, counting_up(),
                    filtered("i <> 1", integers(slots, "i", -1, 3)), {slots["j"]});
  EXPECT_EQ(run(*root, {"i", "j"}),
            (Rows{"-1, null", "0, null", "2, 1", "2, 2", "3, 1", "3, 2", "3, 3"}));
}

TEST_F(ApplyTest, OptionalOverSeveralBatchesLosesNoRow) {
  auto inner = filtered("j = i AND i % 1000 = 0", counting_up());
  auto root = apply(query::Apply::Mode::Optional, std::move(inner), integers(slots, "i", 1, 2049),
                    {slots["j"]});
  Rows rows = run(*root, {"i", "j"});
  ASSERT_EQ(rows.size(), 2049u);
  EXPECT_EQ(rows[999], "1000, 1000");
  EXPECT_EQ(rows[1000], "1001, null");
  EXPECT_EQ(rows[2048], "2049, null");
}

TEST_F(ApplyTest, SemiAndAntiSplitTheRows) {
  for (const bool semi : {true, false}) {
    auto root = apply(semi ? query::Apply::Mode::Semi : query::Apply::Mode::Anti, counting_up(),
                      integers(slots, "i", -2, 2), {});
    EXPECT_EQ(run(*root, {"i"}), semi ? (Rows{"1", "2"}) : (Rows{"-2", "-1", "0"}));
  }
}

TEST_F(ApplyTest, SemiStopsWhenARowIsFound) {
  // Without stopping, this would count to ten thousand million.
  slots["i"];
  query::Unwind outer;
  outer.list = slots.expression("range(1, 100000)");
  outer.item = slots["a"];
  query::Unwind inner;
  inner.list = slots.expression("range(1, 100000)");
  inner.item = slots["b"];
  auto many = plan(std::move(inner), plan(std::move(outer), plan(query::Argument{slots["row"]})));
  auto root = apply(query::Apply::Mode::Semi, std::move(many), integers(slots, "i", 1, 3), {});
  EXPECT_EQ(run(*root, {"i"}), (Rows{"1", "2", "3"}));
}

TEST_F(ApplyTest, InsideSortSkipAndLimitCountByOuterRow) {
  query::Sort sort;
  auto inner = counting_up();
  sort.keys.push_back(key("j", true));
  sort.outer_row = slots["row"];
  query::Limit limit{number(2), slots["row"]};
  auto root = apply(query::Apply::Mode::Join,
                    plan(std::move(limit), plan(std::move(sort), std::move(inner))),
                    integers(slots, "i", 1, 3), {slots["j"]});
  EXPECT_EQ(run(*root, {"i", "j"}), (Rows{"1, 1", "2, 2", "2, 1", "3, 3", "3, 2"}));
  query::Skip skip{number(1), slots["row"]};
  auto second = apply(query::Apply::Mode::Join, plan(std::move(skip), counting_up()),
                      integers(slots, "i", 1, 3), {slots["j"]});
  EXPECT_EQ(run(*second, {"i", "j"}), (Rows{"2, 2", "3, 2", "3, 3"}));
}

TEST_F(ApplyTest, InsideAggregatesAnswerForEveryOuterRow) {
  auto aggregate = counting("c");
  aggregate.groups.emplace_back(slots["row"], slots.slot("row"));
  aggregate.outer_row = slots["row"];
  auto inner = plan(std::move(aggregate), counting_up());
  auto root =
      apply(query::Apply::Mode::Join, std::move(inner), integers(slots, "i", 0, 2), {slots["c"]});
  EXPECT_EQ(run(*root, {"i", "c"}), (Rows{"0, 0", "1, 1", "2, 2"}));
}

TEST_F(ApplyTest, InsideDistinctTellsOuterRowsApart) {
  slots["i"];
  query::Unwind unwind;
  unwind.list = slots.expression("[7, 7, 8]");
  unwind.item = slots["j"];
  auto inner = plan(query::Distinct{{slots["j"]}},
                    plan(std::move(unwind), plan(query::Argument{slots["row"]})));
  auto root =
      apply(query::Apply::Mode::Join, std::move(inner), integers(slots, "i", 1, 2), {slots["j"]});
  EXPECT_EQ(run(*root, {"i", "j"}), (Rows{"1, 7", "1, 8", "2, 7", "2, 8"}));
}

TEST_F(ApplyTest, AProjectionInsideLosesTheOuterColumnsOnlyInside) {
  slots["j"];
  query::Project project;
  project.items.emplace_back(slots["k"], slots.expression("j * 10"));
  auto root = apply(query::Apply::Mode::Join, plan(std::move(project), counting_up()),
                    integers(slots, "i", 1, 2), {slots["k"]});
  EXPECT_EQ(run(*root, {"i", "k"}), (Rows{"1, 10", "2, 10", "2, 20"}));
}

TEST_F(RowsTest, TheMemoryLimitNamesTheOperator) {
  runner.context().memory_limit = 100000;
  query::Sort sort;
  auto input = integers(slots, "i", 1, 100000);
  sort.keys.push_back(key("i"));
  auto root = plan(std::move(sort), std::move(input));
  try {
    run(*root, {"i"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::Limit);
    EXPECT_NE(error.message.find("Sort"), std::string::npos);
  }
}

TEST_F(RowsTest, BookedMemoryIsGivenBack) {
  query::Sort sort;
  auto input = integers(slots, "i", 1, 10000);
  sort.keys.push_back(key("i"));
  auto root = plan(query::Distinct{{slots["i"]}}, plan(std::move(sort), std::move(input)));
  run(*root, {"i"});
  EXPECT_EQ(runner.context().memory_used, 0);
}

}  // namespace
}  // namespace normgraph::tests
