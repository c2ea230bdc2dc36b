#pragma once

#include <string>

#include "graph/store/bulk.hpp"
#include "graph/store/view.hpp"
#include "loaders/loader.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// Loads a folder of CSV files (csv_folder.hpp) into an empty graph: files are read on all cores
/// and become segments without detours. The caller commits `bulk`.
void load_bulk_folder(const std::string& path, store::Transaction& transaction,
                      store::BulkWriter& bulk, Report& report, ProblemLog& log,
                      const Progress& progress);

}  // namespace normgraph::loaders
