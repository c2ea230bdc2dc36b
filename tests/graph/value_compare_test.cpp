#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "grammar/error.hpp"
#include "graph/value/compare.hpp"
#include "tests/graph/value_support.hpp"

namespace normgraph {
namespace {

const Value null;
Value real(double d) { return Value::real(d); }
template <class... V>
Value list(V... v) {
  return Value::list({v...});
}
const Value nan = Value::real(std::nan(""));

TEST(Truth, FollowsThreeValuedLogic) {
  using enum Truth;
  EXPECT_EQ(True && Null, Null);
  EXPECT_EQ(False && Null, False);
  EXPECT_EQ(True || Null, True);
  EXPECT_EQ(False || Null, Null);
  EXPECT_EQ(!Null, Null);
  EXPECT_EQ(!True, False);
}

TEST(Equals, ComparesNumbersExactly) {
  EXPECT_EQ(equals(integer(1), real(1.0)), Truth::True);
  // 2^53 + 1 is not a double; rounding it would make these equal.
  EXPECT_EQ(equals(integer(9'007'199'254'740'993), real(9'007'199'254'740'992.0)), Truth::False);
  EXPECT_EQ(equals(integer(INT64_MAX), real(0x1p63)), Truth::False);
  EXPECT_EQ(less(integer(INT64_MAX), real(0x1p63)), Truth::True);
  EXPECT_EQ(equals(integer(INT64_MIN), real(-0x1p63)), Truth::True);
  EXPECT_EQ(less(real(-std::numeric_limits<double>::infinity()), integer(INT64_MIN)), Truth::True);
  EXPECT_EQ(less(integer(-1), real(-0.5)), Truth::True);
  EXPECT_EQ(equals(real(0.0), real(-0.0)), Truth::True);
  EXPECT_EQ(equals(nan, nan), Truth::False);
}

TEST(Equals, IsUnknownOnlyWhereNullDecides) {
  EXPECT_EQ(equals(null, null), Truth::Null);
  EXPECT_EQ(equals(list(null), list(null)), Truth::Null);
  EXPECT_EQ(equals(list(integer(1), null), list(integer(2), null)), Truth::False);
  EXPECT_EQ(equals(list(null), list(null, null)), Truth::False);
  EXPECT_EQ(equals(list(null), integer(1)), Truth::False);
  const Value a = Value::map({{"a", null}, {"b", integer(1)}});
  EXPECT_EQ(equals(a, a), Truth::Null);
  EXPECT_EQ(equals(a, Value::map({{"a", null}, {"b", integer(2)}})), Truth::False);
  EXPECT_EQ(equals(a, Value::map({{"a", null}, {"c", integer(1)}})), Truth::False);
}

TEST(Equals, ComparesElementsById) {
  EXPECT_EQ(equals(Value::node(1), Value::detached_node(1, {{"A"}, {}})), Truth::True);
  EXPECT_EQ(equals(Value::node(1), Value::node(2)), Truth::False);
  const RelationshipRef r{RelationshipId::of(1, 5), 1, 2}, s{RelationshipId::of(2, 5), 1, 2};
  EXPECT_EQ(equals(Value::path({{1, 2}, {r}}), Value::path({{1, 2}, {r}})), Truth::True);
  EXPECT_EQ(equals(Value::path({{1, 2}, {r}}), Value::path({{1, 2}, {s}})), Truth::False);
}

TEST(Less, IsUnknownAcrossTypesAndFalseForNaN) {
  EXPECT_EQ(less(integer(1), string("a")), Truth::Null);
  EXPECT_EQ(less(nan, integer(1)), Truth::False);
  EXPECT_EQ(less_or_equal(nan, nan), Truth::False);
  EXPECT_EQ(less(nan, string("a")), Truth::Null);
  EXPECT_EQ(less(Value::boolean(false), Value::boolean(true)), Truth::True);
  EXPECT_EQ(less(string("a"), string("aa")), Truth::True);
  EXPECT_EQ(less(Value::node(1), Value::node(2)), Truth::Null);
}

TEST(Less, ComparesListsByTheFirstDifference) {
  EXPECT_EQ(less(list(integer(1)), list(integer(1), null)), Truth::True);
  EXPECT_EQ(less(list(integer(1), integer(2)), list(integer(1), null)), Truth::Null);
  EXPECT_EQ(less(list(integer(1), integer(2)), list(integer(3), null)), Truth::True);
  EXPECT_EQ(less_or_equal(list(integer(1)), list(real(1.0))), Truth::True);
}

TEST(Order, RanksTypesAsDocumented) {
  const std::vector<Value> ascending = {Value::map({}),
                                        Value::node(0),
                                        Value::relationship({}),
                                        list(),
                                        list(integer(1)),
                                        list(string("a")),
                                        Value::path({{1}, {}}),
                                        Value::date_time({}),
                                        Value::local_date_time({}),
                                        Value::date({}),
                                        Value::time({}),
                                        Value::local_time({}),
                                        Value::duration({}),
                                        Value::stage({4020, Stage::Scheme::Cen}),
                                        string(""),
                                        string("b"),
                                        Value::boolean(false),
                                        Value::boolean(true),
                                        real(-std::numeric_limits<double>::infinity()),
                                        integer(1),
                                        real(1.5),
                                        real(std::numeric_limits<double>::infinity()),
                                        nan,
                                        null};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      const int c = order(ascending[i], ascending[j]);
      // In lists of different types the order of the entries' types decides.
      if (i == 4 && j == 5)
        EXPECT_GT(c, 0);
      else if (i == 5 && j == 4)
        EXPECT_LT(c, 0);
      else
        EXPECT_EQ(c < 0, i < j) << i << " " << j;
      EXPECT_EQ(c == 0, i == j) << i << " " << j;
    }
  }
}

