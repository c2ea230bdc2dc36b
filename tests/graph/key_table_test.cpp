#include "graph/query/key_table.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <tuple>

#include "graph/query/aggregate/pair_set.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/text.hpp"

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

/// Numbers that lie close together, that then do not, and that are then no numbers any more.
TEST(ValueTable, NumbersAreFoundWhereverTheyLie) {
  std::mt19937_64 random(11);
  ValueTable table;
  std::map<std::int64_t, std::uint32_t> known;
  std::optional<std::uint32_t> null;
  for (int batch = 0; batch < 400; ++batch) {
    const bool far = batch % 100 > 90, constant = batch % 7 == 3;
    std::vector<std::int64_t> numbers(constant ? 1 : 100);
    for (std::int64_t& number : numbers)
      number = static_cast<std::int64_t>(random() % (far ? 1'000'000'000 : 30'000)) -
               (batch > 200 && far ? 1000 : 0);
    Vector values = constant ? Vector::constant(Value::integer(numbers[0]), 50)
                             : Vector::of(std::vector<std::int64_t>(numbers));
    if (batch == 50 || batch == 300) values.set_null(5);
    std::vector<std::uint32_t> entries;
    table.insert(values, Selection::all(values.size()), entries);
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values.is_null(row)) {
        if (!null) null = entries[row];
        EXPECT_EQ(entries[row], *null);
        continue;
      }
      const std::int64_t number = numbers[constant ? 0 : row];
      const auto [found, is_new] = known.try_emplace(number, entries[row]);
      ASSERT_EQ(entries[row], found->second) << "batch " << batch << " number " << number;
    }
    ASSERT_EQ(table.size(), known.size() + (null ? 1 : 0));
  }
  std::vector<std::uint32_t> entries;
  table.insert(Vector::of(std::vector<Value>{
                   Value::string("x"), Value::real(static_cast<double>(known.begin()->first))}),
               Selection::all(2), entries);
  EXPECT_EQ(entries[0], known.size() + 1) << "after the numbers and null";
  EXPECT_EQ(entries[1], known.begin()->second);
}

TEST(ValueTable, FindsNumbersThatLieClose) {
  ValueTable table;
  std::vector<std::int64_t> numbers(2000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(2 * i);
  std::vector<std::uint32_t> entries;
  for (int again = 0; again < 2; ++again)
    table.insert(Vector::of(std::vector<std::int64_t>(numbers)), Selection::all(numbers.size()),
                 entries);
  table.find(Vector::of(std::vector<Value>{Value::integer(8), Value::integer(9), Value::real(10.0),
                                           Value::real(10.5), Value::string("8"), Value(),
                                           Value::integer(-2), Value::integer(5'000'000)}),
             Selection::all(8), entries);
  constexpr std::uint32_t none = ValueTable::not_found;
  EXPECT_EQ(entries, (std::vector<std::uint32_t>{4, none, 5, none, none, none, none, none}));
}

TEST(ValueTable, ListsOfTextsLookLikeThemselves) {
  ValueTable table;
  std::vector<std::uint32_t> entries;
  const Value texts = Value::list({Value::string("a"), Value::string("b")});
  table.insert(Vector::of(std::vector<Value>{texts, texts, Value()}), Selection::all(3), entries);
  EXPECT_EQ(entries, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_TRUE(table.exact());
  table.insert(Vector::of(std::vector<Value>{Value::list({Value::integer(1)})}), Selection::all(1),
               entries);
  EXPECT_FALSE(table.exact());
}

/// Rows of several columns, close together and far apart, with kinds that change on the way.
TEST(KeyTable, RowsAreFoundWhereverTheyLie) {
  std::mt19937_64 random(23);
  static constexpr std::string_view words[] = {"draft", "vote", "final", "gone", "new"};
  for (int round = 0; round < 12; ++round) {
    KeyTable table(round % 2 == 0 ? 2 : 3);
    std::map<std::string, std::uint32_t> known;
    for (int batch = 0; batch < 60; ++batch) {
      const bool far = batch % 20 == 19, wide = batch > 30 && round % 3 == 0;
      const std::size_t rows = 50 + random() % 300;
      std::vector<std::int64_t> numbers(rows), others(rows);
      std::vector<std::string_view> texts(rows);
      for (std::size_t i = 0; i < rows; ++i) {
        numbers[i] = static_cast<std::int64_t>(random() % (wide ? 100'000 : 30)) - 10;
        others[i] =
            far ? static_cast<std::int64_t>(random()) : static_cast<std::int64_t>(random() % 12);
        texts[i] = words[random() % std::size(words)];
      }
      std::vector<Vector> columns;
      columns.push_back(Vector::of(std::move(numbers)));
      columns.push_back(Vector::of(std::move(texts)));
      if (round % 2 == 1) columns.push_back(Vector::of(std::move(others)));
      if (round % 4 == 3 && batch == 40)
        columns[0] = Vector::of(std::vector<Value>(rows, Value::string("text")));
      if (batch == 25) columns[1].set_null(3);
      const std::vector<std::uint32_t> entries = insert(table, columns);
      for (std::size_t i = 0; i < rows; ++i) {
        std::string key;
        for (const Vector& column : columns) key += to_literal(column.value(i)) + "|";
        const auto [found, is_new] =
            known.try_emplace(key, static_cast<std::uint32_t>(known.size()));
        ASSERT_EQ(entries[i], found->second) << "round " << round << " batch " << batch << key;
      }
    }
    ASSERT_EQ(table.size(), known.size());
    for (const auto& [key, entry] : known) {
      std::string shown;
      for (std::size_t c = 0; c < table.columns(); ++c)
        shown += to_literal(table.keys(c, entry, 1).value(0)) + "|";
      ASSERT_EQ(shown, key);
    }
  }
}

TEST(PairSet, IsASetWhateverItsForm) {
  std::mt19937_64 random(5);
  for (const auto& [numbers, groups, later] : {std::tuple{50'000, 3, 3},
                                               {50'000, 3, 100'000},
                                               {1'000'000'000, 5, 5},
                                               {2'000, 1, 40},
                                               {300, 300, 300}}) {
    PairSet set;
    std::set<std::pair<std::int64_t, std::uint32_t>> known;
    bool dense = false;
    for (int batch = 0; batch < 60; ++batch) {
      std::vector<std::int64_t> values(1000);
      std::vector<std::uint32_t> rows(values.size()), of(values.size());
      for (std::uint32_t i = 0; i < rows.size(); ++i) {
        values[i] = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(numbers));
        rows[i] = i;
        of[i] = static_cast<std::uint32_t>(random() %
                                           static_cast<std::uint64_t>(batch < 40 ? groups : later));
      }
      std::vector<std::uint32_t> wanted;
      for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (known.emplace(values[i], of[i]).second) wanted.push_back(i);
      set.keep_new(rows, of, [&](std::size_t i) { return values[i]; });
      ASSERT_EQ(rows, wanted);
      dense = dense || set.dense();
    }
    EXPECT_EQ(dense, numbers <= 50'000) << numbers;
    EXPECT_EQ(set.size(), known.size());
    std::size_t visited = 0;
    set.for_each([&](std::int64_t number, std::uint32_t group) {
      ++visited;
      EXPECT_TRUE(known.contains({number, group}));
    });
    EXPECT_EQ(visited, known.size());
  }
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
