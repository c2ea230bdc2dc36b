#pragma once

#include "graph/store/lmdb.hpp"
#include "graph/store/overlay.hpp"

// The only code that opens a write transaction of LMDB.

namespace normgraph::store {

/// Makes an empty graph of an empty file.
void write_new_graph(Environment& environment);

/// Writes what the one layer of the overlay changed, as one transaction: takes the segments that it
/// touches, merges, and writes them anew. Throws Error{Storage}; then nothing has changed.
void write_commit(Environment& environment, const Overlay& overlay);

}  // namespace normgraph::store
