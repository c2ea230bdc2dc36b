#include "repl/machine_protocol.hpp"

#include <gtest/gtest.h>

namespace normgraph::repl {
namespace {

class MachineProtocolTest : public testing::Test {
 protected:
  std::string ask(const std::string& line) { return protocol_.answer(line); }
  bool ask_has(const std::string& line, const std::string& part) {
    const std::string answer = ask(line);
    EXPECT_NE(answer.find(part), std::string::npos) << answer;
    return answer.find(part) != std::string::npos;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  MachineProtocol protocol_{database_, Options{}};
};

constexpr const char* no_changes =
    R"("stats":{"nodesCreated":0,"nodesDeleted":0,"relationshipsCreated":0,)"
    R"("relationshipsDeleted":0,"propertiesSet":0,"labelsAdded":0,"labelsRemoved":0})";

TEST_F(MachineProtocolTest, AnswersRowsInOrder) {
  EXPECT_EQ(ask(R"({"id": 1, "statement": "RETURN 1 AS a, 2.0 AS b, 'x' AS c"})"),
            std::string(R"({"id":1,"columns":["a","b","c"],"rows":[[1,2.0,"x"]],)") + no_changes +
                R"(,"warnings":[]})");
}

TEST_F(MachineProtocolTest, CountsWhatAStatementChanged) {
  ask_has(R"j({"statement": "CREATE (:A {x: 1})-[:T]->(:B)"})j",
          R"({"columns":[],"rows":[],"stats":{"nodesCreated":2,"nodesDeleted":0,)"
          R"("relationshipsCreated":1,"relationshipsDeleted":0,"propertiesSet":1,"labelsAdded":2,)"
          R"("labelsRemoved":0})");
  ask_has(R"({"statement": "MATCH (a:A) RETURN a"})",
          R"("rows":[[{"$node":{"id":0,"labels":["A"],"properties":{"x":1}}}]])");
}

TEST_F(MachineProtocolTest, EchoesAnyId) {
  for (const char* id : {"7", "\"seven\"", "null", "[1,{\"a\":2.5}]"})
    ask_has(std::string(R"({"id": )") + id + R"(, "statement": "RETURN 1"})",
            std::string(R"({"id":)") + id + ",");
  EXPECT_EQ(ask(R"({"statement": "RETURN 1"})").find("\"id\""), std::string::npos);
}

TEST_F(MachineProtocolTest, TakesParametersOfEveryForm) {
  ask_has(R"({"statement": "RETURN $x + 1 AS y, $d AS d",)"
          R"( "params": {"x": 1, "d": {"$date": "2026-08-02"}}})",
          R"([[2,{"$date":"2026-08-02"}]])");
  ask_has(R"({"statement": "RETURN $m.`$x` AS y", "params": {"m": {"$map": {"$x": 5}}}})", "[[5]]");
}

TEST_F(MachineProtocolTest, GoesOnAfterErrors) {
  const std::string error = ask(R"({"id": 4, "statement": "RETURN x"})");
  EXPECT_NE(error.find(R"({"id":4,"error":{"code":"NG2)"), std::string::npos) << error;
  EXPECT_NE(error.find(R"("class":"SyntaxError","phase":"compile time")"), std::string::npos);
  EXPECT_NE(error.find(R"("detail":"UndefinedVariable")"), std::string::npos);
  EXPECT_NE(error.find(R"("line":1,"column":8,"length":1,"hints":[)"), std::string::npos) << error;
  ask_has("{\"statement\": \"RETURN 1\"}", "[[1]]");
}

TEST_F(MachineProtocolTest, SaysWhatIsWrongWithARequest) {
  ask_has("not json", R"("detail":"MalformedJson")");
  ask_has("[1]", R"("detail":"InvalidRequest")");
  ask_has(R"({"id": 1})", R"({"id":1,"error":)");
  ask_has(R"({"id": 1, "statment": "RETURN 1"})", "did you mean statement?");
  ask_has(R"({"statement": 5})", R"("detail":"InvalidRequest")");
  ask_has(R"({"statement": "RETURN 1", "params": []})", R"("detail":"InvalidRequest")");
  ask_has(R"({"statement": "RETURN $x", "params": {"x": 9223372036854775808}})",
          R"("detail":"NumberOutOfRange")");
  ask_has(std::string(500, '['), R"("detail":"NestingTooDeep")");
  ask_has(R"({"statement": "RETURN 1; RETURN 2"})", R"("class":"SyntaxError")");
  ask_has(R"({"statement": ""})", "error");
  ask_has(R"({"procedure": {"signature": 1}})", R"("detail":"InvalidRequest")");
  ask_has(
      R"j({"procedure": {"signature": "p() :: (a :: INTEGER?)", "columns": ["a"], "rows": [[]]}})j",
      R"("detail":"InvalidRequest")");
}

TEST_F(MachineProtocolTest, ResetsAGraphInMemory) {
  ask(R"j({"statement": "CREATE (:A)"})j");
  ask(R"({"statement": "BEGIN"})");
  EXPECT_EQ(ask(R"({"id": 2, "reset": true})"), R"({"id":2,"ok":true})");
  ask_has(R"({"statement": "MATCH (n) RETURN count(n) AS c"})", "[[0]]");
  ask_has(R"({"statement": "CREATE (n:B) RETURN n"})", R"("id":0)");
}

TEST_F(MachineProtocolTest, DefinesProcedures) {
  EXPECT_EQ(ask(R"({"procedure": {"signature": )"
                R"j("test.my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?)", )j"
                R"("columns": ["name", "id", "city"], )"
                R"("rows": [["Ann", 1, "Berlin"], ["Bo", 2, "Oslo"]]}})"),
            R"({"ok":true})");
  ask_has(R"j({"statement": "CALL test.my.proc('Ann', 1) YIELD city RETURN city"})j",
          R"([["Berlin"]])");
}

TEST_F(MachineProtocolTest, ServesVeryLongLines) {
  const std::string text(5'000'000, 'x');
  ask_has(R"({"statement": "RETURN size($t) AS n", "params": {"t": ")" + text + "\"}}",
          "[[5000000]]");
}

TEST_F(MachineProtocolTest, RefusesElementsThatDoNotExist) {
  const std::string no_node = R"("params": {"n": {"$node": {"id": 12345}}}})";
  ask_has(R"({"statement": "RETURN $n.x", )" + no_node, R"("class":"EntityNotFound")");
  ask_has(R"({"statement": "RETURN 1", )" + no_node, R"("class":"EntityNotFound")");
}

TEST_F(MachineProtocolTest, TakesElementsThatItGave) {
  ask(R"j({"statement": "CREATE (:A {x: 1})-[:T {y: 2}]->(:B)"})j");
  ask_has(
      R"j({"statement": "WITH $n AS n MATCH (n)-->(m) RETURN n.x, labels(m)", "params": {"n": {"$node": {"id": 0}}}})j",
      R"([[1,["B"]]])");
  const auto with_relationship = [](const std::string& ends) {
    return R"j({"statement": "RETURN $r.y, type($r)", "params": {"r": {"$relationship": {"id": 0, )j" +
           ends + "}}}}";
  };
  ask_has(with_relationship(R"("start": 0, "end": 1)"), R"([[2,"T"]])");
  ask_has(with_relationship(R"("start": 1, "end": 0)"), R"("class":"EntityNotFound")");
}

}  // namespace
}  // namespace normgraph::repl
