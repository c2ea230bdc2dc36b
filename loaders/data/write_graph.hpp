#pragma once

#include <cstdint>

#include "graph/store/view.hpp"
#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// Names of the texts that a graph keeps about its shipped data.
constexpr const char* schema_metadata = "schema";
constexpr const char* definitions_metadata = "definitions";

/// Writes a checked data set into a transaction, with the values in force on the day `today` (days
/// since 1970). A set with a version takes the place of the one that was loaded before it: nodes
/// keep what users added to them, and what is no longer in the data is removed unless users have
/// linked it. Problems (a key that is a user's) are in the log; then the transaction is to be
/// dropped.
void write_graph(const DataSet& data, std::int64_t today, store::Transaction& transaction,
                 Report& report, ProblemLog& log, const Progress& progress);

}  // namespace normgraph::loaders