/// Small random values of every type, close enough together that many are equal.
class ValueGenerator {
 public:
  explicit ValueGenerator(unsigned seed) : random_(seed) {}
  Value value(int depth = 0) {
    switch (pick(depth < 2 ? 16 : 13)) {
      case 0:
        return {};
      case 1:
        return Value::boolean(pick(2) == 1);
      case 2:
        return integer(pick(4));
      case 3:
        return real(pick(4) * 0.5);
      case 4:
        return pick(2) == 1 ? nan : integer(INT64_MAX - pick(2));
      case 5:
        return real(pick(2) == 1 ? 0x1p63 : -0.0);
      case 6:
        return string(pick(2) == 1 ? "a" : "b");
      case 7:
        return Value::date({pick(3)});
      case 8:
        return Value::time({pick(2) * 3'600'000'000'000, pick(2) * 3600});
      case 9:
        return Value::duration({pick(2), pick(2), pick(3), 0});
      case 10:
        return period();
      case 11:
        return Value::node(static_cast<NodeId>(pick(3)));
      case 12:
        return Value::date_time({pick(2), 0, {pick(2) * 3600}});
      case 13:
        return Value::map({{pick(2) == 1 ? "a" : "b", value(depth + 1)}});
      default:
        break;
    }
    List entries;
    for (int i = pick(3); i > 0; --i) entries.push_back(value(depth + 1));
    return Value::list(std::move(entries));
  }

 private:
  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  Value period() {
    Period p;
    p.first = pick(3);
    p.last = p.first + pick(2);
    p.approximate = p.last_approximate = pick(4) == 0;
    return Value::period(p);
  }
  std::mt19937 random_;
};

TEST(Order, IsTotalAndAgreesWithEquivalenceAndHash) {
  ValueGenerator generator(42);
  std::vector<Value> values;
  for (int i = 0; i < 300; ++i) values.push_back(generator.value());
  for (const Value& a : values) {
    EXPECT_EQ(order(a, a), 0);
    for (const Value& b : values) {
      const int c = order(a, b);
      ASSERT_EQ(c<0, order(b, a)> 0);
      ASSERT_EQ(c == 0, equivalent(a, b));
      if (c == 0) {
        ASSERT_EQ(hash(a), hash(b));
      }
      if (equals(a, b) == Truth::True) {
        ASSERT_EQ(c, 0);
      }
      for (int k = 0; k < 30; ++k) {
        const Value& x = values[static_cast<std::size_t>(k) * 10];
        if (c <= 0 && order(b, x) <= 0) {
          ASSERT_LE(order(a, x), 0);
        }
      }
    }
  }
}

TEST(Map, SortsKeysAndKeepsTheLastOfEqualOnes) {
  const Value m = Value::map({{"b", integer(1)}, {"a", integer(2)}, {"b", integer(3)}});
  ASSERT_EQ(m.as_map().size(), 2u);
  EXPECT_EQ(find(m.as_map(), "b")->as_integer(), 3);
  EXPECT_EQ(find(m.as_map(), "c"), nullptr);
}

TEST(Nesting, EndsWithAnErrorInsteadOfOverflowingTheStack) {
  Value v;
  int levels = 0;
  try {
    for (;; ++levels) v = levels % 2 == 0 ? Value::list({v}) : Value::map({{"a", v}});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::Limit);
  }
  EXPECT_EQ(levels, Value::max_nesting);
}

TEST(Nesting, CountsSharedEntriesAsOftenAsTheyOccur) {
  Value v;
  int levels = 0;
  try {
    for (;; ++levels) v = Value::list({v, v});
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG6021");
  }
  EXPECT_EQ(levels, 26);  // 2^27 - 2 entries; twice as many are too many
}

TEST(Storable, AllowsAtomsAndListsOfThem) {
  EXPECT_TRUE(is_storable(integer(1)));
  EXPECT_TRUE(is_storable(list(string("a"))));
  EXPECT_FALSE(is_storable(Value::map({})));
  EXPECT_FALSE(is_storable(list(list())));
  EXPECT_FALSE(is_storable(Value::node(1)));
}

}  // namespace
}  // namespace normgraph
