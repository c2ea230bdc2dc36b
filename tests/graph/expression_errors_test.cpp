#include <gtest/gtest.h>

#include "tests/graph/expression_support.hpp"

// Errors that are raised before anything runs, with their place and hints.

namespace normgraph::query::tests {
namespace {

void expect_error(const std::string& expected, std::initializer_list<const char*> texts) {
  for (const char* text : texts) EXPECT_EQ(error_of(text), expected + "/compile time") << text;
}

TEST(CompileErrors, OfTypesThatCanNeverFit) {
  expect_error("SyntaxError/InvalidArgumentType",
               {"123 AND true", "null OR 'foo'", "[true] XOR false", "NOT {}", "NOT 0", "1 IN true",
                "1 IN 'foo'", "none(x IN ['Clara'] WHERE x % 2 = 0)",
                "any(x IN [false, true] WHERE x % 2 = 0)", "properties(1)", "[x IN 1 | x]",
                "all(x IN [1] WHERE 1)", "'a' * 2", "-'a'", "{} + 1", "size(1)"});
  expect_error("TypeError/InvalidArgumentType", {"(123).num", "'text'.num", "true[0]"});
}

TEST(CompileErrors, OfNamesAndCounts) {
  expect_error("SyntaxError/UndefinedVariable", {"foo", "[x IN [1] | y]", "{k1: k2}"});
  expect_error("SyntaxError/UnknownFunction", {"foo(1)"});
  expect_error("SyntaxError/InvalidNumberOfArguments", {"size()", "size(1, 2)", "substring('a')"});
}

TEST(CompileErrors, OfAggregatesOutOfPlace) {
  expect_error("SyntaxError/InvalidAggregation", {"count(*)", "[x IN [1] | count(*)]"});
}

TEST(CompileErrors, OfLiterals) {
  expect_error("SyntaxError/IntegerOverflow",
               {"9223372036854775808", "-9223372036854775809", "-0o1000000000000000000001"});
}

TEST(CompileErrors, LeaveUnknownTypesToTheRun) {
  EXPECT_EQ(error_of("[x IN [1, 'a'] | NOT x]"), "TypeError/InvalidArgumentType/runtime");
  EXPECT_EQ(error_of("any(x IN [] WHERE x % 2 = 0)"), "none");
  EXPECT_EQ(error_of("1 IN null"), "none");
}

TEST(CompileErrors, HaveAPlaceAndAHint) {
  Columns columns;
  columns.add("person", Vector::of(std::vector<std::int64_t>{1}));
  try {
    columns.bind("1 + persn");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.span, (Span{11, 5}));
    ASSERT_EQ(error.hints.size(), 1u);
    EXPECT_EQ(error.hints[0], "did you mean `person`?");
  }
  try {
    columns.bind("toUper('a')");
    FAIL() << "no error";
  } catch (const Error& error) {
    ASSERT_EQ(error.hints.size(), 1u);
    EXPECT_NE(error.hints[0].find("toUpper()"), std::string::npos);
  }
}

/// Binding `text` beside the grouping keys `keys` (each put into a slot of its own).
std::string grouped_error(const std::string& text, const std::vector<std::string>& keys) {
  Columns columns;
  columns.add("me", Vector::of(std::vector<std::int64_t>{1}));
  columns.add("you", Vector::of(std::vector<std::int64_t>{1}));
  std::vector<ParsedExpression> parsed;
  std::vector<ComputedExpression> computed;
  for (const std::string& key : keys) parsed.emplace_back(key);
  for (const ParsedExpression& key : parsed) {
    computed.push_back({&*key, {"", columns.slots.next(), StaticType::Any, StaticType::Any}});
  }
  std::vector<AggregateCall> aggregates;
  ExpressionContext context;
  context.scope = &columns.scope;
  context.slots = &columns.slots;
  context.aggregates = &aggregates;
  context.computed = &computed;
  context.grouped = true;
  const ParsedExpression item(text);
  try {
    bind_expression(*item, context);
  } catch (const Error& error) {
    return error.detail;
  }
  return "none";
}

TEST(Grouping, LetsKeysThatAreVariablesOrPropertiesStandBesideAggregates) {
  EXPECT_EQ(grouped_error("me.age + count(you.age)", {"me.age"}), "none");
  EXPECT_EQ(grouped_error("me.age + count(you.age)", {"me"}), "none");
  EXPECT_EQ(grouped_error("1 + $p + count(*)", {}), "none");
  EXPECT_EQ(grouped_error("[x IN collect(you) | x]", {}), "none");
  EXPECT_EQ(grouped_error("me.age + count(you.age)", {}), "AmbiguousAggregationExpression");
  EXPECT_EQ(grouped_error("me.age + you.age + count(*)", {"me.age + you.age"}),
            "AmbiguousAggregationExpression");
  EXPECT_EQ(grouped_error("count(count(*))", {}), "NestedAggregation");
  EXPECT_EQ(grouped_error("count(rand())", {}), "NonConstantExpression");
  EXPECT_EQ(grouped_error("him.age + count(*)", {}), "UndefinedVariable");
}

}  // namespace
}  // namespace normgraph::query::tests
