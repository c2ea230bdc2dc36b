#include "loaders/csv/csv_files.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "grammar/error.hpp"
#include "loaders/csv/csv_reader.hpp"

namespace normgraph::loaders {

namespace {

using Role = CsvColumn::Role;

/// "id:ID", ":START_ID", "year:int", "title".
CsvColumn read_column(std::string_view text, std::size_t index) {
  CsvColumn column;
  const std::size_t colon = text.rfind(':');
  column.name = text.substr(0, colon);
  const std::string_view kind =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (kind.starts_with("ID")) {
    column.role = Role::Id;
  } else if (kind.starts_with("START_ID") || (index == 0 && text == "from")) {
    column.role = Role::Start;
    column.name.clear();
  } else if (kind.starts_with("END_ID") || (index == 1 && text == "to")) {
    column.role = Role::End;
    column.name.clear();
  } else if (const auto type = column_type(kind)) {
    column.type = *type;
    column.typed = true;
  } else {
    column.name = text;
    if (index == 0 && text == "id") column.role = Role::Id;
  }
  return column;
}

void read_header(CsvFile& file, ProblemLog& log) {
  CsvReader reader(file.text());
  if (!reader.next())
    return log.error({file.name, 1}, "", "the file is empty: its first line names the columns");
  for (const std::string_view field : reader.fields())
    file.columns.push_back(read_column(field, file.columns.size()));
  file.body = reader.position();
  const auto has = [&](Role role) { return file.place_of(role) < file.columns.size(); };
  file.relationships = has(Role::Start) && has(Role::End);
  if (!file.relationships && !has(Role::Id))
    log.error({file.name, 1}, "",
              "the first column must be `id` (nodes), or the first two `from,to` (relationships)");
}

}  // namespace

std::size_t CsvFile::place_of(CsvColumn::Role role) const {
  const auto found = std::ranges::find_if(
      columns, [role](const CsvColumn& column) { return column.role == role; });
  return static_cast<std::size_t>(found - columns.begin());
}

std::deque<CsvFile> open_csv_files(const std::string& folder, ProblemLog& log) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".csv") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::deque<CsvFile> files;
  for (const std::filesystem::path& path : paths) {
    CsvFile& file = files.emplace_back();
    file.name = path.filename().string();
    file.subject = path.stem().string();
    std::string reason;
    if (!file.file.open(path.string(), reason)) {
      log.error({file.name, 0}, "", reason);
      continue;
    }
    try {
      read_header(file, log);
    } catch (const Error& error) {  // malformed CSV is a problem of its file
      if (error.kind != ErrorKind::Data) throw;
      log.error({file.name, 0}, "", error.message);
    }
  }
  return files;
}

void guess_types(CsvFile& file) {
  std::vector<TypeGuess> guesses(file.columns.size());
  CsvReader reader(file.text());
  reader.next();
  while (reader.next())
    for (std::size_t i = 0; i < std::min(guesses.size(), reader.fields().size()); ++i)
      if (!reader.fields()[i].empty()) guesses[i].see(reader.fields()[i]);
  for (std::size_t i = 0; i < guesses.size(); ++i)
    if (!file.columns[i].typed && file.columns[i].role == Role::Property)
      file.columns[i].type = guesses[i].type();
}

std::string wrong_field_count(std::size_t fields, std::size_t columns) {
  return std::to_string(fields) + " fields, but the first line names " + std::to_string(columns) +
         " columns";
}

std::string wrong_type(ColumnType type, std::string_view field) {
  return "expected " + std::string(column_type_name(type)) + ", found '" + std::string(field) + "'";
}

}  // namespace normgraph::loaders
