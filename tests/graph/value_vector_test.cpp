#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

#include "graph/value/compare.hpp"
#include "graph/value/vector.hpp"

namespace normgraph {
namespace {

std::vector<Value> rows_of(const Vector& v) {
  std::vector<Value> rows;
  for (std::size_t i = 0; i < v.size(); ++i) rows.push_back(v.value(i));
  return rows;
}

bool same(const Vector& v, const std::vector<Value>& expected) {
  return equivalent(Value::list(rows_of(v)), Value::list(expected));
}

Value number(std::int64_t i) { return Value::integer(i); }

TEST(Vector, StartsWithNulls) {
  const Vector v(Vector::Kind::Integer, 2);
  EXPECT_TRUE(same(v, {Value(), Value()}));
}

TEST(Vector, ConstantAnswersEveryRowAndSpreadsWhenOneIsSet) {
  Vector v = Vector::constant(number(7), 3);
  EXPECT_EQ(v.stored(), 1u);
  EXPECT_EQ(v.kind(), Vector::Kind::Integer);
  v.set(1, number(8));
  EXPECT_TRUE(same(v, {number(7), number(8), number(7)}));
  EXPECT_TRUE(same(Vector::constant(Value(), 2), {Value(), Value()}));
}

TEST(Vector, TurnsGenericForAValueOfAnotherType) {
  Vector v = Vector::of(std::vector<std::int64_t>{1, 2});
  v.set(0, Value::string("a"));
  EXPECT_EQ(v.kind(), Vector::Kind::Generic);
  EXPECT_TRUE(same(v, {Value::string("a"), number(2)}));
}

TEST(Vector, KeepsTheStringsItWasGiven) {
  Vector copy;
  {
    Vector v(Vector::Kind::String, 1);
    v.set(0, Value::string(std::string(100, 'x')));
    const std::uint32_t rows[] = {0, 0};
    copy = v.gather(rows);
    v.set(0, Value::string("other"));
  }
  const Value long_text = Value::string(std::string(100, 'x'));
  EXPECT_TRUE(same(copy, {long_text, long_text}));
}

TEST(Vector, GathersRowsAndNulls) {
  Vector v = Vector::of(std::vector<std::int64_t>{10, 11, 12});
  v.set_null(1);
  const std::uint32_t rows[] = {2, 1, 0, 2};
  EXPECT_TRUE(same(v.gather(rows), {number(12), Value(), number(10), number(12)}));
  EXPECT_TRUE(same(Vector::constant(number(5), 9).gather(rows), std::vector<Value>(4, number(5))));
}

TEST(Vector, AppendsAllCombinationsOfKindsAndConstants) {
  Vector integers = Vector::of(std::vector<std::int64_t>{1});
  Vector with_null(Vector::Kind::Integer, 1);
  const Vector constant = Vector::constant(number(3), 2);
  const Vector strings = Vector::constant(Value::string("s"), 1);
  integers.append(with_null);
  integers.append(constant);
  EXPECT_EQ(integers.kind(), Vector::Kind::Integer);
  integers.append(strings);
  integers.append(Vector::of(std::vector<double>{0.5}));
  EXPECT_TRUE(same(
      integers, {number(1), Value(), number(3), number(3), Value::string("s"), Value::real(0.5)}));
  Vector twice = Vector::of(std::vector<NodeId>{4, 5});
  twice.append(twice);
  EXPECT_TRUE(same(twice, {Value::node(4), Value::node(5), Value::node(4), Value::node(5)}));
  Vector empty;
  empty.append(constant);
  EXPECT_TRUE(same(empty, {number(3), number(3)}));
}

TEST(Vector, ResizesWithNulls) {
  Vector v = Vector::of(std::vector<std::int64_t>{1, 2});
  v.resize(3);
  EXPECT_TRUE(same(v, {number(1), number(2), Value()}));
  v.resize(1);
  EXPECT_TRUE(same(v, {number(1)}));
  Vector constant = Vector::constant(number(1), 2);
  constant.resize(3);
  EXPECT_TRUE(same(constant, {number(1), number(1), Value()}));
}

TEST(Vector, HoldsOwnersAlive) {
  auto owner = std::make_shared<std::string>("bytes");
  std::weak_ptr<std::string> watch = owner;
  Vector kept;
  {
    Vector v = Vector::of(std::vector<std::string_view>{*owner});
    v.keep(std::move(owner));
    kept.append(v);
  }
  EXPECT_FALSE(watch.expired());
  EXPECT_TRUE(same(kept, {Value::string("bytes")}));
}

}  // namespace
}  // namespace normgraph
