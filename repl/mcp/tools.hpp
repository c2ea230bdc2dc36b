#pragma once

#include <string>

#include "graph/database.hpp"
#include "repl/options.hpp"

namespace normgraph::repl {

/// What an assistant can call: run_statement, list_schema, list_saved_statements.
class McpTools {
 public:
  McpTools(Database& database, const Options& options);

  /// The result of tools/list, as JSON.
  static std::string list();
  /// The result of tools/call, as JSON. A statement that fails is a result too, which says how.
  /// Throws RpcError for a tool or an argument that does not exist.
  std::string call(const Map& params);

 private:
  std::string run(const std::string& statement, const Map& arguments);

  Database& database_;
  SessionOptions session_options_;
  Map parameters_;  // those of the command line; a call's own win
};

}  // namespace normgraph::repl
