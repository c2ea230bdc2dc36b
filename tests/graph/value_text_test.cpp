#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>

#include "grammar/error.hpp"
#include "graph/value/temporal/civil.hpp"
#include "graph/value/text.hpp"

namespace normgraph {
namespace {

TEST(Text, WritesFloatsSoThatTheyReadBackAsFloats) {
  EXPECT_EQ(float_text(1.0), "1.0");
  EXPECT_EQ(float_text(-0.0), "-0.0");
  EXPECT_EQ(float_text(0.1), "0.1");
  EXPECT_EQ(float_text(100000.0), "100000.0");
  EXPECT_EQ(float_text(1e22), "1e22");
  EXPECT_EQ(float_text(1.5e-7), "1.5e-7");
  EXPECT_EQ(float_text(5e-324), "5e-324");
  EXPECT_EQ(float_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(float_text(-std::numeric_limits<double>::infinity()), "-Infinity");
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double d = std::bit_cast<double>(random());
    if (d != d) continue;
    ASSERT_EQ(std::strtod(float_text(d).c_str(), nullptr), d);
  }
}

TEST(Text, QuotesStringsOnlyInside) {
  const Value s = Value::string("it's");
  EXPECT_EQ(to_text(s), "it's");
  EXPECT_EQ(to_literal(s), "'it\\'s'");
  EXPECT_EQ(to_text(Value::list({s, Value(), Value::integer(1)})), "['it\\'s', null, 1]");
  EXPECT_EQ(to_text(Value::map({{"a", s}, {"b c", Value::real(2)}})), "{a: 'it\\'s', `b c`: 2.0}");
}

TEST(Text, WritesElementsWithTheirContents) {
  const ElementRecord a{{"Article"}, {{"number", Value::string("9")}}};
  const RelationshipRef cites{RelationshipId::of(0, 3), 2, 1};
  EXPECT_EQ(to_text(Value::detached_node(1, a)), "(:Article {number: '9'})");
  EXPECT_EQ(to_text(Value::node(12)), "(#12)");
  EXPECT_EQ(to_text(Value::detached_relationship(cites, {{"CITES"}, {}})), "[:CITES]");
  EXPECT_EQ(to_text(Value::detached_path({{{1, 2}, {cites}}, {a, {{}, {}}}, {{{"CITES"}, {}}}})),
            "(:Article {number: '9'})<-[:CITES]-()");
  EXPECT_EQ(to_text(Value::path({{1, 2}, {cites}})), "(#1)<-[#3]-(#2)");
}

TEST(Text, WritesTemporalValuesCanonically) {
  EXPECT_EQ(to_text(Value::date({days_of(2015, 7, 21)})), "2015-07-21");
  EXPECT_EQ(to_text(Value::date({days_of(-1, 1, 1)})), "-0001-01-01");
  EXPECT_EQ(to_text(Value::date({days_of(999'999'999, 12, 31)})), "+999999999-12-31");
  EXPECT_EQ(to_text(Value::local_time({0})), "00:00");
  EXPECT_EQ(to_text(Value::local_time({61'500'000'000})), "00:01:01.5");
  EXPECT_EQ(to_text(Value::local_time({60'000'000'001})), "00:01:00.000000001");
  EXPECT_EQ(to_text(Value::time({0, -3600})), "00:00-01:00");
  EXPECT_EQ(to_text(Value::time({0, 3208})), "00:00+00:53:28");
  EXPECT_EQ(to_text(Value::local_date_time({-1, 5})), "1969-12-31T23:59:59.000000005");
  EXPECT_EQ(to_text(Value::date_time({0, 0, {7200}})), "1970-01-01T02:00+02:00");
  EXPECT_EQ(to_text(Value::duration({14, -3, -1, 999'999'999})), "P1Y2M-3DT-0.000000001S");
  EXPECT_EQ(to_text(Value::duration({-14, 0, 3661, 0})), "P-1Y-2MT1H1M1S");
  EXPECT_EQ(to_text(Value::duration({})), "PT0S");
}

TEST(ToString, TakesScalarsOnly) {
  EXPECT_EQ(to_string_value(Value::boolean(true)).as_string(), "true");
  EXPECT_EQ(to_string_value(Value::real(2.3)).as_string(), "2.3");
  EXPECT_EQ(to_string_value(Value::string("apa")).as_string(), "apa");
  EXPECT_EQ(to_string_value(Value::stage({4020, Stage::Scheme::Cen})).as_string(), "40.20");
  EXPECT_TRUE(to_string_value(Value()).is_null());
  for (const Value& v : {Value::list({}), Value::map({}), Value::node(1)}) {
    try {
      to_string_value(v);
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.error_class, "TypeError");
      EXPECT_EQ(error.detail, "InvalidArgumentValue");
      EXPECT_EQ(error.phase, "runtime");
    }
  }
}

}  // namespace
}  // namespace normgraph
