// Functions over whole columns answer what they answer for each row by itself.

#include <gtest/gtest.h>

#include <random>

#include "graph/database.hpp"
#include "graph/query/expression.hpp"
#include "graph/query/functions.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {
namespace {

std::string random_text(std::mt19937& random) {
  static constexpr std::string_view pieces[] = {"a", "Z",       "risk ", " ", "\t", "ä",
                                                "ß", "Σ",       "é",     "ǆ", "漢", "\u00A0",
                                                "x", "QUALITY", "\xFF",  "1", "😀"};
  std::string text;
  for (std::size_t n = random() % 9; n > 0; --n) text += pieces[random() % std::size(pieces)];
  return text;
}

class FunctionsOfColumns : public testing::Test {
 protected:
  static constexpr std::size_t size = 500;

  Vector texts() {
    auto kept = std::make_shared<std::vector<std::string>>();
    for (std::size_t i = 0; i < size; ++i) kept->push_back(random_text(random_));
    Vector column = Vector::of(std::vector<std::string_view>(kept->begin(), kept->end()));
    column.keep(kept);
    for (std::size_t i = 0; i < size; i += 7) column.set_null(i);
    return column;
  }
  Vector counts(bool nulls) {
    std::vector<std::int64_t> numbers(size);
    for (std::int64_t& number : numbers) number = static_cast<std::int64_t>(random_() % 6);
    Vector column = Vector::of(std::move(numbers));
    for (std::size_t i = 3; i < size && nulls; i += 11) column.set_null(i);
    return column;
  }
  Vector generic(const Vector& column) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < column.size(); ++i) values.push_back(column.value(i));
    return Vector::of(std::move(values));
  }

  void expect_agreement(std::string_view name, const std::vector<Vector>& arguments) {
    const FunctionInfo* function = find_function(name);
    ASSERT_TRUE(function && function->vectorised) << name;
    std::vector<const Vector*> columns;
    for (const Vector& argument : arguments) columns.push_back(&argument);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < size; ++row)
      if (row % 5 != 1) rows.push_back(row);
    const Vector answers = function->vectorised(columns, Selection(rows), context_);
    for (const std::uint32_t row : rows) {
      std::vector<Value> values;
      bool null = false;
      for (const Vector& argument : arguments) {
        values.push_back(argument.value(row));
        null = null || values.back().is_null();
      }
      const Value wanted = null ? Value() : function->scalar(values, context_);
      ASSERT_EQ(to_literal(answers.value(row)), to_literal(wanted)) << name << " row " << row;
    }
  }

  std::mt19937 random_{3};
  Context context_;
};

TEST_F(FunctionsOfColumns, OfTexts) {
  for (const std::string_view name :
       {"toUpper", "toLower", "upper", "lower", "trim", "btrim", "ltrim", "rtrim"}) {
    expect_agreement(name, {texts()});
    expect_agreement(name, {generic(texts())});
    expect_agreement(name, {Vector::constant(Value::string(" Maß "), size)});
  }
}

TEST_F(FunctionsOfColumns, PartsOfTexts) {
  for (const std::string_view name : {"left", "right", "substring"}) {
    expect_agreement(name, {texts(), counts(false)});
    expect_agreement(name, {texts(), counts(true)});
    expect_agreement(name, {texts(), Vector::constant(Value::integer(2), size)});
    expect_agreement(name, {texts(), Vector::constant(Value(), size)});
    expect_agreement(name, {Vector::constant(Value::string("Normung"), size), counts(true)});
    expect_agreement(name, {generic(texts()), counts(false)});
  }
  expect_agreement("substring", {texts(), counts(false), counts(false)});
  expect_agreement("substring", {texts(), counts(false), counts(true)});
}

