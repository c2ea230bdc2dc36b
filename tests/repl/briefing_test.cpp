// Briefings as a user makes them: a small graph with a template of its own.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "graph/database.hpp"
#include "graph/value/json.hpp"
#include "repl/render/rows.hpp"

namespace normgraph::repl {
namespace {

namespace fs = std::filesystem;

constexpr const char* schema = R"({"format": 1,
"properties": {"title": {"type": "string", "about": "its name"},
               "date": {"type": "date", "about": "the day"},
               "url": {"type": "string", "about": "where"}},
"labels": {"Deadline": {"about": "A date.", "singular": "deadline", "plural": "deadlines",
                        "found_by": ["title"], "columns": ["title", "date"], "order": "date",
                        "date": "date", "properties": ["title", "date"]},
           "Source": {"about": "Who says so.", "singular": "source", "plural": "sources",
                      "found_by": ["title"], "columns": ["title"], "order": "title",
                      "properties": ["title", "url"]}},
"relationships": {"NEEDS": {"about": "needs", "from": ["Deadline"], "to": ["Deadline"]}}})";

constexpr const char* facts =
    R"({"label": "Source", "key": "S1", "set": {"title": "Journal", "url": "https://example.org/"}}
{"label": "Deadline", "key": "d1", "set": {"title": "Mowers & <hedges>", "date": "2026-12-01"}, "source": ["S1"], "note": "said"}
{"label": "Deadline", "key": "d2", "set": {"title": "Rakes", "date": "2027-01-01"}, "source": ["S1"]}
{"type": "NEEDS", "from": "d1", "to": "d2", "source": ["S1"]}
)";

constexpr const char* weekly = R"(---
since: 7 days
---
# Mowers, week by week

Since {first day}: {why since}.

```nql lines
// caption: Coming
// empty: Nothing.
MATCH (d:Deadline) WHERE {d in scope} RETURN '**' + d.title + '** on ' + toString(d.date) AS line, d.sources AS sources
```
```nql timeline
// caption: Dates
timeline {of} from {first day}
```
```nql table
// caption: None
// empty: No change since {first day}.
MATCH (d:Deadline) WHERE d.date < date('{first day}') RETURN d.title
```
```nql sources
// caption: Sources
MATCH (s:Source) RETURN s.key AS key, s.title AS title, s.url AS url
```
)";

struct Result {
  int status = -1;
  std::string output, errors;
};

class BriefingTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "normgraph-briefing-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    fs::create_directory(folder_ / "facts");
    write(
        "facts/manifest.json",
        R"({"format": 1, "schema": "schema.json", "definitions": "definitions.json", "files": ["facts.jsonl"]})");
    write("facts/VERSION", "1 2026-11-01\n");
    write("facts/schema.json", schema);
    write(
        "facts/definitions.json",
        R"({"format": 1, "briefings": {"weekly": "weekly.md"}, "rules": {"briefing.scope": "scope.nql"}})");
    write("facts/scope.nql", "MATCH (thing)-[:NEEDS*0..1]->(near) WITH DISTINCT near AS thing\n");
    write("facts/facts.jsonl", facts);
    write("facts/weekly.md", weekly);
    ASSERT_EQ(run("load facts").errors, "");
  }
  void TearDown() override { fs::remove_all(folder_); }

  Result run(const std::string& arguments) {
    const std::string command = "cd '" + folder_.string() + "' && " + NORMGRAPH_PROGRAM +
                                " --db g.db --quiet " + arguments + " </dev/null >output 2>errors";
    const int status = std::system(command.c_str());
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .output = read("output"),
            .errors = read("errors")};
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  std::string read(const std::string& name) {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
  }

  fs::path folder_;
};

TEST_F(BriefingTest, IsOnePageWithItsSources) {
  const Result result = run("--today 2026-11-22 briefing weekly -o weekly.html");
  ASSERT_EQ(result.errors, "");
  const std::string page = read("weekly.html");
  EXPECT_TRUE(has(page, "<title>Mowers, week by week</title>"));
  EXPECT_TRUE(has(page, "<strong>Mowers &amp; &lt;hedges&gt;</strong>"));
  EXPECT_TRUE(has(page, "<li id=\"source-1\"><a href=\"https://example.org/\">Journal</a>"));
  EXPECT_TRUE(has(page, "No change since <span class=\"whole\">2026-11-15</span>."));
  EXPECT_TRUE(has(page, "<dd>2026-11-22</dd>"));
  EXPECT_TRUE(has(page, "role=\"img\""));
}

