// EXPLAIN shows what a domain statement means: queries that, run by themselves, give the same rows.

#include <gtest/gtest.h>

#include "graph/value/compare.hpp"
#include "tests/support/statements.hpp"

namespace normgraph::tests {
namespace {

std::string text_of(const Table& lines) {
  std::string text;
  for (const auto& row : lines.rows) text += row.at(0).as_string() + "\n";
  return text;
}

void expect_same(const Table& wanted, const Table& given) {
  EXPECT_EQ(wanted.columns, given.columns);
  ASSERT_EQ(wanted.rows.size(), given.rows.size());
  for (std::size_t i = 0; i < wanted.rows.size(); ++i)
    for (std::size_t j = 0; j < wanted.rows[i].size(); ++j)
      EXPECT_TRUE(equivalent(wanted.rows[i][j], given.rows[i].at(j)))
          << "row " << i << ", column " << wanted.columns[j];
}

Answer answer_of(StatementBench& bench, const std::string& statement) {
  StatementOutcome outcome = bench.run_script(statement).at(0);
  EXPECT_EQ(outcome.error_text, "") << statement;
  return std::move(outcome.answer);
}

class ExplainedStatement : public testing::TestWithParam<const char*> {};

TEST_P(ExplainedStatement, ItsQueriesGiveTheSameRows) {
  StatementBench bench(GraphKind::Shipped, "2026-11-21");
  const std::string statement = GetParam();
  const Answer answer = answer_of(bench, statement);
  const Answer explained = answer_of(bench, "EXPLAIN " + statement);
  // A text and its plan for each query.
  ASSERT_EQ(explained.tables.size(), 2 * answer.tables.size());
  bool any = false;
  for (std::size_t i = 0; i < answer.tables.size(); ++i) {
    const std::string query = text_of(explained.tables[2 * i]);
    SCOPED_TRACE(query);
    const Answer again = answer_of(bench, query);
    if (answer.tables[i].columns.empty()) continue;
    ASSERT_EQ(again.tables.size(), 1u);
    expect_same(answer.tables[i], again.tables.front());
    any = any || !answer.tables[i].rows.empty();
  }
  EXPECT_TRUE(any) << "nothing was compared";
}

INSTANTIATE_TEST_SUITE_P(
    All, ExplainedStatement,
    testing::Values(
        "SHOW work items WHERE stage >= stage('40.00')", "SHOW articles OF 'AI Act'", "SHOW SCHEMA",
        "SHOW STATEMENTS", "DESCRIBE prEN 18229-1", "DESCRIBE article 9 OF 'AI Act'", "GAPS",
        "GAPS IN items", "GAPS IN articles 8..15 AT LEAST published DUE 2027-06",
        "ASSUME DURATIONS GAPS IN articles 9..15",
        "ASSUME prEN 18228 AT cited FROM 2027-10 GAPS IN article 9", "AS OF 2026-06-01 GAPS",
        "COVERAGE", "COVERAGE GROUP BY chapter, colour", "TRACE article 10 TO prEN 18283",
        "TRACE article 10 OF 'AI Act' TO prEN 18283 VIA ADDRESSES, ANSWERS",
        "IMPACT OF prEN 18229-1", "ASSUME DURATIONS IMPACT OF prEN 18229-3 DELAYED BY 6 months",
        "TIMELINE", "TIMELINE OF prEN 18286 GROUP BY year", "TIMELINE FROM 2026 TO 2027",
        "CHANGES SINCE 2026-05-08", "CHANGES OF prEN 18286 SINCE 2025-01 UNTIL 2026-11",
        "KNOWN BY 2026-08-01 CHANGES SINCE 2026-01-01",
        "BRIEFING OF articles 8..15 SINCE 2025-05-08", "BRIEFING weekly SINCE 2026-06-01",
        "CHECK 'every item has a number' { MATCH (i:RequestItem) WHERE i.number > 5 "
        "RETURN i.key AS item ORDER BY item }"));

}  // namespace
}  // namespace normgraph::tests
