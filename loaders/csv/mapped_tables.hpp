#pragma once

#include <string>

#include "loaders/data/records.hpp"
#include "loaders/loader.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// Reads the CSV files that a mapping names, which lie in its folder, into lines of data. The
/// schema of `data` gives properties their types; without one, words of any kind are taken, and
/// columns without a type are texts. Problems name file, line and column.
void read_mapped_tables(const std::string& mapping_text, const std::string& mapping_path,
                        DataSet& data, ProblemLog& log, const Progress& progress);

}  // namespace normgraph::loaders
