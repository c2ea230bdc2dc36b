#pragma once

#include <memory>

#include "graph/database.hpp"
#include "graph/query/procedures.hpp"
#include "graph/store/view.hpp"

namespace normgraph {

/// What a Database holds; shared by its sessions, not part of the public face.
struct Database::State {
  DatabaseOptions options;
  std::unique_ptr<store::Store> store;
  query::ProcedureTable procedures;
  LoadHook load;
  ExportHook exporting;
  /// Counts resets and new procedures: plans made before are not used again.
  std::uint64_t generation = 0;
};

}  // namespace normgraph
