#pragma once

#include <string>
#include <string_view>

#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// True for a text whose first line is the one that EXPORT writes: {"normgraph": 1, …}.
bool has_export_header(std::string_view text);

/// Reads that line: schema, definitions and version of the data, what users defined, indexes.
void read_export_header(std::string_view text, const std::string& file, DataSet& data,
                        ProblemLog& log);

}  // namespace normgraph::loaders
