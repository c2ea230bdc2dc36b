#include <gtest/gtest.h>

#include "repl/mcp/server.hpp"

namespace normgraph::repl {
namespace {

class Mcp : public testing::Test {
 protected:
  void SetUp() override { database_.session()->run("CREATE (:A {x: 1}), (:A {x: 2})"); }

  std::string ask(const std::string& line) { return server_.answer(line); }
  /// The answer to a call of run_statement with these arguments.
  std::string run(const std::string& arguments) {
    return ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_statement",)"
               R"("arguments":)" +
               arguments + "}}");
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  McpServer server_{database_, Options{}};
};

constexpr const char* initialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":)";

TEST_F(Mcp, AgreesOnAVersion) {
  EXPECT_TRUE(has(ask(std::string(initialize) + R"("2025-03-26"}})"),
                  R"({"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-03-26",)"));
  EXPECT_TRUE(
      has(ask(std::string(initialize) + R"("1999-01-01"}})"), R"("protocolVersion":"2025-11-25")"));
  EXPECT_TRUE(has(ask(std::string(initialize) + "5}}"), "-32602"));
}

TEST_F(Mcp, ListsItsTools) {
  const std::string list = ask(R"({"jsonrpc":"2.0","id":"a","method":"tools/list"})");
  for (const char* name : {"run_statement", "list_schema", "list_saved_statements"})
    EXPECT_TRUE(has(list, std::string("\"name\":\"") + name + "\"")) << list;
  EXPECT_TRUE(has(list, R"("readOnlyHint":true)"));
}

TEST_F(Mcp, RunsAStatementWithParameters) {
  const std::string answer =
      run(R"({"statement":"MATCH (a:A) WHERE a.x > $least RETURN a.x AS x","params":{"least":1}})");
  EXPECT_TRUE(has(answer, R"("structuredContent":{"columns":["x"],"rows":[[2]],)")) << answer;
  EXPECT_TRUE(has(answer, R"("isError":false)"));
  EXPECT_TRUE(has(answer, R"(| x |)")) << answer;
}

TEST_F(Mcp, TakesADay) {
  EXPECT_TRUE(has(run(R"({"statement":"RETURN date() AS d","today":"2026-11-21"})"), "2026-11-21"));
  EXPECT_TRUE(has(run(R"({"statement":"RETURN date() AS d","as_of":"2025-01-02"})"), "2025-01-02"));
  EXPECT_TRUE(has(run(R"({"statement":"RETURN 1","today":"soon"})"),
                  R"("error":{"code":-32602,"message":"'today' is a day such as 2026-08-02"})"));
}

TEST_F(Mcp, GivesTheFirstRowsOfMany) {
  const std::string answer =
      run(R"({"statement":"UNWIND range(1, 5) AS x RETURN x","max_rows":2})");
  EXPECT_TRUE(has(answer, R"("rows":[[1],[2]])")) << answer;
  EXPECT_TRUE(has(answer, "only the first 2 of 5 rows")) << answer;
  EXPECT_TRUE(has(run(R"({"statement":"RETURN 1","max_rows":0})"), "-32602"));
}

TEST_F(Mcp, AStatementThatFailsIsAResult) {
  const std::string answer = run(R"({"statement":"MATCH (a) RETRUN a"})");
  EXPECT_TRUE(has(answer, R"("isError":true)")) << answer;
  EXPECT_TRUE(has(answer, "did you mean RETURN?")) << answer;
  EXPECT_TRUE(has(ask(R"({"jsonrpc":"2.0","id":2,"method":"ping"})"), R"("result":{})"));
}

TEST_F(Mcp, WritesNoFiles) {
  for (const char* statement : {"EXPORT INTO '/nowhere/x.jsonl'", "LOAD '/nowhere/x.csv'",
                                "RETURN 1 INTO '/nowhere/x.csv'"})
    EXPECT_TRUE(has(run(std::string(R"({"statement":")") + statement + "\"}"), "only reads"))
        << statement;
}

TEST_F(Mcp, SaysWhatIsWrongWithACall) {
  EXPECT_TRUE(has(run(R"({"statment":"RETURN 1"})"),
                  "run_statement has no argument statment; did you mean statement?"));
  EXPECT_TRUE(has(run("{}"), "needs 'statement'"));
  EXPECT_TRUE(
      has(ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_scema"}})"),
          "there is no tool list_scema; did you mean list_schema?"));
  EXPECT_TRUE(has(ask(R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})"), "-32601"));
}

TEST_F(Mcp, KeepsToJsonRpc) {
  EXPECT_TRUE(has(ask("{oops"), R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,)"));
  EXPECT_TRUE(has(ask("5"), "-32600"));
  EXPECT_TRUE(has(ask(R"({"id":1,"method":"ping"})"), R"("id":1,"error":{"code":-32600)"));
  EXPECT_TRUE(has(ask(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})"), "-32602"));
  // Notifications and the answers of others are not answered.
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), "");
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":3,"result":{}})"), "");
}

TEST_F(Mcp, AnswersABatch) {
  EXPECT_EQ(ask(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},)"
                R"({"jsonrpc":"2.0","id":2,"method":"ping"}])"),
            R"([{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}])");
  EXPECT_TRUE(has(ask("[]"), "-32600"));
  EXPECT_EQ(ask(R"([{"jsonrpc":"2.0","method":"x"}])"), "");
}

}  // namespace
}  // namespace normgraph::repl
