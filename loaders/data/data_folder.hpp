#pragma once

#include <string>

#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// True for a folder that holds a manifest.json.
bool is_data_folder(const std::string& path);

/// Reads a folder of data files (docs/data-model.md): manifest, schema, definitions, version, and
/// every file of the manifest. Problems are in the log; what could be read is in the answer.
DataSet read_data_folder(const std::string& folder, ProblemLog& log, const Progress& progress);

}  // namespace normgraph::loaders
