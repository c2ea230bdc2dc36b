#include "tests/grammar/grammar_test_support.hpp"

namespace normgraph {
namespace {

std::string rendered(std::string_view text) { return render(error_of(text), text); }

TEST(ErrorMessage, PointsAtTheWordAndSaysWhatWasMeant) {
  EXPECT_EQ(rendered("match (a:Article) wher a.number = 9 return a"),
            "error NG1001: unexpected 'wher': expected a relationship such as -[:TYPE]->, a comma, "
            "a clause such as MATCH or "
            "RETURN, the end of the statement, WHERE, UNION, FORMAT or INTO\n"
            "  --> line 1, column 19\n"
            " 1 | match (a:Article) wher a.number = 9 return a\n"
            "   |                   ^^^^\n"
            " hint: did you mean WHERE?\n");
}

TEST(ErrorMessage, ProposesTheNearestKeyword) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"MTCH (a) RETURN a", "did you mean MATCH?"},
      {"gps in articles 8..15", "did you mean GAPS?"},
      {"MATCH (a) RETURN a ORDR BY a.name", "did you mean ORDER?"},
      {"match (n) where n.x = 1 adn n.y = 2 return n", "did you mean AND?"},
      {"timeline of deadlines form 2024", "did you mean FROM?"},
      {"MATCH (a) RETRUN a", "did you mean RETURN?"},
      {"match (a) where a.x != 3 return a", "\"is not equal\" is written <>"},
      {"match (order) return 1", "ORDER is a reserved word; as a name it is written `order`"}};
  for (const auto& [text, hint] : cases) {
    const Error error = error_of(text);
    ASSERT_EQ(error.hints.size(), 1U) << text << "\n" << error.message;
    EXPECT_EQ(error.hints[0], hint);
  }
}

TEST(ErrorMessage, NamesWhatIsNeverClosed) {
  EXPECT_EQ(rendered("RETURN 'abc"),
            "error NG1002: this string is never closed\n  --> line 1, column 8\n 1 | RETURN 'abc\n "
            "  |        ^\n hint: end it with '\n");
  EXPECT_EQ(error_of("RETURN (1 + [2, 3]").message, "this parenthesis is never closed");
  EXPECT_EQ(error_of("RETURN (1 + [2, 3]").span, (Span{7, 1}));
  EXPECT_EQ(error_of("RETURN [1, {a: 2").message, "this brace is never closed");
  EXPECT_EQ(error_of("RETURN 1 /* abc").message, "this comment is never closed");
  EXPECT_EQ(error_of("MATCH (`abc) RETURN 1").message, "this name in backticks is never closed");
  EXPECT_EQ(error_of("MATCH (a RETURN a").hints.at(0),
            "the parenthesis opened at line 1, column 7 is not closed yet");
}

TEST(ErrorMessage, ProposesADateForDigitsWithDashes) {
  const Error error = error_of("MATCH (n) WHERE n.d > 2025-05-08 RETURN n");
  EXPECT_EQ(error.message, "a date in an expression is written date('2025-05-08')");
  EXPECT_EQ(error.span, (Span{22, 10}));
  EXPECT_EQ(error_of("RETURN 2025-05").message,
            "a date in an expression is written period('2025-05')");
  EXPECT_NO_THROW(parse_statement("RETURN 2025 - 05 - 08"));
}

TEST(ErrorMessage, SpeaksOfDatesAndThings) {
  EXPECT_EQ(error_of("changes since yesterday").message,
            "unexpected 'yesterday': expected a date such as 2026-08-02");
  EXPECT_EQ(error_of("describe").message,
            "the statement ends too early: expected a thing such as article 9 or prEN 18286");
  EXPECT_EQ(error_of("impact of oecd delayed by 6 moons").message,
            "a duration is written 6 months or P6M");
  EXPECT_EQ(error_of("").message, "there is no statement here");
}

TEST(ErrorMessage, KeepsTheSuitesNames) {
  const Error error = error_of("RETURN [[','[]',']] AS literal");
  EXPECT_EQ(error.error_class, "SyntaxError");
  EXPECT_EQ(error.phase, "compile time");
  EXPECT_EQ(error.detail, "UnexpectedSyntax");
  EXPECT_EQ(error_of("RETURN 42 — 41").detail, "InvalidUnicodeCharacter");
  EXPECT_EQ(error_of("RETURN '\xff'").detail, "InvalidUnicodeCharacter");
}

