#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "graph/query/functions.hpp"
#include "tests/graph/expression_support.hpp"

// Typed columns, generic columns, selections and single rows must all give the same answers, for
// every operator and every function of one argument.

namespace normgraph::query::tests {
namespace {

using Kind = Vector::Kind;
constexpr Kind kinds[] = {Kind::Boolean, Kind::Integer, Kind::Float, Kind::String, Kind::Date};
constexpr std::size_t row_count = 24;

class Values {
 public:
  explicit Values(std::uint32_t seed) : random_(seed) {}

  Value of(Kind kind) {
    switch (kind) {
      case Kind::Boolean:
        return Value::boolean(below(2) == 0);
      case Kind::Integer:
        return Value::integer(
            pick<std::int64_t>({0, 1, -1, 2, 3, 7, INT64_MAX, INT64_MIN, 4611686018427387905}));
      case Kind::Float:
        return Value::real(
            pick({0.0, -0.0, 1.0, 2.5, -1.5, 7.0, 1e308, std::numeric_limits<double>::quiet_NaN(),
                  std::numeric_limits<double>::infinity()}));
      case Kind::String:
        return Value::string(
            pick<const char*>({"", "a", "ab", "b", "ä", "1", "2.5", "true", " x ", "日本"}));
      case Kind::Date:
        return Value::date({pick<std::int64_t>({0, 1, -1, 20000, 20001})});
      default:
        return generic();
    }
  }
  /// Any type, null included.
  Value generic() {
    const std::uint32_t choice = below(9);
    if (choice < 5) return of(kinds[choice]);
    if (choice == 5) return Value::list({of(Kind::Integer), Value(), of(Kind::String)});
    if (choice == 6) return Value::map({{"k", of(Kind::Integer)}});
    if (choice == 7) return Value::list({});
    return {};
  }
  Vector column(Kind kind) {
    if (kind != Kind::Generic && below(4) == 0) return Vector::constant(of(kind), row_count);
    Vector vector(kind, row_count);
    for (std::size_t row = 0; row < row_count; ++row) {
      if (below(5) > 0) vector.set(row, of(kind));
    }
    return vector;
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

 private:
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return choices.begin()[below(static_cast<std::uint32_t>(choices.size()))];
  }
  std::mt19937 random_;
};

/// What a row gives: the value's text with its type, or the error's detail.
using Outcome = std::string;

Outcome outcome_of(const Value& value) {
  return std::string(type_name(value.type())) + " " + to_literal(value);
}

/// Row by row, each with a selection of its own.
std::vector<Outcome> one_by_one(const BoundExpression& expression, Columns& columns) {
  std::vector<Outcome> outcomes;
  for (std::uint32_t row = 0; row < row_count; ++row) {
    try {
      const Vector answer = expression.evaluate(columns.batch, Selection({row}), columns.context);
      outcomes.push_back(outcome_of(answer.value(row)));
    } catch (const Error& error) {
      outcomes.push_back("error " + error.detail);
    }
  }
  return outcomes;
}

bool is_error(const Outcome& outcome) { return outcome.starts_with("error "); }

void expect_batch_gives(const BoundExpression& expression, Columns& columns, const Selection& rows,
                        const std::vector<Outcome>& expected, const std::string& what) {
  bool must_fail = false;
  for (std::size_t i = 0; i < rows.size(); ++i) must_fail |= is_error(expected[rows[i]]);
  try {
    const Vector answer = expression.evaluate(columns.batch, rows, columns.context);
    EXPECT_FALSE(must_fail) << what;
    if (must_fail) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(outcome_of(answer.value(rows[i])), expected[rows[i]]) << what << " row " << rows[i];
    }
  } catch (const Error& error) {
    EXPECT_TRUE(must_fail) << what << ": " << error.message;
  }
}

void check(const std::string& text, Kind left, Kind right, std::uint32_t seed) {
  Values values(seed);
  Columns typed, generic;
  Vector a = values.column(left), b = values.column(right);
  for (Columns* columns : {&typed, &generic}) {
    columns->add("a", columns == &typed ? a : a.to_generic());
    columns->add("b", columns == &typed ? b : b.to_generic());
    columns->parameters = {{"list", Value::list({Value::integer(1), Value::string("a"),
                                                 Value::real(2.5), Value::date({1})})}};
  }
  BoundExpressionPtr on_typed, on_generic;
  try {
    on_typed = typed.bind(text);
    on_generic = generic.bind(text);
  } catch (const Error& error) {
    FAIL() << text << ": " << error.message;
  }
  const std::vector<Outcome> expected = one_by_one(*on_generic, generic);
  const std::string what = text + " kinds " + std::to_string(static_cast<int>(left)) + ", " +
                           std::to_string(static_cast<int>(right)) + " seed " +
                           std::to_string(seed);
  EXPECT_EQ(one_by_one(*on_typed, typed), expected) << what;
  std::vector<std::uint32_t> some;
  for (std::uint32_t row = 0; row < row_count; ++row) {
    if (values.below(2) == 0) some.push_back(row);
  }
  for (const Selection& rows : {Selection::all(row_count), Selection(some)}) {
    expect_batch_gives(*on_typed, typed, rows, expected, what + " typed");
    expect_batch_gives(*on_generic, generic, rows, expected, what + " generic");
  }
}

constexpr const char* operators[] = {
    "a = b",
    "a <> b",
    "a < b",
    "a <= b",
    "a > b",
    "a >= b",
    "a < b <= a",
    "a + b",
    "a - b",
    "a * b",
    "a / b",
    "a % b",
    "a ^ b",
    "-a",
    "a IS NULL",
    "a IS NOT NULL",
    "NOT a",
    "a AND b",
    "a OR b",
    "a XOR b",
    "a IN [1, 2, 'a', null]",
    "a IN [1, 2, 3]",
    "a IN ['a', 'ab']",
    "a IN $list",
    "a IN [b]",
    "a STARTS WITH b",
    "a ENDS WITH 'b'",
    "a CONTAINS b",
    "a =~ '[a-z]*'",
    "CASE WHEN a = b THEN a ELSE b END",
    "CASE a WHEN b THEN 1 WHEN 1 THEN 2 END",
    "CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN 'none' ELSE a = b END",
    "coalesce(a, b)",
    "[a, b]",
    "{x: a, y: b}",
    "[a, b][0]",
    "[a, b][..1]",
    "{x: a}.x",
    "[x IN [a, b, 1] WHERE x = a | x]",
    "[x IN [1, 2] | [a, x]]",
    "any(x IN [a, b] WHERE x = 1)",
    "single(x IN [a, b] WHERE x = b)",
    "reduce(s = a, x IN [b, b] | CASE WHEN x = s THEN 1 ELSE x END)",
    "size([a, b] + a)",
};

TEST(TypedAndGeneric, AgreeForEveryOperator) {
  std::uint32_t seed = 1;
  for (const char* text : operators) {
    for (const Kind left : kinds) {
      for (const Kind right : kinds) check(text, left, right, seed++);
      check(text, left, Kind::Generic, seed++);
      check(text, Kind::Generic, left, seed++);
    }
    check(text, Kind::Generic, Kind::Generic, seed++);
  }
}

TEST(TypedAndGeneric, AgreeForEveryFunction) {
  std::uint32_t seed = 1;
  for (const auto functions :
       {string_functions(), number_functions(), list_functions(), conversion_functions()}) {
    for (const FunctionInfo& function : functions) {
      if (!function.deterministic || function.min_arguments > 1 || function.max_arguments < 1) {
        continue;
      }
      const std::string text = std::string(function.name) + "(a)";
      for (const Kind kind : kinds) check(text, kind, Kind::Integer, seed++);
      check(text, Kind::Generic, Kind::Integer, seed++);
    }
  }
  for (const char* text : {"left(a, 1)", "substring(a, 1)", "split(a, 'a')", "replace(a, 'a', b)",
                           "round(a, 1)", "a + toString(b)"}) {
    for (const Kind kind : kinds) check(text, kind, Kind::String, seed++);
  }
}

}  // namespace
}  // namespace normgraph::query::tests
