#include <gtest/gtest.h>

#include "repl/render/answer.hpp"
#include "repl/render/rows.hpp"

namespace normgraph::repl {
namespace {

template <class... Values>
Table one_column(Values... values) {
  Table table{.name = "", .columns = {"x"}, .rows = {}};
  (table.rows.push_back({values}), ...);
  return table;
}

std::string csv(const Table& table) {
  std::string out;
  render_csv(out, table);
  return out;
}

TEST(Csv, QuotesWhatRfc4180Says) {
  const Table table{.name = "",
                    .columns = {"a", "b"},
                    .rows = {{Value::string("plain"), Value::string("with, comma")},
                             {Value::string("a \"quote\""), Value::string("two\nlines")},
                             {Value::integer(-5), Value::boolean(true)}}};
  EXPECT_EQ(csv(table),
            "a,b\r\nplain,\"with, comma\"\r\n\"a \"\"quote\"\"\",\"two\nlines\"\r\n-5,true\r\n");
}

TEST(Csv, TellsNullFromAnEmptyString) {
  const Table table{.name = "", .columns = {"a", "b"}, .rows = {{Value(), Value::string("")}}};
  EXPECT_EQ(csv(table), "a,b\r\n,\"\"\r\n");
}

TEST(Csv, DefusesFormulas) {
  EXPECT_EQ(csv(one_column(Value::string("=1+1"), Value::string("@SUM(A1)"), Value::string("-x"),
                           Value::string("+x"), Value::string("a=b"))),
            "x\r\n'=1+1\r\n'@SUM(A1)\r\n'-x\r\n'+x\r\na=b\r\n");
  EXPECT_EQ(csv(one_column(Value::string("=A1,\"\""))), "x\r\n\"'=A1,\"\"\"\"\"\r\n");
  EXPECT_EQ(csv(one_column(Value::integer(-1), Value::real(-0.5))), "x\r\n-1\r\n-0.5\r\n");
}

TEST(Markdown, KeepsCellsInTheirCells) {
  const Table table{.name = "",
                    .columns = {"n", "t|t"},
                    .rows = {{Value::integer(1), Value::string("a|b\n<b>")}, {Value(), Value()}}};
  std::string out;
  render_markdown(out, table);
  EXPECT_EQ(out, "| n | t\\|t |\n| ---: | --- |\n| 1 | a\\|b<br>&lt;b> |\n|  |  |\n");
}

TEST(Json, KeepsTheOrderOfColumns) {
  const Table table{.name = "",
                    .columns = {"z", "a"},
                    .rows = {{Value::integer(1), Value::string("ä\"\n")}, {Value(), Value()}}};
  std::string out;
  render_json(out, table);
  EXPECT_EQ(out, "[\n {\"z\": 1, \"a\": \"ä\\\"\\n\"},\n {\"z\": null, \"a\": null}\n]");
  out.clear();
  render_json_lines(out, table);
  EXPECT_EQ(out, "{\"z\": 1, \"a\": \"ä\\\"\\n\"}\n{\"z\": null, \"a\": null}\n");
}

Answer answer_of(Table table) {
  Answer answer;
  answer.tables.push_back(std::move(table));
  return answer;
}

TEST(AnswerWriter, SeparatesCsvResultsByAnEmptyLine) {
  AnswerWriter writer(Format::Csv, {});
  std::string out = writer.add(answer_of(one_column(Value::integer(1))));
  out += writer.add(Answer{});  // a statement without result columns
  out += writer.add(answer_of(one_column(Value::integer(2))));
  EXPECT_EQ(out + writer.finish(), "x\r\n1\r\n\r\nx\r\n2\r\n");
}

TEST(AnswerWriter, GivesOneJsonDocument) {
  AnswerWriter one(Format::Json, {});
  EXPECT_EQ(one.add(answer_of(one_column(Value::integer(1)))), "");
  EXPECT_EQ(one.finish(), "[\n {\"x\": 1}\n]\n");
  AnswerWriter two(Format::Json, {});
  two.add(answer_of(one_column(Value::integer(1))));
  two.add(answer_of(one_column()));
  EXPECT_EQ(two.finish(), "[[\n {\"x\": 1}\n],\n[]]\n");
}

TEST(AnswerWriter, EndsDomainAnswersWithTheirLimits) {
  Answer answer = answer_of(one_column(Value::string("v")));
  answer.presentation = {.kind = Presentation::Kind::Gaps, .title = "", .limits = true};
  const Style style{.limits_short = "short", .limits_full = "in full"};
  const auto ends_with = [&](Format format, const std::string& end) {
    AnswerWriter writer(format, style);
    std::string out = writer.add(answer);
    out += writer.finish();
    return out.size() >= end.size() && out.compare(out.size() - end.size(), end.size(), end) == 0;
  };
  EXPECT_TRUE(ends_with(Format::Table, " v\nshort\n"));
  EXPECT_TRUE(ends_with(Format::Markdown, "| v |\n\nin full\n"));
  EXPECT_TRUE(ends_with(Format::Csv, "v\r\n"));
  EXPECT_TRUE(ends_with(Format::Json, "]\n"));
  EXPECT_TRUE(ends_with(Format::JsonLines, "{\"x\": \"v\"}\n"));
}

TEST(AnswerWriter, ShowsPlansAsTheyAre) {
  Answer answer = answer_of(
      {.name = "", .columns = {"plan"}, .rows = {{Value::string("Scan")}, {Value::string("  x")}}});
  answer.is_plan = true;
  AnswerWriter writer(Format::Table, {});
  EXPECT_EQ(writer.add(answer), "Scan\n  x\n");
}

TEST(AnswerWriter, PutsTheNumbersOfOperatorsIntoColumns) {
  Answer answer = answer_of({.name = "",
                             .columns = {"rows", "ms", "operator"},
                             .rows = {{Value::integer(12345), Value(), Value::string("Scan (α)")},
                                      {Value::integer(7), Value::real(1.5), Value::string("  x")},
                                      {Value(), Value::real(20), Value::string("Result α")}}});
  answer.is_plan = true;
  AnswerWriter writer(Format::Table, {});
  EXPECT_EQ(writer.add(answer),
            "  rows      ms  operator\n"
            " 12345          Scan (α)\n"
            "     7   1.500    x\n"
            "        20.000  Result α\n");
}

TEST(AnswerWriter, BreaksOperatorsBelowTheirBeginning) {
  Answer answer = answer_of(
      {.name = "",
       .columns = {"rows", "operator"},
       .rows = {{Value::integer(7), Value::string("Scan")},
                {Value::integer(7),
                 Value::string("  Filter a.first = 1 AND a.second = 2 AND a.third = 3")}}});
  answer.is_plan = true;
  AnswerWriter narrow(Format::Table, {.width = 42});
  EXPECT_EQ(narrow.add(answer),
            " rows  operator\n"
            "    7  Scan\n"
            "    7    Filter a.first = 1 AND a.second\n"
            "           = 2 AND a.third = 3\n");
  AnswerWriter wide(Format::Table, {});
  EXPECT_NE(wide.add(answer).find("Filter a.first = 1 AND a.second = 2 AND a.third = 3\n"),
            std::string::npos);
}

}  // namespace
}  // namespace normgraph::repl
