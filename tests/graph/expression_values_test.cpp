#include <gtest/gtest.h>

#include "tests/graph/expression_support.hpp"

// What expressions without variables give: the meaning of operators and functions.

namespace normgraph::query::tests {
namespace {

struct Case {
  const char* text;
  const char* value;
};

void expect_all(std::initializer_list<Case> cases) {
  for (const auto& [text, value] : cases) {
    try {
      EXPECT_EQ(answer(text), value) << text;
    } catch (const Error& error) {
      ADD_FAILURE() << text << " raised " << error.message;
    }
  }
}

TEST(ExpressionArithmetic, KeepsIntegersAndFollowsIeeeForFloats) {
  expect_all({{"7 / 2", "3"},
              {"-7 / 2", "-3"},
              {"-7 % 3", "-1"},
              {"7.0 / 2", "3.5"},
              {"2 ^ 3", "8.0"},
              {"4 ^ (3 * 2) ^ 3", "68719476736.0"},
              {"-3 ^ 2", "9.0"},
              {"1.0 / 0.0", "Infinity"},
              {"0.0 / 0.0 = 0.0 / 0.0", "false"},
              {"1 + null", "null"},
              {"-9223372036854775808", "-9223372036854775808"},
              {"-0x8000000000000000", "-9223372036854775808"},
              {"9223372036854775807 - 1 + 1", "9223372036854775807"},
              {"1 + 2.5", "3.5"}});
}

TEST(ExpressionArithmetic, PlusJoinsTextAndLists) {
  expect_all({{"'a' + 'b'", "'ab'"},
              {"'a' + 1", "'a1'"},
              {"'a' + 1.0", "'a1.0'"},
              {"true + 'x'", "'truex'"},
              {"[1] + [2, 3]", "[1, 2, 3]"},
              {"[1] + 2", "[1, 2]"},
              {"1 + [2]", "[1, 2]"},
              {"[[1], [2]] + [5]", "[[1], [2], 5]"},
              {"[1] + null", "null"}});
}

TEST(ExpressionArithmetic, OverflowAndDivisionByZeroAreErrorsAtRuntime) {
  for (const char* text :
       {"9223372036854775807 + 1", "-9223372036854775808 - 1", "4611686018427387904 * 2",
        "-(-9223372036854775808)", "abs(-9223372036854775808)"}) {
    EXPECT_EQ(error_of(text), "ArithmeticError/NumberOutOfRange/runtime") << text;
  }
  EXPECT_EQ(error_of("1 / 0"), "ArithmeticError/DivideByZero/runtime");
  EXPECT_EQ(error_of("1 % 0"), "ArithmeticError/DivideByZero/runtime");
}

TEST(ExpressionComparison, HasThreeValues) {
  expect_all({{"1 = 1.0", "true"},
              {"1 = '1'", "false"},
              {"1 < 'a'", "null"},
              {"1 < 2 < 3", "true"},
              {"1 < 3 < 2", "false"},
              {"null < 1 < 0", "false"},
              {"1 < null", "null"},
              {"null = null", "null"},
              {"[1, 2] = [1, null]", "null"},
              {"[1, 2] = [null, 'foo']", "false"},
              {"[1, null] >= [1]", "true"},
              {"{a: 1} = {a: 1.0}", "true"},
              {"0.0 / 0.0 <> 1", "true"},
              {"0.0 / 0.0 <= 1", "false"},
              {"9007199254740993 = 9007199254740992.0", "false"},
              {"true < false", "false"}});
}

TEST(ExpressionLogic, DecidesWithoutWhatItNeedNotKnow) {
  expect_all({{"false AND null", "false"},
              {"null AND false", "false"},
              {"true AND null", "null"},
              {"null OR true", "true"},
              {"null OR false", "null"},
              {"true XOR null", "null"},
              {"true XOR true XOR true", "true"},
              {"NOT null", "null"},
              {"false AND 1 / 0 = 1", "false"},
              {"true OR 1 / 0 = 1", "true"},
              {"CASE WHEN true THEN 1 ELSE 1 / 0 END", "1"},
              {"CASE 2 WHEN 1 THEN 1 / 0 WHEN 2 THEN 'b' END", "'b'"},
              {"CASE null WHEN null THEN 1 ELSE 2 END", "2"},
              {"coalesce(null, 3, 1 / 0)", "3"},
              {"coalesce(null, null)", "null"},
              {"null IS NULL", "true"},
              {"1 IS NOT NULL", "true"}});
}

TEST(ExpressionMembership, IsUnknownWhereAnItemMayBeIt) {
  expect_all({{"3 IN [1, null, 3]", "true"},
              {"4 IN [1, null, 3]", "null"},
              {"4 IN [1, 3]", "false"},
              {"null IN [1]", "null"},
              {"null IN []", "false"},
              {"1 IN null", "null"},
              {"1.0 IN [1]", "true"},
              {"[1, 2] IN [1, [1, 2]]", "true"},
              {"[1, 2] IN [[null, 2]]", "null"},
              {"0.0 / 0.0 IN [0.0 / 0.0]", "false"},
              {"'b' IN ['a', 'b']", "true"}});
}

TEST(ExpressionText, IsTestedAsTextOnly) {
  expect_all({{"'abc' STARTS WITH 'ab'", "true"},
              {"'abc' ENDS WITH 'bc'", "true"},
              {"'abc' CONTAINS 'x'", "false"},
              {"'abc' CONTAINS ''", "true"},
              {"1 STARTS WITH 'a'", "null"},
              {"'abc' STARTS WITH null", "null"},
              {"'prEN 18286' =~ 'prEN [0-9]+'", "true"},
              {"'prEN 18286' =~ 'prEN'", "false"},
              {"'x' =~ null", "null"}});
  EXPECT_EQ(error_of("'x' =~ '('"), "SyntaxError/InvalidRegularExpression/runtime");
}

TEST(ExpressionAccess, OfListsAndMaps) {
  expect_all({{"[1, 2, 3][0]", "1"},
              {"[1, 2, 3][-1]", "3"},
              {"[1, 2, 3][3]", "null"},
              {"[1, 2, 3][null]", "null"},
              {"[1, 2, 3][1..]", "[2, 3]"},
              {"[1, 2, 3][-3..-1]", "[1, 2]"},
              {"[1, 2, 3][3..1]", "[]"},
              {"[1, 2, 3][-5..5]", "[1, 2, 3]"},
              {"[1, 2, 3][null..2]", "null"},
              {"{a: 1}.a", "1"},
              {"{a: 1}.b", "null"},
              {"{a: 1}['a']", "1"},
              {"{a: 1}[null]", "null"},
              {"null.a", "null"}});
  EXPECT_EQ(error_of("{a: 1}[1]"), "TypeError/MapElementAccessByNonString/runtime");
  EXPECT_EQ(error_of("[1]['a']"), "TypeError/InvalidArgumentType/runtime");
}

TEST(ExpressionLists, AreWalkedInBatches) {
  expect_all({{"[x IN [1, 2, 3] WHERE x > 1 | x * 10]", "[20, 30]"},
              {"[x IN [1, 2, 3] | [y IN range(1, x) | x * y]]", "[[1], [2, 4], [3, 6, 9]]"},
              {"[x IN null | x]", "null"},
              {"[x IN [1, null] | x IS NULL]", "[false, true]"},
              {"size([x IN range(1, 10000) WHERE x % 2 = 0])", "5000"},
              {"reduce(a = 0, x IN [1, 2, 3] | a + x)", "6"},
              {"reduce(a = 'x', x IN [] | a + x)", "'x'"},
              {"reduce(a = 0, x IN null | a)", "null"},
              {"all(x IN [1, null] WHERE x > 0)", "null"},
              {"all(x IN [0, null] WHERE x > 0)", "false"},
              {"any(x IN [1, null] WHERE x > 0)", "true"},
              {"none(x IN [null] WHERE x > 0)", "null"},
              {"single(x IN [1, 1] WHERE x = 1)", "false"},
              {"single(x IN [1, null] WHERE x = 1)", "null"},
              {"single(x IN [1, 2] WHERE x = 1)", "true"},
              {"any(x IN [] WHERE 1 / 0 = 1)", "false"}});
}

TEST(ExpressionFunctions, OnText) {
  expect_all({{"toUpper('straße')", "'STRASSE'"},
              {"toLower('ÄÖÜ')", "'äöü'"},
              {"trim('  a b ')", "'a b'"},
              {"ltrim(' a ')", "'a '"},
              {"rtrim(' a ')", "' a'"},
              {"replace('aXbX', 'X', '--')", "'a--b--'"},
              {"split('one1two', '1')", "['one', 'two']"},
              {"split('a,b;c', [',', ';'])", "['a', 'b', 'c']"},
              {"substring('0123456789', 1)", "'123456789'"},
              {"substring('äöü', 1, 1)", "'ö'"},
              {"left('äöü', 2)", "'äö'"},
              {"right('äöü', 2)", "'öü'"},
              {"reverse('aäb')", "'bäa'"},
              {"size('äöü')", "3"},
              {"char_length('日本')", "2"},
              {"toUpper(null)", "null"}});
  EXPECT_EQ(error_of("left('abc', -1)"), "ArgumentError/NumberOutOfRange/runtime");
}

TEST(ExpressionFunctions, OnNumbers) {
  expect_all({{"abs(-1)", "1"},
              {"abs(-1.5)", "1.5"},
              {"sign(-0.1)", "-1"},
              {"round(2.5)", "3.0"},
              {"round(-2.5)", "-2.0"},
              {"round(2.675, 2)", "2.68"},
              {"round(2.665, 2, 'HALF_EVEN')", "2.66"},
              {"round(-1.21, 1, 'UP')", "-1.3"},
              {"round(9.99, 1, 'CEILING')", "10.0"},
              {"ceil(1.2)", "2.0"},
              {"floor(-1.2)", "-2.0"},
              {"sqrt(12.96)", "3.6"},
              {"log10(100)", "2.0"},
              {"isNaN(0.0 / 0.0)", "true"}});
}

TEST(ExpressionFunctions, OnLists) {
  expect_all({{"head([1, 2])", "1"},
              {"last([1, 2])", "2"},
              {"head([])", "null"},
              {"tail([1, 2, 3])", "[2, 3]"},
              {"range(0, 3)", "[0, 1, 2, 3]"},
              {"range(3, 0, -2)", "[3, 1]"},
              {"range(3, 0)", "[]"},
              {"range(9223372036854775806, 9223372036854775807)",
               "[9223372036854775806, 9223372036854775807]"},
              {"reverse([1, 2])", "[2, 1]"},
              {"keys({b: 1, a: 2})", "['a', 'b']"},
              {"isEmpty({})", "true"}});
  EXPECT_EQ(error_of("range(2, 8, 0)"), "ArgumentError/NumberOutOfRange/runtime");
  EXPECT_EQ(error_of("range(0, true, 1)"), "ArgumentError/InvalidArgumentType/runtime");
}

TEST(ExpressionFunctions, ThatConvert) {
  expect_all({{"toInteger('2.9')", "2"},
              {"toInteger(' 42 ')", "42"},
              {"toInteger('foo')", "null"},
              {"toInteger('')", "null"},
              {"toInteger(82.9)", "82"},
              {"toFloat('5')", "5.0"},
              {"toFloat('x')", "null"},
              {"toBoolean('TRUE')", "true"},
              {"toBoolean('f alse')", "null"},
              {"toString(2.0)", "'2.0'"},
              {"toString(1 < 0)", "'false'"},
              {"toIntegerOrNull([])", "null"},
              {"toIntegerList(['1', 2.5, null, []])", "[1, 2, null, null]"},
              {"valueType([1, 'a'])", "'LIST<INTEGER NOT NULL | STRING NOT NULL> NOT NULL'"}});
  EXPECT_EQ(error_of("[x IN [1, []] | toInteger(x)]"), "TypeError/InvalidArgumentValue/runtime");
  EXPECT_EQ(error_of("[x IN [1.0, true] | toFloat(x)]"), "TypeError/InvalidArgumentValue/runtime");
}

TEST(ExpressionLimits, AreErrors) {
  EXPECT_EQ(error_of("range(0, 10000000000)"), "LimitError/ValueTooLarge/runtime");
  for (const char* text : {"range(1, 100000)", "reduce(s = 'a', x IN range(1, 60) | s + s)",
                           "[x IN range(1, 1000) | range(1, x)]"}) {
    Columns columns;
    columns.batch.size = 1;
    columns.batch.selection = Selection::all(1);
    columns.context.memory_limit = 1'000'000;
    try {
      columns.evaluate(text);
      ADD_FAILURE() << text << " kept within the limit";
    } catch (const Error& error) {
      EXPECT_EQ(error.detail, "MemoryLimit") << text;
    }
  }
}

TEST(ExpressionLimits, CountOnlyWhatIsHeldAtATime) {
  Columns columns;
  columns.batch.size = 1;
  columns.batch.selection = Selection::all(1);
  columns.context.memory_limit = 1'000'000;
  EXPECT_EQ(
      to_literal(columns.evaluate("size(reduce(l = [], x IN range(1, 1000) | l + x))").value(0)),
      "1000");
  EXPECT_EQ(columns.context.memory_used, 0);
}

TEST(ExpressionParameters, AreValues) {
  EXPECT_EQ(answer("$a + 1", {{"a", Value::integer(2)}}), "3");
  EXPECT_EQ(error_of("$a"), "ParameterMissing/MissingParameter/compile time");
}

}  // namespace
}  // namespace normgraph::query::tests
