#include "repl/input_state.hpp"

#include <gtest/gtest.h>

namespace normgraph::repl {
namespace {

TEST(InputStateTest, OneCompleteLineRuns) {
  EXPECT_EQ(input_state("match (n) return n"), InputState::Complete);
  EXPECT_EQ(input_state("match (n) return n;"), InputState::Complete);
  EXPECT_EQ(input_state("gaps in articles 8..15  "), InputState::Complete);
  EXPECT_EQ(input_state("return 1; return 2;"), InputState::Complete);
}

TEST(InputStateTest, AnUnfinishedLineAsksForMore) {
  EXPECT_EQ(input_state("match (n)"), InputState::Partial);
  EXPECT_EQ(input_state("match (n) where n.x = "), InputState::Partial);
  EXPECT_EQ(input_state("return [1, 2"), InputState::Partial);
  EXPECT_EQ(input_state("return 'abc"), InputState::Partial);
  EXPECT_EQ(input_state("return 1 /* and"), InputState::Partial);
  EXPECT_EQ(input_state("return 1; return"), InputState::Partial);
}

TEST(InputStateTest, SeveralLinesNeedTheSemicolon) {
  EXPECT_EQ(input_state("match (n)\nreturn n"), InputState::Partial);
  EXPECT_EQ(input_state("match (n)\nreturn n;"), InputState::Complete);
  EXPECT_EQ(input_state("match (n)\nreturn ';"), InputState::Partial);
}

TEST(InputStateTest, AnErrorInTheMiddleIsShownAtOnce) {
  EXPECT_EQ(input_state("match (a:Article) wher a.number = 9 return a"), InputState::Complete);
}

TEST(InputStateTest, BlanksAndCommentsAreNothing) {
  EXPECT_EQ(input_state(""), InputState::Empty);
  EXPECT_EQ(input_state("  \n"), InputState::Empty);
  EXPECT_EQ(input_state("// only a remark"), InputState::Empty);
}

TEST(Unclosed, KnowsStringsNamesAndComments) {
  EXPECT_EQ(unclosed("return 'a").text, '\'');
  EXPECT_EQ(unclosed("return 'a\\'").text, '\'');
  EXPECT_EQ(unclosed("return \"it's").text, '"');
  EXPECT_EQ(unclosed("return `a").text, '`');
  EXPECT_EQ(unclosed("/* x").text, '*');
  EXPECT_EQ(unclosed("return 'a' // it's").text, 0);
  EXPECT_EQ(unclosed("return 1").text, 0);
  EXPECT_EQ(unclosed("return [1, (2").brackets, 2);
  EXPECT_EQ(unclosed("return '([' + 1").brackets, 0);
}

}  // namespace
}  // namespace normgraph::repl
