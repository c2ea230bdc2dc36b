// Full-text search at other times: against a scan that computes the ranking from all texts as they
// were, date by date.

#include <gtest/gtest.h>

#include <map>

#include "graph/schema.hpp"
#include "tests/support/naive_search.hpp"
#include "tests/support/statements.hpp"

namespace normgraph {
namespace {

using tests::GraphKind;
using tests::NaiveSearch;
using tests::StatementBench;

Table only_table(StatementBench& bench, const std::string& statement) {
  auto outcomes = bench.run_script(statement);
  EXPECT_EQ(outcomes.back().error_text, "") << statement;
  return outcomes.back().answer.tables.empty() ? Table{} : outcomes.back().answer.tables.front();
}

void append_texts(const Value& value, std::vector<std::string>& parts) {
  if (value.type() == Type::String) parts.push_back(value.as_string());
  if (value.type() == Type::List)
    for (const Value& item : value.as_list()) append_texts(item, parts);
}

class SearchTimes : public testing::TestWithParam<const char*> {};

TEST_P(SearchTimes, AgreeWithANaiveScan) {
  const std::string time = GetParam();
  StatementBench bench(GraphKind::Shipped, "2026-11-21");
  const std::vector<std::string> properties = {"aliases",  "description", "designation",  "duties",
                                               "elements", "exception",   "infringement", "name",
                                               "note",     "reason",      "safeguards",   "scope",
                                               "tasks",    "term",        "text",         "title"};
  std::string query = time + "MATCH (n) RETURN n.key";
  for (const std::string& property : properties) query += ", n." + property;
  std::vector<std::string> keys;
  std::vector<NaiveSearch::Text> texts;
  for (const auto& row : only_table(bench, query).rows) {
    NaiveSearch::Text& text = texts.emplace_back();
    text.node = static_cast<std::uint32_t>(keys.size());
    keys.push_back(row[0].as_string());
    for (std::size_t i = 1; i < row.size(); ++i) append_texts(row[i], text.parts);
  }
  ASSERT_GT(texts.size(), 500u);
  NaiveSearch naive(texts, "english");
  const std::vector<std::vector<std::string>> searches = {
      {"risk"},    {"standards", "request"},       {"\"harmonised standards\""},
      {"logg*"},   {"system", "high", "provider"}, {"M"},
      {"deadline"}};
  for (const auto& items : searches) {
    std::string words;
    for (const std::string& item : items) words += item + " ";
    SCOPED_TRACE(words);
    std::map<std::string, double> expected, found;
    for (const auto& [node, score] : naive.find(items, false)) expected[keys[node]] = score;
    const std::string call = "CALL norm.search('" + words + "') YIELD node, score ";
    for (const auto& row : only_table(bench, time + call + "RETURN node.key, score").rows)
      found[row[0].as_string()] = row[1].as_float();
    if (expected.empty()) continue;  // then any of the words would do
    ASSERT_EQ(found.size(), expected.size());
    for (const auto& [key, score] : expected) EXPECT_NEAR(found[key], score, 1e-9) << key;
  }
}

INSTANTIATE_TEST_SUITE_P(Times, SearchTimes,
                         testing::Values("", "AS OF 2024-01-01 ", "AS OF 2025-05-08 ",
                                         "AS OF 2026-08-01 ", "KNOWN BY 2023-12-31 ",
                                         "AS OF 2025-12-31 KNOWN BY 2025-06-30 "));

}  // namespace
}  // namespace normgraph
