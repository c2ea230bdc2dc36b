#include "loaders/csv/csv_chunks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <optional>

#include "grammar/error.hpp"
#include "graph/parallel.hpp"
#include "loaders/csv/csv_reader.hpp"

namespace normgraph::loaders {

namespace {

using Role = CsvColumn::Role;
using store::BulkColumn;
using store::StoredType;

constexpr std::size_t part_bytes = std::size_t{2} << 20;
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

/// A part of a file's text, which ends with a row.
struct Part {
  std::string_view text;
  std::uint32_t line = 1;  // on which it begins
};

/// Tells texts that came lately, so that what repeats is kept once.
class RecentTexts {
 public:
  /// Where the text is among the texts; texts.size(): it is to be added there.
  std::uint32_t place_of(std::string_view text, const std::vector<std::string_view>& texts) {
    std::uint32_t& place = places_[std::hash<std::string_view>()(text) % places_.size()];
    if (place >= texts.size() || texts[place] != text)
      place = static_cast<std::uint32_t>(texts.size());
    return place;
  }

 private:
  std::array<std::uint32_t, 64> places_{};
};

/// Reads one part of a file.
class PartReader {
 public:
  PartReader(const CsvFile& file, const Part& part, const IdTable* nodes, CsvRows& rows)
      : file_(file), part_(part), nodes_(nodes), rows_(rows) {}

  void read() {
    for (const CsvColumn& column : file_.columns)
      if (column.key != no_key)
        rows_.columns.push_back({column.key, stored_type(column.type), {}, {}, {}, {}});
    recent_.resize(rows_.columns.size());
    CsvReader reader(part_.text, ',', part_.line);
    try {
      while (reader.next() && rows_.problems.size() < most_problems && !rows_.misguessed)
        read_row(reader);
    } catch (const Error& error) {
      if (error.kind != ErrorKind::Data) throw;
      rows_.problems.push_back({0, "", error.message});
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
      if (column.role == Role::Id) {
        field = kept(field);
        rows_.ids.push_back(field);
        rows_.lines.push_back(reader.line());
      }
      if (column.role == Role::Start) rows_.starts.push_back(end_of(reader, "from", field));
      if (column.role == Role::End) rows_.ends.push_back(end_of(reader, "to", field));
      if (column.key != no_key) put(reader, i, field, next++);
    }
    ++rows_.count;
  }

  NodeId end_of(const CsvReader& reader, const char* field, std::string_view id) {
    if (!nodes_) return no_node;
    const NodeId node = nodes_->find(id);
    if (node == no_node) problem(reader, field, "no node has the id '" + std::string(id) + "'");
    return node;
  }

  void put(const CsvReader& reader, std::size_t i, std::string_view field, std::size_t place) {
    const CsvColumn& column = file_.columns[i];
    BulkColumn& to = rows_.columns[place];
    const bool missing = field.empty() && !reader.quoted(i);
    if (missing || !to.missing.empty()) {
      to.missing.resize(rows_.count);
      to.missing.push_back(missing ? 1 : 0);
    }
    if (!missing) ++rows_.properties;
    if (column.type == ColumnType::Text) {
      to.places.push_back(recent_[place].place_of(field, to.texts));
      if (to.places.back() == to.texts.size()) to.texts.push_back(kept(field));
      return;
    }
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
    const std::string_view text = file_.text();
    if (!before(field.data(), text.data()) && !before(text.data() + text.size(), field.data()))
      return field;
    return rows_.copies.emplace_back(field);
  }

  const CsvFile& file_;
  const Part& part_;
  const IdTable* nodes_;
  CsvRows& rows_;
  std::vector<RecentTexts> recent_;  // by column
};

/// Cuts a text into parts at the ends of rows.
class PartCutter {
 public:
  explicit PartCutter(const CsvFile& file)
      : rest_(file.text().substr(std::min(file.body, file.text().size()))) {
    line_ += line_ends(file.text().substr(0, file.text().size() - rest_.size()));
  }

