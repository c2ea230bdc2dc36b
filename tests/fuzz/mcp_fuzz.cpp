// Any bytes as messages of the Model Context Protocol: every line gets nothing, or one line that is
// JSON.

#include <algorithm>
#include <cstdlib>
#include <string>

#include "graph/database.hpp"
#include "graph/value/json.hpp"
#include "repl/mcp/server.hpp"

namespace {

normgraph::repl::McpServer& server() {
  static normgraph::Database database({.path = "", .memory = true, .read_only = false});
  static normgraph::repl::McpServer instance(database, [] {
    normgraph::repl::Options options;
    options.timeout_seconds = 0.5;
    options.memory_limit = 200'000'000;
    return options;
  }());
  return instance;
}

/// A value may be nested deeper than what we read back.
void expect_json(const std::string& answer) {
  try {
    normgraph::parse_json(answer);
  } catch (const normgraph::Error& error) {
    if (error.code != "NG1912") std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string answer = server().answer(text.substr(begin, end - begin));
    if (answer.find('\n') != std::string::npos) std::abort();
    if (!answer.empty()) expect_json(answer);
    begin = end + 1;
  }
  return 0;
}
