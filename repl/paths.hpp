#pragma once

#include <string>

namespace normgraph::repl {

/// The user's own graph by the XDG rules: $XDG_DATA_HOME/normgraph/graph.db, else
/// ~/.local/share/normgraph/graph.db. Makes the folder. Throws Error{Storage}.
std::string default_database_path();

/// $XDG_STATE_HOME/normgraph/history, else ~/.local/state/…; empty when the folder cannot be made
/// (the shell then keeps no history).
std::string history_path();

/// The folder of the shipped data: $NORMGRAPH_DATA, else where the program was built from.
std::string shipped_data_path();

}  // namespace normgraph::repl
