#pragma once

#include <string>

#include "graph/store/files.hpp"

// Copies of a graph's file, without the space that changes left behind in it.

namespace normgraph::store {

/// Writes the graph at `path` into an open file, as one snapshot: others may read and write it
/// meanwhile. Throws Error{Storage}.
void copy_graph(const std::string& path, int descriptor);

/// A graph's file for one program alone, as long as this lives. Throws Error{Storage} Busy when
/// another has it open.
class SoleUse {
 public:
  explicit SoleUse(const std::string& path);

 private:
  FileLock users_;
};

}  // namespace normgraph::store
