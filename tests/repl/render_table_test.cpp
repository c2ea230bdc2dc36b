#include <gtest/gtest.h>

#include "repl/render/table.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {
namespace {

std::string table_text(const Table& table, const Style& style, bool for_readers = false) {
  std::string out;
  render_table(out, table, style, {.for_readers = for_readers});
  return out;
}

Table articles() {
  return {.name = "",
          .columns = {"number", "title"},
          .rows = {{Value::integer(9), Value::string("Risk management system")},
                   {Value::integer(10), Value()}}};
}

std::size_t widest(const std::string& text) {
  std::size_t width = 0, begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    width = std::max(width, display_width(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return width;
}

TEST(Table, AlignsNumbersRightAndTextLeft) {
  EXPECT_EQ(table_text(articles(), {}),
            " number │ title\n"
            "────────┼────────────────────────\n"
            "      9 │ Risk management system\n"
            "     10 │ null\n");
}

TEST(Table, LeavesNullsOutWhereTheyMeanNothingToSay) {
  EXPECT_EQ(table_text(articles(), {.unicode = false}, true),
            " number | title\n"
            "--------+------------------------\n"
            "      9 | Risk management system\n"
            "     10 |\n");
}

TEST(Table, WrapsTextToFitTheWidth) {
  const std::string text = table_text(articles(), {.width = 24});
  EXPECT_EQ(text,
            " number │ title\n"
            "────────┼───────────────\n"
            "      9 │ Risk\n"
            "        │ management\n"
            "        │ system\n"
            "╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌\n"
            "     10 │ null\n");
}

TEST(Table, NeverIsWiderThanTheTerminal) {
  Table table{.name = "", .columns = {"a", "b", "c"}, .rows = {}};
  for (int i = 0; i < 5; ++i)
    table.rows.push_back({Value::string(std::string(static_cast<std::size_t>(i * 17), 'x')),
                          Value::string("words of a sentence that goes on and on"),
                          Value::string("日本語のテキスト")});
  for (std::size_t width = 10; width <= 120; ++width)
    EXPECT_LE(widest(table_text(table, {.width = width})), width) << width;
}

TEST(Table, TurnsToRecordsWhenTheColumnsDoNotFit) {
  Table table{.name = "", .columns = {"one", "two", "three", "four"}, .rows = {}};
  table.rows.push_back({Value::string("first value"), Value::string("second value"),
                        Value::string("third value"), Value::string("fourth value")});
  EXPECT_EQ(table_text(table, {.width = 24}),
            "── 1 ───────────────────\n"
            "one    first value\n"
            "two    second value\n"
            "three  third value\n"
            "four   fourth value\n");
}

TEST(Table, HeadsRecordsForReadersByTheirFirstColumn) {
  Table table{.name = "", .columns = {"provision", "sources", "expectation", "why"}, .rows = {}};
  table.rows.push_back({Value::string("Article 9"), Value::list({Value::string("S1")}), Value(),
                        Value::string("unbreakablewords")});
  table.rows.push_back({Value::string("Article 10"), Value::list({Value::string("S2")}),
                        Value::string("unexpected"), Value::string("because")});
  EXPECT_EQ(table_text(table, {.width = 22}, true),
            "── Article 9 ─────────\n"
            "why          unbreakab\n"
            "             lewords\n"
            "sources      S1\n"
            "── Article 10 ────────\n"
            "expectation  unexpecte\n"
            "             d\n"
            "why          because\n"
            "sources      S2\n");
}

TEST(Table, LeavesOutWhatSaysLittleWhereThereIsNoRoom) {
  Table table{.name = "", .columns = {"what", "outlook", "note", "key"}, .rows = {}};
  for (const char* what : {"first thing", "second thing"})
    table.rows.push_back(
        {Value::string(what), Value::string("no forecast"), Value(),
         Value::string(std::string(what, 5) + "-a-very-long-key-without-any-blanks-in-it")});
  EXPECT_EQ(table_text(table, {.width = 24}, true),
            " what\n"
            "──────────────\n"
            " first thing\n"
            " second thing\n"
            "In all rows: outlook no\n"
            "forecast. No room for:\n"
            "key (--format json shows\n"
            "all).\n");
  EXPECT_NE(table_text(table, {.width = 100}, true).find("a-very-long-key"), std::string::npos);
}

TEST(Table, CutsVeryLongCellsWithASign) {
  Table table{.name = "", .columns = {"text"}, .rows = {{Value::string(std::string(5000, 'x'))}}};
  const std::string text = table_text(table, {.width = 40});
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 20);
  // Into a file or a pipe nothing is cut.
  EXPECT_EQ(table_text(table, {}).find("…"), std::string::npos);
}

TEST(Table, MakesControlCharactersVisible) {
  Table table{.name = "", .columns = {"t"}, .rows = {{Value::string("\x1b[31mred\a")}}};
  const std::string text = table_text(table, {});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("␛[31mred␇"), std::string::npos);
}

TEST(Table, ShowsHeadingsOfNoRows) {
  EXPECT_EQ(table_text({.name = "", .columns = {"a", "bc"}, .rows = {}}, {}),
            " a │ bc\n───┼────\n");
}

TEST(TextWidth, CountsColumns) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("é"), 1u);
  EXPECT_EQ(display_width("日本"), 4u);
  EXPECT_EQ(display_width("e\u0301"), 1u);  // a combining mark
  EXPECT_EQ(display_width("\xff"), 1u);
}

TEST(TextWidth, WrapsBetweenWordsAndThroughLongOnes) {
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(wrap("a\nb", 10), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(wrap("日本語", 3), (std::vector<std::string>{"日", "本", "語"}));
  EXPECT_EQ(wrap("日", 1), (std::vector<std::string>{"日"}));
  EXPECT_EQ(wrap("", 5), (std::vector<std::string>{""}));
}

}  // namespace
}  // namespace normgraph::repl
