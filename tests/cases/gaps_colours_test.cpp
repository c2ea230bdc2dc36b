// The colour rule of the shipped data, line by line, on small made things in a transaction that is
// never committed; and that no unknown is ever green.

#include <gtest/gtest.h>

#include <random>

#include "tests/support/statements.hpp"

namespace normgraph::tests {
namespace {

constexpr const char* today = "2026-11-21";

struct Judged {
  std::string position, outlook, colour, why;
  bool assumed = false;
  Value expected, evidence;
};

/// Runs the statements in a transaction; the last one is a GAPS of one thing.
Judged judge(const std::string& statements) {
  StatementBench bench(GraphKind::Shipped, today);
  const auto outcomes = bench.run_script("BEGIN;\n" + statements);
  for (const StatementOutcome& outcome : outcomes) EXPECT_EQ(outcome.error_text, "") << statements;
  Judged judged;
  if (outcomes.back().answer.tables.empty()) return judged;
  const Table& table = outcomes.back().answer.tables.front();
  EXPECT_EQ(table.rows.size(), 1u) << statements;
  for (std::size_t i = 0; i < table.columns.size() && !table.rows.empty(); ++i) {
    const Value& value = table.rows[0][i];
    const std::string& name = table.columns[i];
    if (name == "position") judged.position = value.as_string();
    if (name == "outlook") judged.outlook = value.as_string();
    if (name == "colour") judged.colour = value.as_string();
    if (name == "why") judged.why = value.as_string();
    if (name == "assumed") judged.assumed = value.as_boolean();
    if (name == "expected") judged.expected = value;
    if (name == "evidence") judged.evidence = value;
  }
  return judged;
}

constexpr const char* article =
    "CREATE (:Provision:Article {key: 't:a', reference: 'T', sequence: 1})-[:CONTAINS]->"
    "(:Provision:Paragraph {key: 't:p', reference: 'T(1)'});\n"
    "MATCH (a {key: 't:a'}) CREATE (a)<-[:ADDRESSES]-"
    "(:RequestItem {key: 't:i', reference: 'T item', in_force: true, sequence: 1});\n";
constexpr const char* candidate =
    "MATCH (i {key: 't:i'}) CREATE (i)<-[:ANSWERS]-"
    "(:WorkItem {key: 't:w', type: 'hEN candidate', origin: 'home-grown', designation: 'T 1', "
    "stage: stage('20.00')});\n";
constexpr const char* edition =
    "MATCH (w {key: 't:w'}) CREATE (w)-[:PRODUCED]->"
    "(:Deliverable {key: 't:e', designation: 'EN T 1', published: date('2026-09-01')});\n";
constexpr const char* citation =
    "MATCH (e {key: 't:e'}) CREATE (e)<-[:CITATION_OF]-(:Citation {key: 't:c', date: "
    "date('2026-10-01')});\n";
constexpr const char* annex =
    "MATCH (e {key: 't:e'}), (p {key: 't:p'}) CREATE (e)<-[:ENTRY_OF]-(:AnnexZAEntry {key: 't:z', "
    "coverage: 'in full'})-[:COVERS]->(p);\n";
constexpr const char* deadline =
    "MATCH (a {key: 't:a'}) CREATE (a)-[:APPLIES_FROM]->(:Deadline {key: 't:d', date: "
    "date('2027-12-02')});\n";
constexpr const char* fresh = "MATCH (w {key: 't:w'}) SET w.last_evidence = date('2026-11-01');\n";
/// In enquiry since 2026-10-01: by the rules it closes 12 to 16 weeks later, from 2026-12-24 to
/// 2027-01-21.
constexpr const char* enquiry =
    "MATCH (w {key: 't:w'}) SET w.stage = stage('40.20'), w.stage_since = date('2026-10-01'), "
    "w.last_evidence = date('2026-11-01');\n";

std::string made(std::initializer_list<const char*> parts) {
  std::string text;
  for (const char* part : parts) text += part;
  return text;
}

TEST(GapsColours, GreenIsCitedForTheWholeProvision) {
  const Judged judged = judge(made({article, candidate, edition, citation, annex, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "cited in full");
  EXPECT_EQ(judged.colour, "GREEN");
}

TEST(GapsColours, CitedInPartIsNotGreen) {
  // Without an Annex ZA nobody knows what is covered.
  Judged judged = judge(made({article, candidate, edition, citation, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "cited in part");
  EXPECT_NE(judged.colour, "GREEN");
  // A second paragraph that holds a requirement and is not covered.
  const char* second =
      "MATCH (a {key: 't:a'}) CREATE (a)-[:CONTAINS]->(:Provision:Paragraph {key: 't:q'});\n";
  judged = judge(made({article, candidate, edition, citation, annex, second, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "cited in part");
  // One that holds none does not count.
  const char* no_requirement =
      "MATCH (a {key: 't:a'}) CREATE (a)-[:CONTAINS]->(:Provision:Paragraph {key: 't:q', "
      "requirement: false});\n";
  judged =
      judge(made({article, candidate, edition, citation, annex, no_requirement, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "cited in full");
  const char* restriction = "MATCH (c {key: 't:c'}) SET c.restriction = 'clause 5 excepted';\n";
  judged = judge(made({article, candidate, edition, citation, annex, restriction, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "cited in part");
  const char* ended = "MATCH (c {key: 't:c'}) SET c.presumption_ends = date('2026-11-01');\n";
  judged = judge(made({article, candidate, edition, citation, annex, ended, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "published not cited");
}

TEST(GapsColours, RedIsNoWorkItem) {
  const Judged judged = judge(made({article, deadline, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "no work item");
  EXPECT_EQ(judged.colour, "RED");
  // Other deliverables never raise a position.
  const char* report =
      "MATCH (i {key: 't:i'}) CREATE (i)<-[:ANSWERS]-(:WorkItem {key: 't:r', "
      "type: 'TR', designation: 'T 2', stage: stage('60.60')});\n";
  EXPECT_EQ(judge(made({article, report, "GAPS IN @t:a"})).position, "no work item");
}

TEST(GapsColours, ReasonNotToBeCoveredIsTold) {
  const Judged judged = judge(
      made({article, "MATCH (a {key: 't:a'}) SET a.not_to_be_covered = 'a duty of authorities';\n",
            "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "not to be covered");
  EXPECT_NE(judged.why.find("a duty of authorities"), std::string::npos);
  EXPECT_EQ(judged.colour, "GREY");
}

TEST(GapsColours, RedIsADeadlinePassedWithoutCitation) {
  const Judged judged =
      judge(made({article, candidate, deadline,
                  "MATCH (d {key: 't:d'}) SET d.date = date('2026-08-02');\n", "GAPS IN @t:a"}));
  EXPECT_EQ(judged.outlook, "already applies, not cited");
  EXPECT_EQ(judged.colour, "RED");
}

TEST(GapsColours, RedIsCertainlyLate) {
  const Judged judged =
      judge(made({article, candidate, enquiry, "GAPS IN @t:a AT LEAST 40.60 DUE 2026-12-23"}));
  EXPECT_EQ(judged.outlook, "late");
  EXPECT_EQ(judged.colour, "RED");
}

TEST(GapsColours, RedIsTheLatestBallotNotApproved) {
  const char* ballot =
      "MATCH (w {key: 't:w'}) CREATE (w)<-[:BALLOT_ON]-(:Ballot {key: 't:b', kind: "
      "'enquiry', closed: date('2026-09-01'), result: 'not approved'});\n";
  const Judged judged = judge(made({article, candidate, deadline, ballot, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.position, "rejected and being revised");
  EXPECT_EQ(judged.colour, "RED");
  // A later vote that approved it ends that.
  const char* later =
      "MATCH (w {key: 't:w'}) CREATE (w)<-[:BALLOT_ON]-(:Ballot {key: 't:c', kind: "
      "'formal vote', closed: date('2026-10-01'), result: 'approved'});\n";
  EXPECT_EQ(judge(made({article, candidate, deadline, ballot, later, "GAPS IN @t:a"})).colour,
            "GREY");
}

TEST(GapsColours, GreyIsNoForecast) {
  const Judged judged = judge(made({article, candidate, deadline, "GAPS IN @t:a"}));
  EXPECT_EQ(judged.outlook, "no forecast");
  EXPECT_EQ(judged.colour, "GREY");
  EXPECT_TRUE(judged.expected.is_null());
}

TEST(GapsColours, GreyIsOldEvidence) {
  const char* old =
      "MATCH (w {key: 't:w'}) SET w.last_evidence = "
      "date('2026-08-22');\n";
  EXPECT_EQ(
      judge(made({article, candidate, enquiry, old, "GAPS IN @t:a AT LEAST 40.60 DUE 2027-12-31"}))
          .colour,
      "GREY");
  const char* just =
      "MATCH (w {key: 't:w'}) SET w.last_evidence = "
      "date('2026-08-23');\n";
  EXPECT_EQ(
      judge(made({article, candidate, enquiry, just, "GAPS IN @t:a AT LEAST 40.60 DUE 2027-12-31"}))
          .colour,
      "GREEN");
}

TEST(GapsColours, AmberIsPossiblyLate) {
  const Judged judged =
      judge(made({article, candidate, fresh,
                  "ASSUME @t:w AT cited FROM 2027-Q4 GAPS IN @t:a DUE 2027-12-02"}));
  EXPECT_EQ(judged.outlook, "possibly late");
  EXPECT_EQ(judged.colour, "AMBER");
}

TEST(GapsColours, AmberIsLittleSlack) {
  EXPECT_EQ(judge(made({article, candidate, enquiry, "GAPS IN @t:a AT LEAST 40.60 DUE 2027-04-20"}))
                .colour,
            "AMBER");  // 89 days
  EXPECT_EQ(judge(made({article, candidate, enquiry, "GAPS IN @t:a AT LEAST 40.60 DUE 2027-04-21"}))
                .colour,
            "GREEN");  // 90 days
}

TEST(GapsColours, WhatIsAssumedIsAmberAtBest) {
  const Judged judged = judge(made(
      {article, candidate, fresh, "ASSUME @t:w AT cited FROM 2027-01-15 GAPS IN @t:a DUE 2028"}));
  EXPECT_EQ(judged.outlook, "in time");
  EXPECT_EQ(judged.colour, "AMBER");
  EXPECT_TRUE(judged.assumed);
  EXPECT_NE(judged.why.find("(assumed)"), std::string::npos);
}

/// What COVERAGE remarks about the made article: "remark: about, about".
std::string remarks(const std::string& statements) {
  StatementBench bench(GraphKind::Shipped, today);
  const auto outcomes = bench.run_script("BEGIN;\n" + statements + "COVERAGE OF @t:a");
  std::string text;
  for (const StatementOutcome& outcome : outcomes) EXPECT_EQ(outcome.error_text, "") << statements;
  for (const Table& table : outcomes.back().answer.tables) {
    if (table.name != "remarks") continue;
    for (const std::vector<Value>& row : table.rows) {
      text += row.at(0).as_string() + ":";
      for (const Value& about : row.at(2).as_list()) text += " " + about.as_string();
    }
  }
  return text;
}

TEST(CoverageRemarks, CoveredTwiceIsByAnnexZA) {
  const char* second =
      "MATCH (i {key: 't:i'}) CREATE (i)<-[:ANSWERS]-(:WorkItem {key: 't:v', type: 'hEN "
      "candidate'})-[:PRODUCED]->(:Deliverable {key: 't:f', designation: 'EN T 2'});\n";
  // Two candidates that share an item are parts of its answer.
  EXPECT_EQ(remarks(made({article, candidate, edition, second})), "");
  EXPECT_EQ(remarks(made({article, candidate, edition, annex, second})), "");
  const char* again =
      "MATCH (e {key: 't:f'}), (p {key: 't:p'}) CREATE (e)<-[:ENTRY_OF]-(:AnnexZAEntry {key: "
      "'t:y', coverage: 'in full'})-[:COVERS]->(p);\n";
  EXPECT_EQ(remarks(made({article, candidate, edition, annex, second, again})),
            "covered twice: T(1): EN T 1, EN T 2");
}

TEST(CoverageRemarks, SuspectIsADocumentTakenOverThatWasChanged) {
  const char* parent =
      "MATCH (w {key: 't:w'}) CREATE (w)-[:ADOPTS]->(:Document {key: 't:o', designation: 'ISO "
      "1:2020'})<-[:AMENDS]-(:Document {key: 't:n', designation: 'ISO 1:2020/Amd 1:2026'});\n";
  EXPECT_EQ(remarks(made({article, candidate, parent})),
            "suspect: the document taken over was changed: T 1 takes over ISO 1:2020, changed by "
            "ISO 1:2020/Amd 1:2026");
}

/// A made thing of random parts: what is not there is not known.
std::string random_thing(std::mt19937& random) {
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  const auto pick = [&](std::initializer_list<const char*> choices) {
    return std::string(choices.begin()[random() % choices.size()]);
  };
  std::string text = "CREATE (:Provision:Article {key: 't:a', reference: 'T', sequence: 1});\n";
  if (!one_in(3))
    text += "MATCH (a {key: 't:a'}) CREATE (a)-[:APPLIES_FROM]->(:Deadline {key: 't:d', date: " +
            pick({"date('2026-08-02')", "date('2027-12-02')", "null"}) + "});\n";
  const auto items = random() % 3;
  for (std::size_t i = 0; i < items; ++i) {
    const std::string item = "t:i" + std::to_string(i);
    text += "MATCH (a {key: 't:a'}) CREATE (a)<-[:ADDRESSES]-(:RequestItem {key: '" + item +
            "', in_force: true, reference: 'T item', sequence: 1});\n";
    const auto works = random() % 3;
    for (std::size_t w = 0; w < works; ++w) {
      const std::string work = item + ":w" + std::to_string(w);
      text +=
          "MATCH (i {key: '" + item + "'}) CREATE (i)<-[:ANSWERS]-(:WorkItem {key: '" + work +
          "', type: " + pick({"'hEN candidate'", "'hEN candidate'", "'TR'", "null"}) +
          ", origin: " + pick({"'home-grown'", "null"}) + ", stage: " +
          pick({"stage('10.99')", "stage('40.60')", "stage('50.20')", "stage('60.60')", "null"}) +
          ", last_evidence: " + pick({"date('2026-11-01')", "date('2025-01-01')", "null"}) +
          "});\n";
      if (one_in(3))
        text += "MATCH (w {key: '" + work + "'}) CREATE (w)-[:PRODUCED]->(:Deliverable {key: '" +
                work + ":e', cited: " + pick({"true", "false", "null"}) + "});\n";
      if (one_in(3))
        text += "MATCH (w {key: '" + work + "'}) CREATE (w)<-[:BALLOT_ON]-(:Ballot {key: '" + work +
                ":b', kind: 'enquiry', closed: " + pick({"date('2026-09-01')", "null"}) +
                ", result: " + pick({"'not approved'", "'approved'", "null"}) + "});\n";
    }
  }
  return text + pick({"", "ASSUME DURATIONS "}) + "GAPS IN @t:a" +
         pick({"", "", " AT LEAST published"}) + pick({"", "", " DUE 2030-01-01"});
}

TEST(GapsColours, NoUnknownIsEverGreen) {
  std::mt19937 random(20261121);
  for (int round = 0; round < 120; ++round) {
    const std::string statements = random_thing(random);
    SCOPED_TRACE(statements);
    const Judged judged = judge(statements);
    if (judged.colour != "GREEN") continue;
    if (statements.find("AT LEAST published") != std::string::npos) {
      // It was published, or its publication is expected by what sources say.
      EXPECT_EQ(judged.outlook, "in time");
      EXPECT_FALSE(judged.assumed);
      continue;
    }
    EXPECT_EQ(judged.position, "cited in full");  // of which no thing above has the Annex ZA
  }
}

}  // namespace
}  // namespace normgraph::tests
