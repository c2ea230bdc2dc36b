#include "repl/mcp/server.hpp"

#include <algorithm>
#include <array>

#include "graph/value/json.hpp"
#include "repl/mcp/json_rpc.hpp"
#include "repl/serve_lines.hpp"

namespace normgraph::repl {

namespace {

/// The newest last: it is offered to whoever asks for another one.
constexpr std::array versions{"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};

constexpr const char* instructions =
    "A graph of AI law and the standards behind it. Statements are sentences (gaps in articles "
    "8..15; describe prEN 18228; timeline of deadlines from 2027; search 'words' in articles; "
    "impact of prEN 18228 delayed by 6 months) or pattern queries of openCypher 9 (MATCH … RETURN "
    "…). Look at list_schema before writing a pattern, and at list_saved_statements before writing "
    "a question anew. EXPLAIN shows the pattern behind a sentence. The data rests on public "
    "sources; it is no official record and no legal advice.";

std::string initialized(const Map& params) {
  const Value* wanted = find(params, "protocolVersion");
  if (!wanted || wanted->type() != Type::String)
    throw RpcError{RpcError::InvalidParams, "initialize needs 'protocolVersion', a string"};
  const auto known = std::find(versions.begin(), versions.end(), wanted->as_string());
  std::string out = R"({"protocolVersion":)";
  append_json_string(out, known == versions.end() ? versions.back() : *known);
  out += R"(,"capabilities":{"tools":{}},"serverInfo":{"name":"normgraph","version":)";
  append_json_string(out, NORMGRAPH_VERSION);
  out += R"(},"instructions":)";
  append_json_string(out, instructions);
  return out + "}";
}

}  // namespace

McpServer::McpServer(Database& database, const Options& options) : tools_(database, options) {}

std::string McpServer::answer(std::string_view line) {
  return answer_rpc(
      line, [this](const std::string& method, const Map& params) { return call(method, params); });
}

std::string McpServer::call(const std::string& method, const Map& params) {
  if (method == "initialize") return initialized(params);
  if (method == "ping") return "{}";
  if (method == "tools/list") return McpTools::list();
  if (method == "tools/call") return tools_.call(params);
  throw RpcError{RpcError::MethodNotFound, "there is no method " + method};
}

int run_mcp_server(Database& database, const Options& options) {
  McpServer server(database, options);
  return serve_lines([&](const std::string& line) { return server.answer(line); });
}

}  // namespace normgraph::repl
