#include "loaders/csv/csv_chunks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "grammar/error.hpp"
#include "graph/parallel.hpp"
#include "loaders/csv/csv_reader.hpp"

namespace normgraph::loaders {

namespace {

using Role = CsvColumn::Role;
using store::StoredType;

constexpr std::size_t chunk_bytes = std::size_t{2} << 20;
constexpr std::size_t most_problems = 51;  // a log shows fewer (ProblemLog::limit)

StoredType stored_type(ColumnType type) {
  switch (type) {
    case ColumnType::Boolean:
      return StoredType::Boolean;
    case ColumnType::Integer:
      return StoredType::Integer;
    case ColumnType::Float:
      return StoredType::Float;
    case ColumnType::Date:
      return StoredType::Date;
    case ColumnType::Text:
      return StoredType::String;
  }
  return StoredType::String;
}

std::uint64_t number_of(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
      return value.as_boolean() ? 1 : 0;
    case Type::Float:
      return std::bit_cast<std::uint64_t>(value.as_float());
    case Type::Date:
      return static_cast<std::uint64_t>(value.as_date().days);
    default:
      return static_cast<std::uint64_t>(value.as_integer());
  }
}

/// Reads one part of a file.
class ChunkReader {
 public:
  ChunkReader(const CsvFile& file, std::string_view text, CsvRows& rows)
      : file_(file), text_(text), rows_(rows) {}

  void read() {
    for (const CsvColumn& column : file_.columns)
      if (column.key != no_key)
        rows_.columns.push_back({column.key, stored_type(column.type), {}, {}, {}});
    CsvReader reader(text_);
    try {
      while (reader.next() && rows_.problems.size() < most_problems && !rows_.misguessed)
        read_row(reader);
    } catch (const Error& error) {
      if (error.kind != ErrorKind::Data) throw;
      rows_.malformed = error.message;
    }
  }

 private:
  void read_row(const CsvReader& reader) {
    if (reader.fields().size() != file_.columns.size())
      return problem(reader, "", wrong_field_count(reader.fields().size(), file_.columns.size()));
    std::size_t next = 0;
    for (std::size_t i = 0; i < file_.columns.size(); ++i) {
      const CsvColumn& column = file_.columns[i];
      std::string_view field = reader.fields()[i];
      if (column.role != Role::Property || column.type == ColumnType::Text) field = kept(field);
      if (column.role == Role::Id) rows_.ids.push_back(field);
      if (column.role == Role::Start) rows_.starts.push_back(field);
      if (column.role == Role::End) rows_.ends.push_back(field);
      if (column.key != no_key) put(reader, i, field, rows_.columns[next++]);
    }
    rows_.lines.push_back(reader.line());
    ++rows_.count;
  }

  void put(const CsvReader& reader, std::size_t i, std::string_view field, store::BulkColumn& to) {
    const CsvColumn& column = file_.columns[i];
    const bool missing = field.empty() && !reader.quoted(i);
    if (missing || !to.missing.empty()) {
      to.missing.resize(rows_.count);
      to.missing.push_back(missing ? 1 : 0);
    }
    if (!missing) ++rows_.properties;
    if (column.type == ColumnType::Text) return to.texts.push_back(field);
    std::optional<Value> value;
    if (!missing) value = read_field(field, column.type);
    to.numbers.push_back(value ? number_of(*value) : 0);
    if (missing || value) return;
    if (column.typed)
      problem(reader, column.name, wrong_type(column.type, field));
    else
      rows_.misguessed = true;
  }

  void problem(const CsvReader& reader, std::string field, std::string message) {
    rows_.problems.push_back({reader.line(), std::move(field), std::move(message)});
  }

  /// Quotes inside a field make it a copy, which must live as long as the rows.
  std::string_view kept(std::string_view field) {
    const std::less<const char*> before;
    if (!before(field.data(), text_.data()) && !before(text_.data() + text_.size(), field.data()))
      return field;
    return rows_.copies.emplace_back(field);
  }

  const CsvFile& file_;
  std::string_view text_;
  CsvRows& rows_;
};

/// Parts that end with a line. A text with quotes is one part: a line's end may stand inside them.
std::vector<std::string_view> parts_of(const CsvFile& file) {
  std::string_view rest = file.text().substr(std::min(file.body, file.text().size()));
  std::vector<std::string_view> parts;
  if (rest.find('"') != rest.npos) return {rest};
  while (!rest.empty()) {
    std::size_t end = rest.size() > chunk_bytes ? rest.find('\n', chunk_bytes) : rest.npos;
    end = end == rest.npos ? rest.size() : end + 1;
    parts.push_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return parts;
}

/// True where the first rows say of every column what it may be.
bool guess_from_first_rows(CsvFile& file) {
  constexpr std::size_t rows = 1000;
  std::vector<TypeGuess> guesses(file.columns.size());
  CsvReader reader(file.text());
  reader.next();
  for (std::size_t row = 0; row < rows && reader.next(); ++row)
    for (std::size_t i = 0; i < std::min(guesses.size(), reader.fields().size()); ++i)
      if (!reader.fields()[i].empty()) guesses[i].see(reader.fields()[i]);
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    CsvColumn& column = file.columns[i];
    if (column.typed || column.role != Role::Property) continue;
    if (!guesses[i].has_seen()) return false;
    column.type = guesses[i].type();
  }
  return true;
}

std::vector<CsvRows> read_parts(const CsvFile& file) {
  const std::vector<std::string_view> parts = parts_of(file);
  std::vector<CsvRows> rows(parts.size());
  parallel_for(parts.size(), [&](std::size_t i) {
    rows[i].begin = static_cast<std::size_t>(parts[i].data() - file.text().data());
    ChunkReader(file, parts[i], rows[i]).read();
  });
  return rows;
}

}  // namespace

std::vector<CsvRows> read_csv_rows(CsvFile& file) {
  try {
    if (guess_from_first_rows(file)) {
      std::vector<CsvRows> rows = read_parts(file);
      if (std::ranges::none_of(rows, [](auto& part) { return part.misguessed; })) return rows;
    }
    guess_types(file);
  } catch (const Error& error) {
    if (error.kind != ErrorKind::Data) throw;
    CsvRows malformed;
    malformed.malformed = error.message;
    std::vector<CsvRows> rows;
    rows.push_back(std::move(malformed));
    return rows;
  }
  return read_parts(file);
}

std::uint32_t first_line(const CsvFile& file, const CsvRows& rows) {
  return 1 +
         static_cast<std::uint32_t>(std::ranges::count(file.text().substr(0, rows.begin), '\n'));
}

}  // namespace normgraph::loaders
