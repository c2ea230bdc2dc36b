#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/bulk.hpp"
#include "loaders/csv/csv_files.hpp"

namespace normgraph::loaders {

/// A problem of a row, before anybody has counted the lines above its chunk.
struct ChunkProblem {
  std::uint32_t line = 0;  // 1-based in the chunk
  std::string field, message;
};

/// Rows of a part of a file, column by column.
struct CsvRows {
  std::size_t begin = 0;  // of the part in the text
  std::size_t count = 0;
  std::vector<std::string_view> ids, starts, ends;  // by role; views of the text or of `copies`
  std::vector<store::BulkColumn> columns;           // those with a name, in order
  std::vector<std::uint32_t> lines;                 // of each row in the part
  std::deque<std::string> copies;                   // of fields that do not lie in the text
  std::uint64_t properties = 0;
  std::vector<ChunkProblem> problems;
  std::string malformed;    // not CSV any more: the message
  bool misguessed = false;  // a field is not of the type that was guessed for its column
};

/// Reads the rows behind the first line on all cores, with the types of the columns guessed from
/// the first rows where the header does not say them; the guess widens until all fields fit.
std::vector<CsvRows> read_csv_rows(CsvFile& file);

/// The line of the file on which line 1 of the part is.
std::uint32_t first_line(const CsvFile& file, const CsvRows& rows);

}  // namespace normgraph::loaders
