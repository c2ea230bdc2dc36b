#include "graph/query/key_table.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

std::vector<std::uint32_t> insert(KeyTable& table, const std::vector<Vector>& columns) {
  std::vector<const Vector*> keys;
  for (const Vector& column : columns) keys.push_back(&column);
  std::vector<std::uint32_t> entries;
  table.insert(keys, Selection::all(columns[0].size()), entries);
  return entries;
}

TEST(KeyTable, NumbersRowsInTheOrderTheyCome) {
  KeyTable table(1);
  EXPECT_EQ(insert(table, {Vector::of(std::vector<std::int64_t>{7, 8, 7})}),
            (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(insert(table, {Vector::of(std::vector<std::int64_t>{9, 8})}),
            (std::vector<std::uint32_t>{2, 1}));
  EXPECT_EQ(table.keys(0, 0, 3).value(2).as_integer(), 9);
}

TEST(KeyTable, TakesNullAsAKeyAndOneAsOnePointZero) {
  KeyTable table(1);
  Vector integers = Vector::of(std::vector<std::int64_t>{1, 2, 3});
  integers.set_null(1);
  EXPECT_EQ(insert(table, {integers}), (std::vector<std::uint32_t>{0, 1, 2}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(
      insert(table, {Vector::of(std::vector<Value>{Value::real(1.0), Value(), Value::real(nan),
                                                   Value::string("x"), Value::real(nan)})}),
      (std::vector<std::uint32_t>{0, 1, 3, 4, 3}));
}

TEST(ValueTable, FindsWithoutAdding) {
  ValueTable table;
  std::vector<std::uint32_t> entries;
  table.insert(Vector::of(std::vector<std::int64_t>{4, 7}), Selection::all(2), entries);
  table.find(Vector::of(std::vector<double>{7.0, 7.5}), Selection::all(2), entries);
  EXPECT_EQ(entries, (std::vector<std::uint32_t>{1, ValueTable::not_found}));
  EXPECT_EQ(table.size(), 2u);
}

TEST(KeyTable, TextsAndNumbersTogether) {
  KeyTable table(2);
  const Vector numbers = Vector::of(std::vector<std::int64_t>{1, 1, 2});
  const Vector texts = Vector::of(std::vector<std::string_view>{"a", "b", "a"});
  EXPECT_EQ(insert(table, {numbers, texts}), (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(insert(table, {texts, numbers}), (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_EQ(insert(table, {numbers, texts}), (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(table.keys(0, 2, 2).value(0).as_integer(), 2);
  EXPECT_EQ(table.keys(0, 2, 2).value(1).as_string(), "a");
}

TEST(KeyTable, PairsOfNumbersStayWhatTheyAreWhenOthersCome) {
  KeyTable table(2);
  const Vector nodes = Vector::of(std::vector<NodeId>{1, 2, 1, 1});
  const Vector numbers = Vector::of(std::vector<std::int64_t>{5, 5, 5, 6});
  EXPECT_EQ(insert(table, {nodes, numbers}), (std::vector<std::uint32_t>{0, 1, 0, 2}));
  EXPECT_EQ(table.keys(0, 0, 3).kind(), Vector::Kind::Node);
  EXPECT_EQ(table.keys(1, 1, 2).value(1).as_integer(), 6);
  Vector some = Vector::of(std::vector<std::int64_t>{6, 5});
  some.set_null(1);
  const Vector two = Vector::of(std::vector<NodeId>{1, 1});
  // Nulls and floats turn it generic; what was there is found again.
  EXPECT_EQ(insert(table, {two, some}), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(insert(table, {nodes, Vector::of(std::vector<double>{5.0, 5.5, 6.0, 5.0})}),
            (std::vector<std::uint32_t>{0, 4, 2, 0}));
  EXPECT_EQ(table.keys(0, 0, 5).value(1).as_node(), 2u);
  EXPECT_TRUE(table.keys(1, 3, 1).value(0).is_null());
}

TEST(KeyTable, RowsShowTheValuesWithWhichTheyCame) {
  KeyTable table(2);
  const Vector texts = Vector::of(std::vector<std::string_view>{"a", "b", "a"});
  insert(table, {texts, Vector::of(std::vector<std::int64_t>{1, 1, 1})});
  const auto mixed =
      Vector::of(std::vector<Value>{Value::real(1.0), Value::real(1.0), Value::integer(2)});
  const Vector more = Vector::of(std::vector<std::string_view>{"a", "c", "c"});
  EXPECT_FALSE(insert(table, {more, mixed}).empty());
  EXPECT_EQ(table.size(), 4u);
  EXPECT_FALSE(table.exact());
  const Vector shown = table.keys(1, 0, 4);
  EXPECT_EQ(shown.value(1).type(), Type::Integer);
  EXPECT_EQ(shown.value(2).type(), Type::Float);
  EXPECT_EQ(shown.value(3).as_integer(), 2);
}

TEST(KeyTable, AgreesWithEquivalenceOnRandomRows) {
  std::mt19937 random(7);
  const auto value = [&]() -> Value {
    switch (random() % 5) {
      case 0:
        return Value::integer(static_cast<std::int64_t>(random() % 40));
      case 1:
        return Value::real(static_cast<double>(random() % 40));
      case 2:
        return Value::string(std::string(1, static_cast<char>('a' + random() % 20)));
      case 3:
        return Value::list({Value::integer(static_cast<std::int64_t>(random() % 3))});
      default:
        return {};
    }
  };
  KeyTable table(2);
  std::vector<std::pair<Value, Value>> distinct;
  for (int round = 0; round < 20; ++round) {
    std::vector<Value> left, right;
    for (int i = 0; i < 100; ++i) left.push_back(value()), right.push_back(value());
    const auto entries = insert(table, {Vector::of(left), Vector::of(right)});
    for (std::size_t i = 0; i < left.size(); ++i) {
      std::size_t entry = 0;
      while (entry < distinct.size() && !(equivalent(distinct[entry].first, left[i]) &&
                                          equivalent(distinct[entry].second, right[i]))) {
        ++entry;
      }
      if (entry == distinct.size()) distinct.emplace_back(left[i], right[i]);
      ASSERT_EQ(entries[i], entry);
    }
  }
  EXPECT_EQ(table.size(), distinct.size());
}

}  // namespace
}  // namespace normgraph::query
