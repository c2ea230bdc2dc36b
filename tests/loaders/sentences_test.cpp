// Sentences of the language on the shipped data, with a fixed day.

#include <gtest/gtest.h>

#include <map>

#include "graph/database.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"

namespace normgraph {
namespace {

class Sentences : public testing::Test {
 protected:
  static Database& database() {
    static Database& shipped = *[] {
      auto* made = new Database(DatabaseOptions{.path = "", .memory = true, .read_only = false});
      loaders::load(*made, NORMGRAPH_SOURCE_DIR "/data", {}, parse_date("2026-11-22"));
      return made;
    }();
    return shipped;
  }
  Sentences() : session(database().session()) {
    session->options().today = parse_date("2026-11-22");
  }

  using Row = std::map<std::string, std::string>;
  std::vector<Row> rows(const std::string& statement, std::size_t which = 0) {
    const Answer answer = session->run(statement);
    std::vector<Row> result;
    const Table& table = answer.tables.at(which);
    for (const auto& row : table.rows) {
      result.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i)
        result.back()[table.columns[i]] = to_text(row[i]);
    }
    return result;
  }
  std::string column(const std::string& statement, const std::string& name) {
    std::string text;
    for (const Row& row : rows(statement)) text += (text.empty() ? "" : "; ") + row.at(name);
    return text;
  }

