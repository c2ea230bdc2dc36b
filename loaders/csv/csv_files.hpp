#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "graph/ids.hpp"
#include "loaders/csv/column_types.hpp"
#include "loaders/files.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

struct CsvColumn {
  enum class Role : std::uint8_t { Property, Id, Start, End };
  Role role = Role::Property;
  std::string name;  // empty: the field is only an end, not a property
  ColumnType type = ColumnType::Text;
  bool typed = false;  // by the header
  KeyId key = no_key;
};

/// A file of a folder, with what its first line says.
struct CsvFile {
  std::string name;     // of the file, for problems
  std::string subject;  // label or relationship type
  MappedFile file;
  std::deque<CsvColumn> columns;
  bool relationships = false;
  std::size_t body = 0;  // where the text behind the first line begins

  std::string_view text() const { return file.text(); }
  /// The column with the role; columns.size() when there is none.
  std::size_t place_of(CsvColumn::Role role) const;
};

/// Opens the files of a folder in the order of their names; those that cannot be read are problems.
std::deque<CsvFile> open_csv_files(const std::string& folder, ProblemLog& log);

/// Gives columns without a type in the header the narrowest type that all their fields fit.
void guess_types(CsvFile& file);

/// "12 fields, but the first line names 4 columns"
std::string wrong_field_count(std::size_t fields, std::size_t columns);
/// "expected a number, found 'x'"
std::string wrong_type(ColumnType type, std::string_view field);

}  // namespace normgraph::loaders
