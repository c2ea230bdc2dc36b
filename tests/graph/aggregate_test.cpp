#include "graph/query/aggregate.hpp"

#include <gtest/gtest.h>

#include "tests/graph/expression_support.hpp"

namespace normgraph::query::tests {
namespace {

/// Aggregates of `text` (such as "sum(x)") over x, in groups by parity of the row; both answers.
std::vector<std::string> aggregate(const std::string& text, std::vector<Value> values) {
  Columns columns;
  columns.add("x", Vector::of(std::move(values)));
  std::vector<AggregateCall> calls;
  ExpressionContext context;
  context.scope = &columns.scope;
  context.slots = &columns.slots;
  context.aggregates = &calls;
  const ParsedExpression parsed(text);
  bind_expression(*parsed, context);
  Accumulators accumulators(calls);
  accumulators.resize(2);
  std::vector<std::uint32_t> groups;
  for (std::size_t i = 0; i < columns.batch.size; ++i) groups.push_back(i % 2);
  // In two batches, to see that states go on.
  const std::size_t half = groups.size() / 2;
  std::vector<std::uint32_t> first, second;
  for (std::uint32_t i = 0; i < groups.size(); ++i) (i < half ? first : second).push_back(i);
  const std::span<const std::uint32_t> all(groups);
  EXPECT_TRUE(
      accumulators.update(columns.batch, Selection(first), all.subspan(0, half), columns.context));
  EXPECT_TRUE(
      accumulators.update(columns.batch, Selection(second), all.subspan(half), columns.context));
  const Vector result = accumulators.result(0, 0, 2);
  return {to_literal(result.value(0)), to_literal(result.value(1))};
}

using Answers = std::vector<std::string>;

std::vector<Value> numbers() {
  return {Value::integer(1), Value::real(0.5),  Value::integer(1), Value(),
          Value::integer(4), Value::integer(2), Value::integer(2)};
}

TEST(Aggregates, OfNumbers) {
  EXPECT_EQ(aggregate("count(*)", numbers()), (Answers{"4", "3"}));
  EXPECT_EQ(aggregate("count(x)", numbers()), (Answers{"4", "2"}));
  EXPECT_EQ(aggregate("count(DISTINCT x)", numbers()), (Answers{"3", "2"}));
  EXPECT_EQ(aggregate("sum(x)", numbers()), (Answers{"8", "2.5"}));
  EXPECT_EQ(aggregate("sum(DISTINCT x)", numbers()), (Answers{"7", "2.5"}));
  EXPECT_EQ(aggregate("avg(x)", numbers()), (Answers{"2.0", "1.25"}));
  EXPECT_EQ(aggregate("min(x)", numbers()), (Answers{"1", "0.5"}));
  EXPECT_EQ(aggregate("max(x)", numbers()), (Answers{"4", "2"}));
  EXPECT_EQ(aggregate("collect(x)", numbers()), (Answers{"[1, 1, 4, 2]", "[0.5, 2]"}));
  EXPECT_EQ(aggregate("collect(DISTINCT x)", numbers()), (Answers{"[1, 4, 2]", "[0.5, 2]"}));
  EXPECT_EQ(aggregate("stDevP(x)", {Value::integer(1), Value(), Value::integer(3)}),
            (Answers{"1.0", "0.0"}));
  EXPECT_EQ(aggregate("percentileDisc(x, 0.5)", numbers()), (Answers{"1", "0.5"}));
  EXPECT_EQ(aggregate("percentileCont(x, 0.5)", numbers()), (Answers{"1.5", "1.25"}));
}

TEST(Aggregates, OfNothing) {
  const std::vector<Value> nothing = {Value(), Value()};
  EXPECT_EQ(aggregate("sum(x)", nothing), (Answers{"0", "0"}));
  EXPECT_EQ(aggregate("avg(x)", nothing), (Answers{"null", "null"}));
  EXPECT_EQ(aggregate("max(x)", nothing), (Answers{"null", "null"}));
  EXPECT_EQ(aggregate("collect(x)", nothing), (Answers{"[]", "[]"}));
  EXPECT_EQ(aggregate("percentileCont(x, 0.5)", nothing), (Answers{"null", "null"}));
}

TEST(Aggregates, OfMixedTypesFollowTheTotalOrder) {
  const std::vector<Value> mixed = {Value::integer(1), Value(), Value::string("a"), Value(),
                                    Value::list({Value::integer(1)})};
  EXPECT_EQ(aggregate("max(x)", mixed)[0], "1");
  EXPECT_EQ(aggregate("min(x)", mixed)[0], "[1]");
}

TEST(Aggregates, OfDurations) {
  const Duration day{0, 1, 0, 0};
  EXPECT_EQ(aggregate("sum(x)", {Value::duration(day), Value(), Value::duration(day)})[0],
            to_literal(Value::duration({0, 2, 0, 0})));
}

std::string error_of_aggregate(const std::string& text, std::vector<Value> values) {
  try {
    aggregate(text, std::move(values));
  } catch (const Error& error) {
    return error.error_class + "/" + error.detail + "/" + error.phase;
  }
  return "none";
}

TEST(Aggregates, RefuseWhatTheyCannotTake) {
  EXPECT_EQ(error_of_aggregate("sum(x)", {Value::integer(INT64_MAX), Value(), Value::integer(1)}),
            "ArithmeticError/NumberOutOfRange/runtime");
  EXPECT_EQ(error_of_aggregate("sum(x)", {Value::string("a")}),
            "TypeError/InvalidArgumentValue/runtime");
  EXPECT_EQ(error_of_aggregate("percentileCont(x, 1000)", numbers()),
            "ArgumentError/NumberOutOfRange/runtime");
  EXPECT_EQ(error_of_aggregate("percentileDisc(x, -1)", numbers()),
            "ArgumentError/NumberOutOfRange/runtime");
}

}  // namespace
}  // namespace normgraph::query::tests