  std::unique_ptr<Session> session;
};

TEST_F(Sentences, GapsInArticles8To15) {
  const std::string gaps = "gaps in articles 8..15";
  EXPECT_EQ(column(gaps, "provision"),
            "Article 8; Article 9; Article 10; Article 11; Article 12; Article 13; Article 14; "
            "Article 15");
  EXPECT_EQ(column(gaps, "position"),
            "not requested; rejected and being revised; drafting; not requested; rejected and "
            "being revised; drafting; in enquiry; drafting");
  EXPECT_EQ(column(gaps, "colour"), "RED; RED; GREY; GREY; RED; GREY; GREY; RED");
  for (const Row& row : rows(gaps)) {
    EXPECT_EQ(row.at("deadlines"), "['2027-12-02 (Annex III)', '2028-08-02 (Annex I)']");
    // The rules say how long the steps of prEN 18229-3 take, up to one of which nobody says it.
    EXPECT_EQ(row.at("expected"), row.at("provision") == "Article 14" ? "2026-12-20/" : "null");
    EXPECT_EQ(row.at("outlook"), "no forecast");
    EXPECT_FALSE(row.at("why").empty());
  }
}

TEST_F(Sentences, GapsOfEverythingRequested) {
  EXPECT_EQ(column("gaps", "provision"),
            "Article 8; Article 9; Article 10; Article 11; Article 12; Article 13; Article 14; "
            "Article 15; Article 17; Article 43; Article 72");
  const Row qms = rows("gaps in article 17").at(0);
  EXPECT_EQ(qms.at("position"), "published not cited");
  EXPECT_EQ(qms.at("deliverables"), "['EN 18286:2026']");
  EXPECT_NE(qms.at("why").find("legal question"), std::string::npos);
  const Row monitoring = rows("gaps in article 72").at(0);
  EXPECT_EQ(monitoring.at("outlook"), "already applies, not cited");
  EXPECT_EQ(monitoring.at("colour"), "RED");
}

TEST_F(Sentences, AChapterStandsForItsArticles) {
  EXPECT_EQ(column("gaps in @aia:ch:III:sec:2", "position"),
            column("gaps in articles 8..15", "position"));
}

TEST_F(Sentences, AForecastOlderThanAFailedBallotIsNotUsed) {
  // prEN 18229-1: publication forecast for 2027-05-30 in May 2026, enquiry failed in August.
  EXPECT_EQ(column("match (w {key: 'wi:18229-1'}) return w.planned_publication as p", "p"),
            "2027-05-30");
  EXPECT_EQ(rows("gaps in article 12").at(0).at("expected"), "null");
  EXPECT_NE(rows("gaps in article 12").at(0).at("why").find("overtaken"), std::string::npos);
}

TEST_F(Sentences, MovedDeadlinesShowBothDates) {
  const std::string timeline = "timeline of deadlines from 2026 to 2029";
  std::string moved;
  for (const Row& row : rows(timeline))
    if (row.at("moved_from") != "null") moved += row.at("date") + "<" + row.at("moved_from") + " ";
  EXPECT_EQ(moved,
            "2027-08-02<2026-08-02 2027-09-02<2026-02-02 2027-12-02<2026-08-02 "
            "2027-12-02<2026-08-02 2028-08-02<2027-08-02 ");
  EXPECT_EQ(column("timeline of deadlines next 1 months", "date"), "2026-12-02; 2026-12-02");
}

TEST_F(Sentences, TimelineOfOneThing) {
  EXPECT_EQ(column("timeline of prEN 18286", "date"),
            "2026-01-22; 2026-02-13; 2026-06-12; 2026-07-22; 2026-07-22; 2026-07-31");
}

TEST_F(Sentences, DescribeGivesEachFactItsSources) {
  const std::vector<Row> facts = rows("describe prEN 18228");
  EXPECT_EQ(facts.at(0).at("fact"), "designation");
  for (const Row& row : facts)
    if (row.at("fact") == "stage") {
      EXPECT_EQ(row.at("value"), "40.60");
      EXPECT_EQ(row.at("since"), "2026-07-30");
      EXPECT_EQ(row.at("sources"), "['S08', 'S12']");
    }
  constexpr std::size_t schedule = 3, links = 4, sources = 5;
  for (const std::size_t table : {schedule, links, sources})
    EXPECT_FALSE(rows("describe prEN 18228", table).empty()) << table;
}

TEST_F(Sentences, ExplainShowsAQueryWithTheSameRows) {
  for (const char* sentence :
       {"gaps in articles 8..15", "gaps", "timeline of deadlines from 2026 to 2029", "timeline",
        "show work items where type = 'hEN candidate'", "show articles 60..76",
        "timeline of prEN 18286", "show deliverables of WG2", "coverage",
        "coverage group by chapter", "trace article 10 to prEN 18283", "impact of prEN 18229-1",
        "show statements", "show indexes"}) {
    const Answer explained = session->run("explain " + std::string(sentence));
    std::string query;
    for (const auto& row : explained.tables.at(0).rows) query += to_text(row.at(0)) + "\n";
    EXPECT_EQ(rows(query), rows(sentence)) << query;
    EXPECT_FALSE(rows(sentence).empty()) << sentence;
  }
}

TEST_F(Sentences, RangesHoldInsertedArticles) {
  EXPECT_EQ(column("show articles 74..76", "number"), "74; 75; 75a; 75b; 75c; 75d; 76");
}

TEST_F(Sentences, AnswersOfExperts) {
  EXPECT_EQ(column("match (a:Article)-[:CITES]->({key: 'aia:art:40'}) return a.number as n "
                   "order by n",
                   "n"),
            "17; 43; 66; 79; 81; 96");
  EXPECT_EQ(column("match (a:Article)-[:CITES]->(b:Article) return b.number as n, "
                   "count(distinct a) as c order by c desc limit 1",
                   "c"),
            "13");
  EXPECT_EQ(column("match (d:Deadline) where d.moved_from is not null return "
                   "duration.inDays(d.moved_from, d.date).days as days order by days",
                   "days"),
            "365; 366; 487; 487; 577");
  EXPECT_EQ(column("match (i:RequestItem {in_force: true})<-[:ANSWERS]-(w:WorkItem) where w.type = "
                   "'hEN candidate' and not (w)-[:PRODUCED]->() return distinct i.number as n "
                   "order by n",
                   "n"),
            "1; 2; 3; 4; 5; 6; 7; 8");
}

TEST_F(Sentences, ErrorsPointAtTheReference) {
  try {
    session->run("gaps in article 150");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG4001");
    EXPECT_TRUE(error.has_span);
    EXPECT_EQ(error.span.offset, 8u);
  }
}

}  // namespace
}  // namespace normgraph
