#include "repl/document/document.hpp"

#include <gtest/gtest.h>

#include "graph/value/json.hpp"
#include "repl/document/from_answer.hpp"

namespace normgraph::repl {
namespace {

Passage table_passage(std::vector<std::string> columns, std::vector<std::vector<Value>> rows) {
  Passage passage;
  passage.kind = Passage::Kind::Table;
  passage.text = "caption";
  passage.table = {.name = "", .columns = std::move(columns), .rows = std::move(rows)};
  return passage;
}

Value text(const char* value) { return Value::string(value); }
Value keys(std::vector<const char*> names) {
  List list;
  for (const char* name : names) list.push_back(text(name));
  return Value::list(std::move(list));
}

Document with_sources() {
  Document document;
  document.title = "State & <outlook>";
  document.passages.push_back(table_passage(
      {"thing", "colour", "sources"},
      {{text("a"), text("RED"), keys({"S2", "S1"})}, {text("<b>"), text("GREEN"), keys({"S1"})}}));
  Passage sources;
  sources.kind = Passage::Kind::Sources;
  sources.table = {.name = "",
                   .columns = {"key", "title", "url"},
                   .rows = {{text("S1"), text("One"), text("https://example.org/1")},
                            {text("S2"), text("Two"), text("javascript:alert(1)")}}};
  document.passages.push_back(std::move(sources));
  return document;
}

TEST(HtmlPage, IsWholeAndEscaped) {
  const std::string page = html_page(with_sources());
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_NE(page.find("<title>State &amp; &lt;outlook&gt;</title>"), page.npos);
  EXPECT_NE(page.find("&lt;b&gt;"), page.npos);
  EXPECT_EQ(page.find("<b>"), page.npos);
  EXPECT_EQ(page.find("<script"), page.npos);
  EXPECT_EQ(page.find("javascript:"), page.npos) << "only web addresses become links";
  EXPECT_NE(page.find("<caption>caption"), page.npos);
  EXPECT_NE(page.find("<th scope=\"col\""), page.npos);
  EXPECT_EQ(html_page(with_sources()), page);
}

TEST(HtmlPage, NumbersSourcesInTheOrderOfTheText) {
  const std::string page = html_page(with_sources());
  EXPECT_NE(page.find("<li id=\"source-1\">Two"), page.npos);
  EXPECT_NE(page.find("<li id=\"source-2\"><a href=\"https://example.org/1\">One</a>"), page.npos);
  EXPECT_NE(page.find("href=\"#source-2\""), page.npos);
}

TEST(HtmlPage, AColourIsAWordWithASign) {
  const std::string page = html_page(with_sources());
  EXPECT_NE(page.find("<span class=\"chip red\"><span aria-hidden=\"true\">■</span> RED</span>"),
            page.npos);
  EXPECT_NE(page.find("●</span> GREEN"), page.npos);
}

TEST(MarkdownText, HasFootnotesAndSigns) {
  const std::string document = markdown_text(with_sources());
  EXPECT_NE(document.find("| a | ■ RED | [^1] [^2] |"), document.npos) << document;
  EXPECT_NE(document.find("[^2]: [One](<https://example.org/1>) (S1)"), document.npos) << document;
}

TEST(Condense, SaysOnceWhatIsTheSameInAllRows) {
  Table table{.name = "", .columns = {"a", "same", "empty"}, .rows = {}};
  for (const char* name : {"x", "y", "z"})
    table.rows.push_back({text(name), text("no forecast"), Value()});
  const Condensed condensed = condense(table);
  EXPECT_EQ(condensed.table.columns, std::vector<std::string>{"a"});
  EXPECT_EQ(condensed.said_once, "In all rows: same no forecast.");
}

TEST(Title, IsTheStatementWithoutWhereItGoes) {
  EXPECT_EQ(title_of("// why\ntimeline of deadlines\n  from 2024 into 'x.svg';"),
            "Timeline of deadlines from 2024");
  EXPECT_EQ(title_of("gaps format html"), "Gaps");
  EXPECT_EQ(title_of("match (n) where n.a = ' into ' return n"),
            "Match (n) where n.a = ' into ' return n");
}

}  // namespace
}  // namespace normgraph::repl
