#pragma once

#include <string>
#include <vector>

#include "graph/store/snapshot.hpp"

namespace normgraph::store {

/// Decodes one record of the full-text index. Throws Error{Storage}.
void decode_search_record(Bytes key, Bytes record);

/// Reads every text anew and compares what is counted with the full-text index. A line for each
/// problem, up to a few. Throws Error{Storage} where a record cannot be read.
std::vector<std::string> verify_search(const Snapshot& snapshot);

}  // namespace normgraph::store
