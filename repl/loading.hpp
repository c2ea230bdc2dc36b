#pragma once

#include <string>

#include "graph/database.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

/// Loads a file or folder through the loaders: a progress bar when standard error is a terminal,
/// one line at the end (unless quiet), the problems listed. Throws Error{Data} when nothing was
/// loaded because of problems.
void load_into(Database& database, const std::string& path, const std::string& title,
               const Terminal& terminal, bool quiet);

/// What LOAD 'file' answers: one row of counts. For Database::on_load.
Answer load_statement(Database& database, const std::string& path);

}  // namespace normgraph::repl