  std::vector<Part> next(std::size_t most) {
    std::vector<Part> parts;
    while (parts.size() < most && !rest_.empty()) {
      const std::string_view text = rest_.substr(0, end_of_part());
      parts.push_back({text, line_});
      line_ += line_ends(text);
      rest_.remove_prefix(text.size());
    }
    return parts;
  }
  std::size_t rest() const { return rest_.size(); }

 private:
  static std::uint32_t line_ends(std::string_view text) {
    return static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
  }

  std::size_t end_of_part() const {
    const std::size_t end = rest_.size() > part_bytes ? rest_.find('\n', part_bytes) : rest_.npos;
    if (end == rest_.npos) return rest_.size();
    const bool quotes = rest_.substr(0, end).find('"') != rest_.npos;
    return quotes ? end_of_row() : end + 1;
  }

  /// Lines may end inside quotes: rows have to be read.
  std::size_t end_of_row() const {
    CsvReader reader(rest_);
    try {
      while (reader.position() < part_bytes && reader.next()) continue;
      return reader.position();
    } catch (const Error& error) {  // whoever reads the part meets it as well
      if (error.kind != ErrorKind::Data) throw;
      return rest_.size();
    }
  }

  std::string_view rest_;
  std::uint32_t line_ = 1;
};

template <class T>
void move_behind(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty())
    to = std::move(from);
  else
    to.insert(to.end(), from.begin(), from.end());
}

/// Puts the parts of a file together.
class RowsOfParts {
 public:
  void add(CsvRows& part) {
    begin(part);
    for (std::size_t i = 0; i < all_.columns.size(); ++i) add(i, part.columns[i]);
    all_.count += part.count;
    move_behind(all_.ids, part.ids);
    move_behind(all_.lines, part.lines);
    move_behind(all_.starts, part.starts);
    move_behind(all_.ends, part.ends);
    all_.copies.splice(all_.copies.end(), part.copies);
    all_.properties += part.properties;
    move_behind(all_.problems, part.problems);
    all_.misguessed = all_.misguessed || part.misguessed;
  }
  CsvRows& rows() { return all_; }

 private:
  void begin(const CsvRows& part) {
    if (!all_.columns.empty()) return;
    recent_.resize(part.columns.size());
    for (const BulkColumn& column : part.columns)
      all_.columns.push_back({column.key, column.type, {}, {}, {}, {}});
  }

  void add(std::size_t column, BulkColumn& from) {
    BulkColumn& to = all_.columns[column];
    if (!from.missing.empty() || !to.missing.empty()) {
      to.missing.resize(all_.count);
      from.missing.resize(from.size());
      move_behind(to.missing, from.missing);
    }
    std::vector<std::uint32_t> places;  // of the part's texts among all
    for (const std::string_view text : from.texts) {
      places.push_back(recent_[column].place_of(text, to.texts));
      if (places.back() == to.texts.size()) to.texts.push_back(text);
    }
    for (std::uint32_t& place : from.places) place = places[place];
    move_behind(to.numbers, from.numbers);
    move_behind(to.places, from.places);
  }

  CsvRows all_;
  std::vector<RecentTexts> recent_;  // by column
};

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

CsvRows read_parts(const CsvFile& file, const IdTable* nodes) {
  RowsOfParts all;
  PartCutter cutter(file);
  while (!all.rows().misguessed) {
    const std::vector<Part> parts = cutter.next(parallel_threads() * 4);
    if (parts.empty()) break;
    std::vector<CsvRows> rows(parts.size());
    parallel_for(parts.size(),
                 [&](std::size_t i) { PartReader(file, parts[i], nodes, rows[i]).read(); });
    for (CsvRows& part : rows) all.add(part);
    file.file.forget(file.text().size() - cutter.rest());
  }
  return std::move(all.rows());
}

}  // namespace

CsvRows read_csv_rows(CsvFile& file, const IdTable* nodes) {
  try {
    if (guess_from_first_rows(file)) {
      CsvRows rows = read_parts(file, nodes);
      if (!rows.misguessed) return rows;
    }
    guess_types(file);
  } catch (const Error& error) {
    if (error.kind != ErrorKind::Data) throw;
    CsvRows malformed;
    malformed.problems.push_back({0, "", error.message});
    return malformed;
  }
  return read_parts(file, nodes);
}

}  // namespace normgraph::loaders
