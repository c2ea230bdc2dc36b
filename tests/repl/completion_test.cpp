#include "repl/completion.hpp"

#include <gtest/gtest.h>

#include "repl/help.hpp"

namespace normgraph::repl {
namespace {

using Words = std::vector<std::string>;

GraphNames names() {
  return {.labels = {"Article", "Annex", "WorkItem"},
          .types = {"ANSWERS", "CITES"},
          .properties = {"number", "title"},
          .nouns = {"article", "articles"},
          .functions = {"collect", "toUpper"},
          .statements = {"late_items", "next_due"}};
}

TEST(Completion, ProposesLabelsInNodesAndTypesInRelationships) {
  EXPECT_EQ(complete("match (a:", "A", names()), (Words{"Annex", "Article"}));
  EXPECT_EQ(complete("match (a)-[r:", "an", names()), (Words{"ANSWERS"}));
  EXPECT_EQ(complete("match (a:Article)<-[:ANSWERS|", "c", names()), (Words{"CITES"}));
}

TEST(Completion, ProposesPropertiesBehindADot) {
  EXPECT_EQ(complete("match (a) return a.", "t", names()), (Words{"title"}));
}

TEST(Completion, ProposesKeywordsInTheCaseOfTheWord) {
  EXPECT_EQ(complete("", "ma", names()), (Words{"match"}));
  EXPECT_EQ(complete("", "MA", names()), (Words{"MATCH"}));
  EXPECT_EQ(complete("gaps in ", "art", names()), (Words{"article", "articles"}));
  EXPECT_EQ(complete("return ", "toup", names()), (Words{"toUpper"}));
}

TEST(Completion, ProposesSavedStatementsBehindRun) {
  EXPECT_EQ(complete("run ", "la", names()), (Words{"late_items"}));
  EXPECT_EQ(complete("as of 2025 RUN ", "", names()), (Words{"late_items", "next_due"}));
  EXPECT_EQ(complete("return prun ", "la", names()), Words{});
}

TEST(Completion, ProposesTopicsOfHelp) {
  EXPECT_EQ(complete("help ", "ga", names()), (Words{"gaps"}));
}

TEST(Help, NamesTheNearestTopic) {
  EXPECT_NE(help_text("").find("gaps"), std::string::npos);
  EXPECT_NE(help_text("GAPS").find("GAPS [IN selection]"), std::string::npos);
  EXPECT_NE(help_text("gasp").find("did you mean gaps?"), std::string::npos);
}

}  // namespace
}  // namespace normgraph::repl