TEST_F(BriefingTest, SinceIsTheLastBriefingOfThatName) {
  run("--today 2026-11-01 briefing weekly -o first.html");
  EXPECT_TRUE(has(read("first.html"), "no earlier briefing of this name is on record"));
  run("--today 2026-11-22 briefing weekly -o second.html");
  EXPECT_TRUE(
      has(read("second.html"),
          "Since <span class=\"whole\">2026-11-01</span>: the day of the previous briefing"));
  // The same day once more: the same bytes.
  run("--today 2026-11-22 briefing weekly -o third.html");
  EXPECT_EQ(read("third.html"), read("second.html"));
}

TEST_F(BriefingTest, IsNarrowedToASelectionAndWhatBelongsToIt) {
  const Result rakes = run("--today 2026-11-22 -c \"briefing weekly of (d:Deadline {key: 'd2'})\"");
  EXPECT_TRUE(has(rakes.output, "Mowers, week by week: (d:Deadline {key: 'd2'})\n"))
      << rakes.output;
  EXPECT_TRUE(has(rakes.output,
                  "Narrowed to: (d:Deadline {key: 'd2'}): 1 thing, and what belongs to it\n"));
  EXPECT_TRUE(has(rakes.output, "- Rakes on"));
  EXPECT_FALSE(has(rakes.output, "hedges"));
  // What it needs belongs to it, by the rule of the data.
  const Result mowers = run("-c \"briefing weekly of (thing:Deadline {key: 'd1'})\"");
  EXPECT_TRUE(has(mowers.output, "- Rakes on")) << mowers.output << mowers.errors;
  EXPECT_TRUE(has(mowers.output, "hedges"));
}

TEST_F(BriefingTest, OfNothingSaysSo) {
  const Result result = run("-c \"briefing weekly of deadlines where title = 'Forks'\"");
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_TRUE(has(result.output, "deadlines WHERE title = 'Forks': nothing in this graph"))
      << result.output;
  EXPECT_TRUE(has(result.output, "Nothing.")) << result.output;
}

TEST_F(BriefingTest, ASelectionThatIsNotKnownIsAnErrorAtItsPlace) {
  const Result result = run("-c 'briefing weekly of deadlinez'");
  EXPECT_EQ(result.status, 1);
  EXPECT_TRUE(has(result.errors, "did you mean deadlines?")) << result.errors;
  EXPECT_TRUE(has(result.errors, "column 20")) << result.errors;
}

TEST_F(BriefingTest, ANarrowedOneIsRecordedApart) {
  run("--today 2026-11-01 -c \"briefing weekly of deadlines into 'part.html'\"");
  const Result whole = run("--today 2026-11-22 briefing weekly");
  EXPECT_TRUE(has(whole.output, "no earlier briefing")) << whole.output;
  const Result part = run("--today 2026-11-22 -c 'briefing weekly of deadlines'");
  EXPECT_TRUE(has(part.output, "Since 2026-11-01: the day of the previous briefing"))
      << part.output;
}

TEST_F(BriefingTest, ALookBackIsNotRecorded) {
  run("--today 2026-11-22 -c \"as of 2026-10-01 briefing weekly into 'old.html'\"");
  EXPECT_TRUE(has(read("old.html"), "<dd>2026-10-01</dd>"));
  run("--today 2026-11-22 briefing weekly -o now.html");
  EXPECT_TRUE(has(read("now.html"), "no earlier briefing"));
}

TEST_F(BriefingTest, AGraphForReadingSaysThatItRecordsNothing) {
  const std::string command = "cd '" + folder_.string() + "' && " + NORMGRAPH_PROGRAM +
                              " --db g.db --read-only briefing weekly -o r.html 2>errors";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_TRUE(has(read("errors"), "this briefing is not recorded")) << read("errors");
}

