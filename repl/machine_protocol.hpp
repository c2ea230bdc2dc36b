#pragma once

#include <cstdio>
#include <string>

#include "graph/database.hpp"
#include "repl/options.hpp"

namespace normgraph::repl {

/// The machine protocol (cli.md): one JSON object a line in, one answer a line out, in order.
class MachineProtocol {
 public:
  MachineProtocol(Database& database, const Options& options);

  /// The answer to one request, without the line break. Never throws: problems are answers.
  std::string answer(std::string_view line);

 private:
  struct Request;
  std::string run_statement(const Request& request);
  std::string define_procedure(const Value& procedure);

  Database& database_;
  Map parameters_;  // those of the command line; a request's own win
  SessionOptions session_options_;
  std::unique_ptr<Session> session_;
};

/// Serves standard input until its end. Returns the exit status.
int run_machine_protocol(Database& database, const Options& options);

}  // namespace normgraph::repl
