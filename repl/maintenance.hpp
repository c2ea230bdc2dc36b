#pragma once

#include "repl/options.hpp"

// Copies of a graph's file, as commands. Both throw Error and return the exit status.

namespace normgraph::repl {

/// `normgraph backup TO`: while others read and write the graph.
int back_up_graph(const Options& options);
/// `normgraph compact`: while nobody else has it open.
int compact_graph(const Options& options);

}  // namespace normgraph::repl
