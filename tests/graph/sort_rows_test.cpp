// The order that rows are brought into, against a plain stable sort of values.

#include "graph/query/operators/sort_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

using RowNumbers = std::vector<std::uint32_t>;

RowNumbers sorted_plainly(const std::vector<Vector>& keys, const std::vector<bool>& descending,
                          std::size_t size) {
  RowNumbers rows(size);
  std::iota(rows.begin(), rows.end(), 0u);
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const int result = order(keys[i].value(a), keys[i].value(b));
      if (result != 0) return descending[i] ? result > 0 : result < 0;
    }
    return false;
  });
  return rows;
}

void expect_sorted(const std::vector<Vector>& keys, const std::vector<bool>& descending) {
  RowOrder by;
  for (const bool down : descending) by.add(down);
  const std::size_t size = keys.front().size();
  EXPECT_EQ(by.sorted(keys, size, [] {}), sorted_plainly(keys, descending, size));
}

Vector column(const std::vector<Value>& values) {
  Vector result(Vector::Kind::Integer, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) result.set(i, values[i]);
  return result;
}

TEST(SortRows, NumbersFromEndToEndAndNulls) {
  const Vector numbers =
      column({Value::integer(3), Value(), Value::integer(INT64_MIN), Value::integer(INT64_MAX),
              Value::integer(-1), Value(), Value::integer(0), Value::integer(INT64_MAX)});
  expect_sorted({numbers}, {false});
  expect_sorted({numbers}, {true});
}

TEST(SortRows, TextsThatBeginAlike) {
  Vector texts(Vector::Kind::String, 8);
  const char* words[] = {"standards",     "standard", "standardisation", "", "\xc3\xa9",
                         "standards\x01", "zeal",     "standards"};
  for (std::size_t i = 0; i < 8; ++i) texts.set(i, Value::string(words[i]));
  expect_sorted({texts}, {false});
  expect_sorted({texts}, {true});
}

TEST(SortRows, ColumnsOfDifferentTypes) {
  Vector mixed = column({Value::integer(2), Value::string("b"), Value(), Value::real(1.5),
                         Value::boolean(true), Value::list({Value::integer(1)}), Value::real(2.0)});
  expect_sorted({mixed}, {false});
  expect_sorted({mixed}, {true});
}

TEST(SortRows, SeveralKeysOfManyRows) {
  std::mt19937 random(7);
  std::vector<Value> first, second;
  for (int i = 0; i < 5000; ++i) {
    first.push_back(random() % 10 == 0 ? Value() : Value::integer(static_cast<int>(random() % 20)));
    second.push_back(Value::integer(static_cast<int>(random() % 50)));
  }
  for (const bool a : {false, true})
    for (const bool b : {false, true}) expect_sorted({column(first), column(second)}, {a, b});
}

/// Batches of different kinds, with rows left out, come back whole.
TEST(SortRows, RowsStayTogetherOverBatches) {
  PlanNode node;
  node.live = {0, 1};
  Context context;
  const Build build{context, nullptr};
  const Carrier carrier(node, build);
  SortRows rows;
  std::vector<std::string> expected;
  for (int b = 0; b < 3; ++b) {
    Batch batch;
    start_batch(batch, 4);
    Vector numbers(Vector::Kind::Integer, 4), texts(Vector::Kind::String, 4);
    for (int i = 0; i < 4; ++i) {
      const auto row = static_cast<std::size_t>(i);
      numbers.set(row, b == 1 ? Value::real(b * 10 + i) : Value::integer(b * 10 + i));
      texts.set(row, i == 2 ? Value() : Value::string("row " + std::to_string(b * 10 + i)));
    }
    put(batch, 0, numbers);
    put(batch, 1, texts);
    const std::vector<std::uint32_t> wanted = b == 2 ? RowNumbers{1, 3} : RowNumbers{0, 1, 2, 3};
    rows.append(carrier, batch, {numbers}, wanted);
  }
  ASSERT_EQ(rows.size(), 10u);
  Batch turned;
  rows.gather(RowNumbers{9, 6, 5, 0}, turned);
  EXPECT_EQ(turned.columns[0].value(0).as_integer(), 23);
  EXPECT_TRUE(turned.columns[1].is_null(1));
  EXPECT_EQ(turned.columns[0].value(2).as_float(), 11.0);
  EXPECT_EQ(turned.columns[1].value(3).as_string(), "row 0");
  rows.keep(RowNumbers{8, 4});
  Batch kept;
  rows.gather(RowNumbers{1, 0}, kept);
  EXPECT_EQ(kept.columns[1].value(0).as_string(), "row 10");
  EXPECT_EQ(rows.keys()[0].value(0).as_integer(), 21);
}

}  // namespace
}  // namespace normgraph::query
