#include "graph/value/json.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "grammar/error.hpp"

namespace normgraph {
namespace {

std::string json(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string code_of(const std::string& text) {
  try {
    parse_json(text);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(JsonValues, ComeBackAsTheyWent) {
  for (const std::string text : {"null",
                                 "true",
                                 "false",
                                 "0",
                                 "-1",
                                 "9223372036854775807",
                                 "-9223372036854775808",
                                 "1.0",
                                 "-0.5",
                                 "1e+300",
                                 "5e-324",
                                 "-0.0",
                                 R"({"$float":"NaN"})",
                                 R"({"$float":"Infinity"})",
                                 R"({"$float":"-Infinity"})",
                                 R"("")",
                                 R"("a\"b\\c\n\u0001é😀")",
                                 "[]",
                                 "[1,[2.5,null]]",
                                 "{}",
                                 R"({"a":1,"b":{"c":[]}})",
                                 R"({"$map":{"$x":1}})",
                                 R"({"$map":{"$map":{"$map":{"$date":1}}}})",
                                 R"({"$a":1,"$b":2})",
                                 R"({"$map":{"$date":"2026-08-02"},"b":1})",
                                 R"({"$date":"2026-08-02"})",
                                 R"({"$time":"21:40:32+01:00"})",
                                 R"({"$localtime":"21:40:32.5"})",
                                 R"({"$datetime":"2026-08-02T10:00Z"})",
                                 R"({"$localdatetime":"2026-08-02T10:00"})",
                                 R"({"$duration":"P6M"})",
                                 R"({"$period":"2025-Q3"})",
                                 R"({"$stage":"40.20"})",
                                 R"({"$stage":"ISO 40.20"})"})
    EXPECT_EQ(json(parse_json(text)), text);
}

TEST(JsonValues, TellIntegersFromFloats) {
  EXPECT_EQ(parse_json("1").type(), Type::Integer);
  EXPECT_EQ(parse_json("1.0").type(), Type::Float);
  EXPECT_EQ(parse_json("1e0").type(), Type::Float);
  EXPECT_EQ(json(Value::real(1)), "1.0");
  EXPECT_EQ(json(Value::real(1e21)), "1e+21");
  EXPECT_TRUE(std::isnan(parse_json(R"({"$float": "NaN"})").as_float()));
}

TEST(JsonValues, WriteElementsWithTheirContents) {
  const Value node =
      Value::detached_node(7, {.labels = {"A", "B"}, .properties = {{"k", Value::integer(1)}}});
  EXPECT_EQ(json(node), R"({"$node":{"id":7,"labels":["A","B"],"properties":{"k":1}}})");
  const RelationshipRef ref{.id = RelationshipId::of(2, 3), .start = 7, .end = 8};
  const Value relationship = Value::detached_relationship(ref, {.labels = {"T"}, .properties = {}});
  const std::string id = std::to_string((std::uint64_t{2} << 40) + 3);
  const std::string relationship_json =
      R"({"$relationship":{"id":)" + id + R"(,"type":"T","start":7,"end":8,"properties":{}}})";
  EXPECT_EQ(json(relationship), relationship_json);
  const Value path = Value::detached_path({.path = {.nodes = {7, 8}, .relationships = {ref}},
                                           .nodes = {{.labels = {"A"}, .properties = {}}, {}},
                                           .relationships = {{.labels = {"T"}, .properties = {}}}});
  EXPECT_EQ(json(path), R"({"$path":{"nodes":[{"$node":{"id":7,"labels":["A"],"properties":{}}},)"
                        R"({"$node":{"id":8,"labels":[],"properties":{}}}],"relationships":[)" +
                            relationship_json + "]}}");
  EXPECT_EQ(parse_json(json(node)).as_node(), 7u);
  EXPECT_EQ(parse_json(json(relationship)).as_relationship(), ref);
  EXPECT_EQ(parse_json(json(path)).as_path().nodes, (std::vector<NodeId>{7, 8}));
}

TEST(JsonValues, RefuseWhatDoesNotFit) {
  EXPECT_EQ(code_of("9223372036854775808"), "NG1911");
  EXPECT_EQ(code_of("-9223372036854775809"), "NG1911");
  EXPECT_EQ(code_of("[123456789012345678901234567890]"), "NG1911");
  EXPECT_EQ(code_of("1e400"), "NG1911");
  EXPECT_EQ(code_of(std::string(100000, '[')), "NG1912");
  EXPECT_EQ(code_of("{\"a\":" + std::string(300, '[') + std::string(300, ']') + "}"), "NG1912");
  for (const char* text : {"", "{", "[1,]", "nul", "{\"a\" 1}", "'a'", "1 2", "\"\xff\"", "NaN"})
    EXPECT_EQ(code_of(text), "NG1910") << text;
  for (const char* text :
       {R"({"$x": 1})", R"({"$float": "big"})", R"({"$node": 1})", R"({"$node": {"id": -1}})",
        R"({"$relationship": {"id": 1}})", R"({"$path": {"nodes": []}})", R"({"$map": 1})",
        R"({"$date": 1})", R"({"$node": {"id": 4294967295}})"})
    EXPECT_EQ(code_of(text), "NG1913") << text;
  EXPECT_EQ(code_of(R"({"$date": "yesterday"})"), "NG3110");
}

TEST(JsonValues, ReplaceBytesThatAreNoText) {
  EXPECT_EQ(json(Value::string("a\xff\xc3z")), "\"a\uFFFD\uFFFDz\"");
}

}  // namespace
}  // namespace normgraph