TEST_F(BriefingTest, TheSameAsMarkdownAndText) {
  run("--today 2026-11-22 briefing weekly -o weekly.md");
  const std::string text = read("weekly.md");
  EXPECT_TRUE(has(text, "- **Mowers & <hedges>** on 2026-12-01 [^1]")) << text;
  EXPECT_TRUE(has(text, "```mermaid\ngantt")) << text;
  EXPECT_TRUE(has(text, "[^1]: [Journal](<https://example.org/>) (S1)")) << text;
  const Result shown = run("--today 2026-11-22 briefing weekly");
  EXPECT_TRUE(has(shown.output, "- Mowers & <hedges> on 2026-12-01 [S1]")) << shown.output;
}

TEST_F(BriefingTest, ExplainShowsQueriesThatGiveTheSameRows) {
  Database database({.path = folder_ / "g.db", .memory = false, .read_only = true});
  const auto session = database.session();
  session->options().today = typed_value("$date", "2026-11-22").as_date();
  const Answer answer = session->run("briefing weekly since 2026-11-01");
  const Answer explained = session->run("explain briefing weekly since 2026-11-01");
  // Of each query its text, then its plan.
  ASSERT_EQ(explained.tables.size(), 2 * answer.tables.size());
  for (std::size_t i = 0; i < answer.tables.size(); ++i) {
    std::string query;
    for (const auto& row : explained.tables[2 * i].rows) query += row[0].as_string() + "\n";
    const Answer again = session->run(query);
    ASSERT_EQ(again.tables.size(), 1U) << query;
    Table renamed = again.tables[0];
    renamed.name = answer.tables[i].name;
    std::string expected, given;
    render_json(expected, answer.tables[i]);
    render_json(given, renamed);
    EXPECT_EQ(given, expected) << query;
  }
}

TEST_F(BriefingTest, IsNarrowedBesideParametersOfTheUser) {
  Database database({.path = folder_ / "g.db", .memory = false, .read_only = true});
  const auto session = database.session();
  session->options().today = typed_value("$date", "2026-11-22").as_date();
  const Answer named = session->run("briefing weekly of (d:Deadline {key: 'd1'}) since 2026-11-01");
  ASSERT_FALSE(named.tables.at(0).rows.empty());
  const Answer given = session->run(
      "briefing weekly of (d:Deadline {key: $n}) since 2026-11-01",
      {{"a", Value::integer(0)}, {"n", Value::string("d1")}, {"zz", Value::integer(0)}});
  std::string expected, got;
  render_json(expected, named.tables.at(0));
  render_json(got, given.tables.at(0));
  EXPECT_EQ(got, expected);
}

TEST_F(BriefingTest, ErrorsSayWhichBriefingAndBlock) {
  const Result unknown = run("-c 'briefing weeky since 2026'");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_TRUE(has(unknown.errors, "NG4016")) << unknown.errors;
  EXPECT_TRUE(has(unknown.errors, "did you mean weekly?")) << unknown.errors;
  write("facts/weekly.md", "# t\n```nql\n// caption: Broken\nMATCH (n) RETRUN n\n```\n");
  ASSERT_EQ(run("--db other.db load facts").status, 2);  // --db twice
  fs::remove(folder_ / "g.db");
  ASSERT_EQ(run("load facts").errors, "");
  const Result broken = run("briefing -o x.html");
  EXPECT_EQ(broken.status, 1);
  EXPECT_TRUE(has(broken.errors, "this is about 'Broken' in the briefing weekly")) << broken.errors;
  EXPECT_FALSE(fs::exists(folder_ / "x.html"));
}

TEST_F(BriefingTest, ATemplateWithAnErrorIsNotLoaded) {
  write("facts/weekly.md", "# t\n\n```nql cake\n```\n");
  const Result result = run("load facts");
  EXPECT_EQ(result.status, 3);
  EXPECT_TRUE(has(result.errors, "weekly.md:3")) << result.errors;
}

TEST_F(BriefingTest, WhatCannotBeWrittenLeavesNothingBehind) {
  const Result result = run("-c \"briefing weekly into 'nowhere/x.html'\"");
  EXPECT_EQ(result.status, 1);
  EXPECT_TRUE(has(result.errors, "NG5121")) << result.errors;
  const Result ending = run("briefing weekly -o x.doc");
  EXPECT_EQ(ending.status, 1);
  EXPECT_TRUE(has(ending.errors, "NG2911")) << ending.errors;
  EXPECT_EQ(run("briefing weekly -c gaps").status, 2);
}

}  // namespace
}  // namespace normgraph::repl
