#include "repl/tokens.hpp"

#include <gtest/gtest.h>

#include <string>

#include "repl/highlight.hpp"
#include "repl/keywords.hpp"

namespace normgraph::repl {
namespace {

/// The tokens with a letter for their kind: "k:match n:a".
std::string kinds(std::string_view text) {
  std::string out;
  for (const Token& token : tokens_of(text)) {
    out += out.empty() ? "" : " ";
    out += "nksxrc."[static_cast<std::size_t>(token.kind)];
    out += ":" + std::string(text.substr(token.begin, token.end - token.begin));
    if (!token.closed) out += "…";
  }
  return out;
}

TEST(Tokens, OfAPattern) {
  EXPECT_EQ(kinds("MATCH (a:Match {`in`: $of}) // why"),
            "k:MATCH .:( n:a .:: n:Match .:{ n:`in` .:: n:$of .:} .:) c:// why");
  EXPECT_EQ(kinds("return a.from, 'it\\'s' + \"x\""),
            "k:return n:a .:. n:from .:, s:'it\\'s' .:+ s:\"x\"");
}

TEST(Tokens, NumbersAndPeriods) {
  EXPECT_EQ(kinds("limit 5"), "k:limit x:5");
  EXPECT_EQ(kinds("1.5e3 [1..3] 2026-08-02"), "x:1.5e3 .:[ x:1 .:. .:. x:3 .:] x:2026-08-02");
  EXPECT_EQ(kinds("since 2025-Q3 until 2026-11"), "k:since x:2025-Q3 k:until x:2026-11");
  EXPECT_EQ(kinds("return 5-3"), "k:return x:5 .:- x:3");
}

TEST(Tokens, ReferencesAsTheyAreTyped) {
  EXPECT_EQ(kinds("gaps in articles 8..15"), "k:gaps k:in r:articles 8..15");
  EXPECT_EQ(kinds("describe prEN ISO/IEC 22989:2023;"), "k:describe r:prEN ISO/IEC 22989:2023 .:;");
  EXPECT_EQ(kinds("show items of M/593"), "k:show n:items k:of r:M/593");
  EXPECT_EQ(kinds("describe @aia:art:9"), "k:describe r:@aia:art:9");
  EXPECT_EQ(kinds("WG4 CEN/CLC/TR 18115"), "r:WG4 r:CEN/CLC/TR 18115");
  EXPECT_EQ(kinds("prEN"), "n:prEN");  // nothing is known of it yet
}

TEST(Tokens, WhatIsStillOpen) {
  EXPECT_EQ(kinds("return 'a"), "k:return s:'a…");
  EXPECT_EQ(kinds("1 /* x"), "x:1 c:/* x…");
  EXPECT_EQ(kinds("'a\\"), "s:'a\\…");
  EXPECT_EQ(kinds("\xff\xfe"), "n:\xff\xfe");
}

TEST(Tokens, CoverAnyTextInOrder) {
  std::string text;
  for (int c = 1; c < 256; ++c) text += static_cast<char>(c);
  std::size_t end = 0;
  for (const Token& token : tokens_of(text + text)) {
    EXPECT_GE(token.begin, end);
    EXPECT_GT(token.end, token.begin);
    end = token.end;
  }
  EXPECT_EQ(end, 2 * text.size());
}

TEST(Highlight, AddsOnlyColours) {
  EXPECT_EQ(highlighted("", "match 'x' 5"),
            "\x1b[1mmatch\x1b[0m \x1b[32m'x'\x1b[0m \x1b[35m5\x1b[0m");
  EXPECT_EQ(highlighted("", "plain"), "plain");
  EXPECT_EQ(highlighted("", ""), "");
}

TEST(Highlight, GoesOnWhereTheLinesBeforeStop) {
  EXPECT_EQ(highlighted("return 'one", "two' limit"), "\x1b[32mtwo'\x1b[0m \x1b[1mlimit\x1b[0m");
  EXPECT_EQ(highlighted("/* a", "b */ 1"), "\x1b[2mb */\x1b[0m \x1b[35m1\x1b[0m");
}

TEST(Keywords, AreFoundInAnyCase) {
  EXPECT_TRUE(is_keyword("Match"));
  EXPECT_FALSE(is_keyword("matching"));
  EXPECT_FALSE(is_keyword(""));
  EXPECT_FALSE(is_keyword("averylongnameofsomething"));
}

}  // namespace
}  // namespace normgraph::repl
