#pragma once

#include <string>
#include <string_view>

#include "graph/database.hpp"
#include "repl/mcp/tools.hpp"
#include "repl/options.hpp"

namespace normgraph::repl {

/// A server of the Model Context Protocol (docs/mcp.md): assistants ask the graph, and change
/// nothing.
class McpServer {
 public:
  /// The graph should be open for reading only. Its LOAD and EXPORT are taken away.
  McpServer(Database& database, const Options& options);

  /// The answer to one line, without the line break; empty: there is none. Never throws.
  std::string answer(std::string_view line);

 private:
  std::string call(const std::string& method, const Map& params);

  McpTools tools_;
};

/// Serves standard input until its end. Returns the exit status.
int run_mcp_server(Database& database, const Options& options);

}  // namespace normgraph::repl
