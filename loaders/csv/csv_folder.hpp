#pragma once

#include <memory>
#include <string>

#include "graph/store/bulk.hpp"
#include "graph/store/view.hpp"
#include "loaders/loader.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// True for a folder that holds files *.csv.
bool is_csv_folder(const std::string& path);

/// Loads a folder of CSV files into a transaction: a file `Label.csv` of nodes, whose first column
/// is `id` (unique in the folder), and a file `TYPE.csv` of relationships, which begins with
/// `from,to`. Also neo4j-admin's header form: `id:ID`, `:START_ID`, `:END_ID`, `name:int`. Types
/// not given are guessed from the whole column; an empty field without quotes is no value. Each
/// label gets a unique index on its id column. Bad rows are problems with file, line and column.
/// Where the graph is empty the answer is a writer, by which the transaction must then be
/// committed.
std::unique_ptr<store::BulkWriter> load_csv_folder(const std::string& path,
                                                   store::Transaction& transaction, Report& report,
                                                   ProblemLog& log, const Progress& progress);

}  // namespace normgraph::loaders
