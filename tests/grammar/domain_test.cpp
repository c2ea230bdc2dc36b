#include "tests/grammar/grammar_test_support.hpp"

namespace normgraph {
namespace {

template <typename T>
T read(std::string_view text) {
  ast::Statement statement = parse_statement(text);
  return std::move(std::get<T>(statement.node));
}

TEST(Domain, ReadsEveryStatement) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"show schema", "SHOW SCHEMA"},
      {"show deliverables of WG2 where status = 'x'",
       "SHOW deliverables OF WG2 WHERE status = 'x'"},
      {"show (w:WorkItem {type: 'hEN candidate'})", "SHOW (w:WorkItem {type: 'hEN candidate'})"},
      {"describe article 9(2) of \"AI Act\"", "DESCRIBE article 9(2) OF 'AI Act'"},
      {"gaps in articles 8..15 along coverage at least formal vote due 2026-08-02",
       "GAPS IN articles 8..15 ALONG coverage AT LEAST 'formal vote' DUE 2026-08-02"},
      {"gaps at least 40.20", "GAPS AT LEAST 40.20"},
      {"coverage of articles group by working group, chapter",
       "COVERAGE OF articles GROUP BY working group, chapter"},
      {"coverage group by `by part`, `a,b`", "COVERAGE GROUP BY `by part`, `a,b`"},
      {"trace article 10 to prEN 18283 via ADDRESSES|ANSWERS all",
       "TRACE article 10 TO prEN 18283 VIA ADDRESSES, ANSWERS ALL"},
      {"impact of prEN 18228 delayed by 6 months", "IMPACT OF prEN 18228 DELAYED BY P6M"},
      {"timeline of deadlines from 2024 to 2028 into 'timeline.svg'",
       "TIMELINE OF deadlines FROM 2024 TO 2028 INTO 'timeline.svg'"},
      {"timeline next 1 year 6 months", "TIMELINE NEXT P1Y6M"},
      {"changes of work items since 2025-05-08 until 2026-11",
       "CHANGES OF work items SINCE 2025-05-08 UNTIL 2026-11"},
      {"briefing since 2025-05-08", "BRIEFING SINCE 2025-05-08"},
      {"briefing board of articles 8..15 until 2026",
       "BRIEFING board OF articles 8..15 UNTIL 2026"},
      {"search 'risk management' in articles", "SEARCH 'risk management' IN articles"},
      {"check 'all' { match (n) return n }", "CHECK 'all' { MATCH (n) RETURN n }"},
      {"define late($a, $b = 3) as gaps due 2026", "DEFINE late($a, $b = 3) AS GAPS DUE 2026"},
      {"define chain c as pattern (a)<-[:X]-(b)", "DEFINE CHAIN c AS PATTERN (a)<-[:X]-(b)"},
      {"run late(1)", "RUN late(1)"},
      {"load 'x.csv' with header = true", "LOAD 'x.csv' WITH header = true"},
      {"export articles format json", "EXPORT articles FORMAT json"},
      {"create unique index i if not exists for (n:A) on (n.x)",
       "CREATE UNIQUE INDEX i IF NOT EXISTS FOR (n:A) ON (n.x)"},
      {"drop index i", "DROP INDEX i"},
      {"begin", "BEGIN"},
      {"explain gaps", "EXPLAIN GAPS"},
      {"profile match (n) return n", "PROFILE MATCH (n)\nRETURN n"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(canonical(text), expected);
}

TEST(Domain, ReadsTheDayBeforeAndBehind) {
  EXPECT_EQ(canonical("as of 2025-05-08 gaps"), "AS OF 2025-05-08 GAPS");
  EXPECT_EQ(canonical("gaps as of 2025-05-08"), "AS OF 2025-05-08 GAPS");
  EXPECT_EQ(canonical("as known on 2025-05 match (n) return n"),
            "AS OF 2025-05 KNOWN BY 2025-05 MATCH (n)\nRETURN n");
  EXPECT_EQ(canonical("known by 2025 explain gaps"), "EXPLAIN KNOWN BY 2025 GAPS");
}

TEST(Domain, ReadsReferencesByTheirShape) {
  using Kind = ast::Reference::Kind;
  const std::vector<std::tuple<std::string, Kind, std::string, std::string>> cases = {
      {"article 9(2)", Kind::Noun, "article", "9(2)"},
      {"annex III", Kind::Noun, "annex", "III"},
      {"request item 3", Kind::Noun, "request item", "3"},
      {"prEN 18286", Kind::Designation, "", "prEN 18286"},
      {"EN ISO/IEC 42001:2023/A1:2025", Kind::Designation, "", "EN ISO/IEC 42001:2023/A1:2025"},
      {"CEN/CLC/TR 18115", Kind::Designation, "", "CEN/CLC/TR 18115"},
      {"prEN 18229-2", Kind::Designation, "", "prEN 18229-2"},
      {"NIST AI 100-1", Kind::Designation, "", "NIST AI 100-1"},
      {"m/593", Kind::Request, "", "M/593"},
      {"wg 4", Kind::WorkingGroup, "", "WG4"},
      {"@M/593/3", Kind::Key, "", "M/593/3"},
      {"oecd", Kind::Word, "", "oecd"},
      {"'AI Act'", Kind::Quoted, "", "AI Act"},
      {"`of`", Kind::Word, "", "of"},
  };
  for (const auto& [text, kind, noun, rest] : cases) {
    const auto describe = read<ast::Describe>("describe " + text);
    EXPECT_EQ(describe.reference.kind, kind) << text;
    EXPECT_EQ(describe.reference.noun, noun) << text;
    EXPECT_EQ(describe.reference.text, rest) << text;
    canonical("describe " + text);
  }
}

TEST(Domain, LeavesAWordOpenToTheVocabulary) {
  const auto show = read<ast::Show>("show oecd");
  EXPECT_EQ(show.selection.kind, ast::Selection::Kind::Plural);
  EXPECT_EQ(show.selection.noun.text, "oecd");
}

TEST(Domain, ReadsPeriodsInAllNotations) {
  for (const char* text : {"2026-08-02", "2026-08", "2026", "2025-35", "2025-Q3", "2025-H2",
                           "[2025-10..2026-03]", "2025-10/2026-03", "../2026-08", "2026-08/..",
                           "/2026-08", "2026-08/", "2026-Q1~", "2026?"}) {
    EXPECT_EQ(canonical(std::string("gaps due ") + text), std::string("GAPS DUE ") + text);
  }
  for (const char* text : {"2025-13", "2025-02-30", "2025-Q5"}) {
    EXPECT_EQ(error_of(std::string("gaps due ") + text).code, "NG1018") << text;
  }
}

TEST(Domain, KeepsItsWordsFreeElsewhere) {
  EXPECT_EQ(canonical("match (show:gaps {due: 1}) return show.format as briefing"),
            "MATCH (show:gaps {due: 1})\nRETURN show.format AS briefing");
}

}  // namespace
}  // namespace normgraph
