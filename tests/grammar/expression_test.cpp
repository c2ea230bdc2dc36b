#include "tests/grammar/grammar_test_support.hpp"

namespace normgraph {
namespace {

template <typename T>
T literal(const std::string& text) {
  return std::get<T>(std::get<ast::Literal>(parse_expression(text)->node).value);
}

TEST(Expression, ReadsIntegersInThreeBases) {
  EXPECT_EQ(literal<std::int64_t>("42"), 42);
  EXPECT_EQ(literal<std::int64_t>("0x1F"), 31);
  EXPECT_EQ(literal<std::int64_t>("0o17"), 15);
  EXPECT_EQ(literal<std::int64_t>("-0x8000000000000000"), INT64_MIN);
  EXPECT_EQ(literal<std::int64_t>("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(literal<std::int64_t>("9223372036854775807"), INT64_MAX);
}

TEST(Expression, RefusesIntegersBeyond64Bits) {
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFF",
                           "(9223372036854775808)"}) {
    EXPECT_EQ(error_of(std::string("RETURN ") + text).detail, "IntegerOverflow") << text;
  }
}

TEST(Expression, ReadsFloats) {
  EXPECT_DOUBLE_EQ(literal<double>("1.5"), 1.5);
  EXPECT_DOUBLE_EQ(literal<double>(".5"), 0.5);
  EXPECT_DOUBLE_EQ(literal<double>("-.1e-5"), -1e-6);
  EXPECT_DOUBLE_EQ(literal<double>("6E3"), 6000);
  EXPECT_EQ(literal<double>("1e-999"), 0);
  EXPECT_EQ(error_of("RETURN 1.34E999").detail, "FloatingPointOverflow");
}

TEST(Expression, RefusesNumbersThatRunIntoLetters) {
  for (const char* text : {"9223372h54775808", "0x", "0x1A2b3j4", "12abc", "1_000", "0o8"}) {
    EXPECT_EQ(error_of(std::string("RETURN ") + text).detail, "InvalidNumberLiteral") << text;
  }
}

TEST(Expression, ReadsStringsWithEscapes) {
  EXPECT_EQ(literal<std::string>(R"('it\'s')"), "it's");
  EXPECT_EQ(literal<std::string>(R"("a\tb\\c")"), "a\tb\\c");
  EXPECT_EQ(literal<std::string>(R"('\u00e9\U0001F600')"), "é😀");
  EXPECT_EQ(literal<std::string>(R"('\uD83D\uDE00')"), "😀");
  EXPECT_EQ(literal<std::string>("'// no comment'"), "// no comment");
}

TEST(Expression, RefusesBrokenEscapes) {
  for (const char* text :
       {R"('\uH')", R"('\u12')", R"('\uD83D')", R"('\uD83Dx')", R"('\uDE00')", R"('\U00110000')"}) {
    EXPECT_EQ(error_of(std::string("RETURN ") + text).detail, "InvalidUnicodeLiteral") << text;
  }
  EXPECT_EQ(error_of(R"(RETURN '\q')").code, "NG1010");
}

TEST(Expression, KeepsPrecedenceOfOpenCypher) {
  // Fully parenthesised forms are the same tree, so they print alike once stripped.
  const auto binary = [](const std::string& text) {
    return std::get<ast::Binary>(parse_expression(text)->node).op;
  };
  EXPECT_EQ(binary("a OR b AND c"), ast::BinaryOperator::Or);
  EXPECT_EQ(binary("a XOR b AND c"), ast::BinaryOperator::Xor);
  EXPECT_EQ(binary("1 + 2 * 3"), ast::BinaryOperator::Add);
  EXPECT_EQ(binary("2 * 3 ^ 4"), ast::BinaryOperator::Multiply);
  EXPECT_EQ(binary("-3 ^ 2"), ast::BinaryOperator::Power);
  EXPECT_EQ(binary("a + b IN list"), ast::BinaryOperator::In);
  EXPECT_TRUE(std::holds_alternative<ast::Comparison>(parse_expression("a < b IS NOT NULL")->node));
  EXPECT_TRUE(std::holds_alternative<ast::Unary>(parse_expression("NOT a = b")->node));
}

TEST(Expression, PowerAndSubtractionGroupToTheLeft) {
  const auto left_is_binary = [](const std::string& text) {
    const auto tree = parse_expression(text);
    return std::holds_alternative<ast::Binary>(std::get<ast::Binary>(tree->node).left->node);
  };
  EXPECT_TRUE(left_is_binary("2 ^ 3 ^ 2"));
  EXPECT_TRUE(left_is_binary("3 - 2 - 1"));
}

TEST(Expression, ChainsComparisons) {
  const auto tree = parse_expression("1 < a <= b <> c");
  EXPECT_EQ(std::get<ast::Comparison>(tree->node).rest.size(), 3U);
  // In parentheses it is a comparison of its result.
  const auto grouped = parse_expression("(1 < a) = b");
  EXPECT_EQ(std::get<ast::Comparison>(grouped->node).rest.size(), 1U);
}

TEST(Expression, PrintsEveryForm) {
  for (const char* text : {"n.name",
                           "n.`odd name`.order",
                           "list[0]",
                           "list[1..3]",
                           "list[..-1]",
                           "list[2..]",
                           "list[..]",
                           "{a: 1, order: [2, 3.0]}",
                           "$p",
                           "$1",
                           "count(*)",
                           "count(DISTINCT n.x)",
                           "duration.between(a, b)",
                           "exists(n.prop)",
                           "exists((a)-->(b))",
                           "CASE WHEN a THEN 1 ELSE 2 END",
                           "CASE x WHEN 1 THEN 'a' END",
                           "[x IN xs]",
                           "[x IN xs WHERE x > 1]",
                           "[x IN xs | x * 2]",
                           "[x IN xs WHERE x > 1 | x]",
                           "all(x IN xs WHERE x)",
                           "none(x IN xs)",
                           "reduce(s = 0, x IN xs | s + x)",
                           "[(a)-->(b) | b.x]",
                           "[p = (a)-[:T*1..3]->() WHERE a.x | p]",
                           "EXISTS { MATCH (a)-->(b) }",
                           "COUNT { MATCH (a) RETURN a }",
                           "shortestPath((a)-[*]->(b))",
                           "n:A",
                           "n:A&B",
                           "n:(A|!B)",
                           "a STARTS WITH 'x' AND b ENDS WITH 'y' OR c CONTAINS 'z'",
                           "a =~ '.*'",
                           "x IS NULL",
                           "-(5)",
                           "- -5",
                           "NOT NOT a",
                           "(a + b) * c",
                           "[(x IN xs)]",
                           "[x IN xs, 2]"}) {
    std::string expected = text;
    if (expected == "- -5") expected = "--5";
    EXPECT_EQ(canonical_expression(text), expected);
  }
}

TEST(Expression, TellsPatternsFromParentheses) {
  EXPECT_TRUE(std::holds_alternative<ast::Binary>(parse_expression("(a) - b")->node));
  EXPECT_TRUE(std::holds_alternative<ast::Comparison>(parse_expression("(a) < b")->node));
  EXPECT_EQ(canonical("MATCH (a) WHERE (a)-[:T]->(:B {x: '})'}) RETURN a"),
            "MATCH (a) WHERE (a)-[:T]->(:B {x: '})'})\nRETURN a");
}

TEST(Expression, TakesPatternsAsConditionsOnly) {
  for (const char* text :
       {"RETURN (a)-->(b)", "WITH (a)-->() AS x RETURN x", "RETURN size((a)-->())",
        "MATCH (n) SET n.x = head(nodes(head((n)-->())))",
        "MATCH (a) WHERE 1 + (a)-->(b) RETURN a"}) {
    EXPECT_EQ(error_of(text).code, "NG1014") << text;
    EXPECT_EQ(error_of(text).detail, "UnexpectedSyntax") << text;
  }
  EXPECT_NO_THROW(parse_statement("MATCH (a) WHERE NOT (a)-->() OR ((a)--(:B) AND a.x) RETURN a"));
}

TEST(Expression, GivesABarToTheComprehension) {
  const auto tree = parse_expression("[x IN xs WHERE x:A | x]");
  EXPECT_TRUE(std::get<ast::ListComprehension>(tree->node).projection);
  EXPECT_EQ(canonical_expression("[x IN xs WHERE (x:A|B) | x]"), "[x IN xs WHERE (x:(A|B)) | x]");
  EXPECT_EQ(canonical_expression("x:A|B"), "x:(A|B)");
}

TEST(Expression, ReadsAListThatBeginsLikeAComprehension) {
  const auto tree = parse_expression("[x IN a OR b, 3]");
  const auto& items = std::get<ast::ListLiteral>(tree->node).items;
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(std::get<ast::Binary>(items[0]->node).op, ast::BinaryOperator::Or);
}

TEST(Expression, ReservesOnlyOpenCyphersWords) {
  EXPECT_EQ(canonical_expression("show.of + period.format"), "show.of + period.format");
  EXPECT_EQ(canonical("MATCH (next:Match {end: 1}) RETURN next.order"),
            "MATCH (next:Match {end: 1})\nRETURN next.order");
  EXPECT_EQ(canonical_expression("`order`"), "`order`");
}

TEST(Expression, KnowsItsPlace) {
  const auto tree = parse_expression("a.b + (c)");
  EXPECT_EQ(tree->span, (Span{7, 9}));
  EXPECT_EQ(std::get<ast::Binary>(tree->node).right->span, (Span{13, 3}));
}

}  // namespace
}  // namespace normgraph
