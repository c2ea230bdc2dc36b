#pragma once

#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/bulk.hpp"
#include "loaders/csv/csv_files.hpp"
#include "loaders/csv/id_table.hpp"

namespace normgraph::loaders {

struct RowProblem {
  std::uint32_t line = 0;  // 0: of the whole file
  std::string field, message;
};

/// Rows of a file, or of a part of it, column by column.
struct CsvRows {
  std::size_t count = 0;
  std::vector<std::string_view> ids;       // of nodes; views of the text or of `copies`
  std::vector<std::uint32_t> lines;        // of nodes: the line on which each row begins
  std::vector<NodeId> starts, ends;        // of relationships
  std::vector<store::BulkColumn> columns;  // those with a name, in order
  std::list<std::string> copies;           // of texts that do not lie in the file's
  std::uint64_t properties = 0;
  std::vector<RowProblem> problems;  // in the order of lines
  bool misguessed = false;           // a field is not of the type that was guessed for its column
};

/// Reads the rows behind the first line on all cores, with the types of the columns guessed from
/// the first rows where the header does not say them; the guess widens until all fields fit. Ends
/// of relationships are looked up in `nodes`, unless it is null. Of the file's bytes only a few
/// parts are in memory at a time.
CsvRows read_csv_rows(CsvFile& file, const IdTable* nodes);

}  // namespace normgraph::loaders
