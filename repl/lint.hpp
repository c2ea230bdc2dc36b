#pragma once

#include "graph/database.hpp"
#include "repl/options.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

/// `normgraph lint`: runs the checks of the data that the graph carries (docs/data-model.md,
/// "Lint") and shows a row for each: what must hold, in how many cases it does not, and examples.
/// Returns the exit status: exit_check_failed when a check among the errors does not hold; notices
/// never fail. Throws Error{Data} for a graph that carries no checks.
int run_lint(Database& database, const Options& options, const Terminal& terminal);

}  // namespace normgraph::repl