TEST(ErrorMessage, CountsColumnsInCodePoints) {
  const std::string text = "RETURN 'é😀',\n\t'ü' 1";
  const Error error = error_of(text);
  const Position place = position_of(text, error.span.offset);
  EXPECT_EQ(place.line, 2U);
  EXPECT_EQ(place.column, 6U);
  EXPECT_NE(render(error, text).find(" 2 | \t'ü' 1\n   | \t    ^\n"), std::string::npos)
      << render(error, text);
}

TEST(ErrorMessage, ShowsAWindowOfALongLine) {
  const std::string text =
      "RETURN [" + std::string(5000, ' ') + "1 2" + std::string(5000, ' ') + "]";
  EXPECT_LT(rendered(text).size(), 1200U);
}

TEST(NearestNames, CountsSwapsAsOneError) {
  EXPECT_EQ(nearest_names("retrun", {"RETURN", "REMOVE"}), std::vector<std::string>{"RETURN"});
  EXPECT_TRUE(nearest_names("xyz", {"MATCH", "RETURN"}).empty());
  EXPECT_EQ(nearest_names("Artcle", {"Article", "Articles", "Annex"}, 1),
            std::vector<std::string>{"Article"});
}

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(Limits, EndDeepNestingWithAnError) {
  for (const char* opener :
       {"(", "[", "{a: ", "f(", "[x IN ", "[x IN l WHERE ", "[x IN l | ", "[(a)-->(b) | ",
        "CASE WHEN ", "any(x IN ", "reduce(a = ", "EXISTS { MATCH (a) WHERE ", "COUNT { (a) WHERE ",
        "a[", "a[..", "({a: "}) {
    EXPECT_EQ(error_of("RETURN " + repeated(opener, 100000)).code, "NG6001") << opener;
  }
  EXPECT_EQ(error_of(repeated("CALL { ", 100000)).code, "NG6001");
  EXPECT_EQ(error_of(repeated("FOREACH (x IN l | ", 100000)).code, "NG6001");
  EXPECT_EQ(error_of("MATCH (n:" + repeated("!", 100000) + "A) RETURN n").code, "NG6001");
  EXPECT_EQ(error_of("MATCH (n:" + repeated("(", 100000)).code, "NG6001");
  EXPECT_EQ(error_of("MATCH " + repeated("(", 100000)).code, "NG6001");
  EXPECT_EQ(error_of(repeated("DEFINE a AS ", 100000)).code, "NG6001");
}

TEST(Limits, EndLongChainsWithAnError) {
  for (const char* link : {" + 1", " AND true", " < 1", " IS NULL", ".b", "[1]", "^1"}) {
    EXPECT_EQ(error_of("RETURN a" + repeated(link, 200000)).code, "NG6002") << link;
  }
  EXPECT_EQ(error_of("RETURN " + repeated("NOT ", 100000) + "true").code, "NG6002");
  EXPECT_EQ(error_of("RETURN " + repeated("- ", 100000) + "1").code, "NG6002");
  // Height adds up over brackets.
  std::string tall = "1";
  for (int i = 0; i < 100; ++i) tall = "(" + tall + repeated(" + 1", 50) + ")";
  EXPECT_EQ(error_of("RETURN " + tall).code, "NG6002");
}

TEST(Limits, LeaveRoomForLargeStatements) {
  EXPECT_NO_THROW(parse_statement("RETURN " + repeated("(", 190) + "1" + repeated(")", 190)));
  EXPECT_NO_THROW(parse_statement("RETURN 1" + repeated(" + 1", 990)));
  EXPECT_NO_THROW(parse_statement("RETURN [" + repeated("1, ", 50000) + "1]"));
  EXPECT_EQ(error_of("RETURN '" + std::string(std::size_t{9} << 20U, 'x') + "'").code, "NG6003");
}

TEST(Limits, TimeDoesNotGrowWithNestingOfWrongText) {
  // Each of these took time that doubled with every level when a form was tried twice.
  EXPECT_EQ(error_of("RETURN " + repeated("[x IN f(g([", 40) + "1 2" + repeated("]))]", 40)).code,
            "NG1001");
  EXPECT_EQ(error_of("RETURN " + repeated("any(x IN ", 60) + "1 2").code, "NG1001");
  EXPECT_EQ(error_of("MATCH (a) WHERE " + repeated("exists((a {x: ", 60) + "1 2").code, "NG1001");
  EXPECT_EQ(error_of("RETURN n:" + repeated("(", 100) + "A B").code, "NG1001");
}

}  // namespace
}  // namespace normgraph
