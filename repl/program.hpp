#pragma once

namespace normgraph::repl {

/// The whole program: understands the command line, opens the graph, does what is asked, and
/// returns the exit status.
int run_program(int argc, const char* const* argv);

}  // namespace normgraph::repl
