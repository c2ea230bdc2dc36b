#pragma once

#include <functional>
#include <memory>

#include "graph/store/lmdb.hpp"
#include "graph/store/overlay.hpp"

// The only code that opens a write transaction of LMDB.

namespace normgraph::store {

/// Makes an empty graph of an empty file.
void write_new_graph(Environment& environment);

/// Writes what the one layer of the overlay changed, as one transaction: takes the segments that it
/// touches, merges, and writes them anew. Throws Error{Storage}; then nothing has changed.
void write_commit(Environment& environment, const Overlay& overlay);

/// The write transaction behind the overlay's snapshot. Throws when another program wrote since.
std::unique_ptr<WriteTransaction> open_commit(Environment& environment, const Overlay& overlay);

/// Adds to the catalog what records hold that were written without the overlay.
using FillCatalog = std::function<void(Catalog&)>;
/// Commits such records, with the names, new indexes and metadata that the one layer has. `fill`
/// must also enter the elements into the indexes.
void write_records(WriteTransaction& out, const Overlay& overlay, const Counts& counts,
                   const FillCatalog& fill);

}  // namespace normgraph::store
