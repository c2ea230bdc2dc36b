#pragma once

#include <string>
#include <string_view>

#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// Reads the lines of one data file into `data`, whose schema must be there already. Claims are put
/// to the node that stands before them; the first line of an export is passed over. What cannot be
/// read becomes problems; the rest is kept, so that one run shows all of them.
void read_lines(std::string_view text, const std::string& file, DataSet& data, ProblemLog& log);

}  // namespace normgraph::loaders