class ColumnsOfAGraph : public testing::Test {
 protected:
  ColumnsOfAGraph() : session_(database_.session()) {
    session_->run(
        "UNWIND range(0, 4999) AS i CREATE (:Item {n: i, title: 'a title ' + toString(i)})");
    session_->run(
        "MATCH (a:Item) WHERE a.n % 3 <> 0 SET a.day = date('2020-02-27') + duration({days: a.n}), "
        "a.due = CASE WHEN a.n % 2 = 0 THEN date('2024-01-01') ELSE datetime('2024-01-01T12:00Z') "
        "END");
  }
  std::string one(const std::string& query) {
    const Answer answer = session_->run(query);
    return to_text(answer.tables.at(0).rows.at(0).at(0));
  }
  std::string error(const std::string& query) {
    try {
      session_->run(query);
      return "none";
    } catch (const Error& error) {
      return error.message;
    }
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_;
};

TEST_F(ColumnsOfAGraph, DaysBetweenDates) {
  EXPECT_EQ(one("MATCH (a:Item) RETURN sum(duration.inDays(a.day, date('2020-02-28')).days)"),
            one("MATCH (a:Item) WHERE a.n % 3 <> 0 RETURN sum(1 - a.n)"));
  EXPECT_EQ(one("MATCH (a:Item) WITH duration.inDays(a.day, a.due) AS d, "
                "duration.inDays(a.day, a.due).days AS days "
                "RETURN count(CASE WHEN d.days = days THEN 1 END) = count(d)"),
            "true");
  EXPECT_EQ(one("RETURN duration.inDays(date('2024-02-28'), datetime('2024-03-02T05:00Z')).days"),
            "3");
  EXPECT_EQ(one("RETURN duration.inDays(null, date('2024-03-01')).days"), "null");
  EXPECT_NE(error("MATCH (a:Item) RETURN duration.inDays(a.n, a.day).days"), "none");
  EXPECT_NE(error("RETURN duration.inDays(date('2024-02-28')).days"), "none");
}

TEST_F(ColumnsOfAGraph, PartsThatCannotBe) {
  EXPECT_NE(error("MATCH (a:Item) RETURN left(a.title, a.n - 1)").find("negative"),
            std::string::npos);
  EXPECT_NE(error("MATCH (a:Item) RETURN left(a.n, 1)"), "none");
  EXPECT_EQ(one("MATCH (a:Item) RETURN count(DISTINCT left(a.title, 9))"), "10");
}

TEST(PartsOfSplitTexts, AreThoseOfTheList) {
  Database database({.path = {}, .memory = true, .read_only = false});
  const auto session = database.session();
  session->run(
      "UNWIND range(0, 999) AS i CREATE (:T {i: i, at: i % 5 - 2, t: ['one two  three', '', ' a', "
      "'b ', 'äö ü', 'no', 'a-b c-d', null][i % 8], s: [' ', '-', '', 'two', '  '][i % 5]})");
  session->run("MATCH (n:T {i: 9}) SET n.s = null");
  const auto same = [&](const std::string& separator, const std::string& index) {
    const Answer answer = session->run(
        "MATCH (n:T) WITH n, split(n.t, " + separator + ")[" + index + "] AS part, split(n.t, " +
        separator + ") AS parts WITH n, part, parts[" + index +
        "] AS expected RETURN count(*), count(part), count(expected), sum(CASE WHEN part = "
        "expected THEN 1 ELSE 0 END)");
    const auto& row = answer.tables.at(0).rows.at(0);
    EXPECT_EQ(row[0].as_integer(), 1000);
    EXPECT_EQ(row[1].as_integer(), row[2].as_integer()) << separator << index;
    EXPECT_EQ(row[1].as_integer(), row[3].as_integer()) << separator << index;
    return row[3].as_integer();
  };
  EXPECT_EQ(same("' '", "0"), 875);
  EXPECT_EQ(same("' '", "1"), 500 + 125);
  EXPECT_GT(same("' '", "-1"), 0);
  EXPECT_GT(same("' '", "n.at"), 0);
  EXPECT_GT(same("' '", "n.at + 2"), 0);
  EXPECT_GT(same("n.s", "1"), 0);
  EXPECT_GT(same("''", "1"), 0);
  EXPECT_GT(same("['-', ' ']", "2"), 0);
  EXPECT_EQ(same("' '", "9"), 0);
  EXPECT_EQ(same("' '", "null"), 0);
  EXPECT_EQ(same("null", "0"), 0);
  for (const char* wrong :
       {"split(n.t, ' ')['a']", "split(n.t, 3)[0]", "split(n.i, ' ')[0]", "split(n.t, ' ')[1.0]"})
    EXPECT_THROW(session->run(std::string("MATCH (n:T) RETURN ") + wrong), Error) << wrong;
}

}  // namespace
}  // namespace normgraph::query
