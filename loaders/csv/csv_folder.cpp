#include "loaders/csv/csv_folder.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <unordered_map>

#include "grammar/error.hpp"
#include "loaders/csv/column_types.hpp"
#include "loaders/csv/csv_reader.hpp"
#include "loaders/files.hpp"

namespace normgraph::loaders {

namespace {

struct Column {
  enum class Role : std::uint8_t { Property, Id, Start, End };
  Role role = Role::Property;
  std::string name;  // empty: the field is only an end, not a property
  ColumnType type = ColumnType::Text;
  bool typed = false;
  KeyId key = no_key;
};

struct File {
  std::string name;     // of the file, for problems
  std::string subject;  // label or relationship type
  std::string text;
  std::vector<Column> columns;
  bool relationships = false;
};

/// "id:ID", ":START_ID", "year:int", "title".
Column read_column(std::string_view text, std::size_t index) {
  Column column;
  const std::size_t colon = text.rfind(':');
  column.name = text.substr(0, colon);
  const std::string_view kind =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (kind.starts_with("ID")) {
    column.role = Column::Role::Id;
  } else if (kind.starts_with("START_ID") || (index == 0 && text == "from")) {
    column.role = Column::Role::Start;
    column.name.clear();
  } else if (kind.starts_with("END_ID") || (index == 1 && text == "to")) {
    column.role = Column::Role::End;
    column.name.clear();
  } else if (const auto type = column_type(kind)) {
    column.type = *type;
    column.typed = true;
  } else {
    column.name = text;
    if (index == 0 && text == "id") column.role = Column::Role::Id;
  }
  return column;
}

class FolderLoader {
 public:
  FolderLoader(store::Transaction& transaction, Report& report, ProblemLog& log,
               const Progress& progress)
      : writer_(transaction.writer()), report_(report), log_(log), progress_(progress) {}

  void load(const std::string& folder) {
    std::deque<File> files = open_files(folder);
    if (log_.failed()) return;
    for (File& file : files)
      if (!file.relationships) load_rows(file);
    for (File& file : files)
      if (file.relationships) load_rows(file);
  }

 private:
  std::deque<File> open_files(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".csv") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::deque<File> files;
    for (const std::filesystem::path& path : paths) {
      File& file = files.emplace_back();
      file.name = path.filename().string();
      file.subject = path.stem().string();
      std::string reason;
      auto text = read_file(path.string(), reason);
      if (!text) {
        log_.error({file.name, 0}, "", reason);
        continue;
      }
      file.text = std::move(*text);
      total_ += file.text.size();
      guard(file, [&] { read_header(file); });
    }
    return files;
  }

  /// Malformed CSV is a problem of its file.
  template <class Work>
  void guard(const File& file, Work work) {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind != ErrorKind::Data) throw;
      log_.error({file.name, 0}, "", error.message);
    }
  }

  void read_header(File& file) {
    CsvReader reader(file.text);
    if (!reader.next())
      return log_.error({file.name, 1}, "", "the file is empty: its first line names the columns");
    for (const std::string_view field : reader.fields())
      file.columns.push_back(read_column(field, file.columns.size()));
    const auto has = [&](Column::Role role) {
      return std::any_of(file.columns.begin(), file.columns.end(),
                         [role](const Column& c) { return c.role == role; });
    };
    file.relationships = has(Column::Role::Start) && has(Column::Role::End);
    if (!file.relationships && !has(Column::Role::Id))
      return log_.error(
          {file.name, 1}, "",
          "the first column must be `id` (nodes), or the first two `from,to` (relationships)");
    guess_types(file, reader);
    for (Column& column : file.columns)
      if (!column.name.empty()) column.key = writer_.intern_key(column.name);
  }

  static void guess_types(File& file, CsvReader& reader) {
    std::vector<TypeGuess> guesses(file.columns.size());
    while (reader.next())
      for (std::size_t i = 0; i < std::min(guesses.size(), reader.fields().size()); ++i)
        if (!reader.fields()[i].empty()) guesses[i].see(reader.fields()[i]);
    for (std::size_t i = 0; i < guesses.size(); ++i)
      if (!file.columns[i].typed && file.columns[i].role == Column::Role::Property)
        file.columns[i].type = guesses[i].type();
  }

  void load_rows(File& file) {
    guard(file, [&] {
      const LabelId label = file.relationships ? no_label : writer_.intern_label(file.subject);
      const TypeId type = file.relationships ? writer_.intern_type(file.subject) : no_type;
      CsvReader reader(file.text);
      reader.next();
      const std::size_t begin = done_;
      while (reader.next() && !log_.full()) {
        if (reader.fields().size() != file.columns.size()) {
          log_.error({file.name, reader.line()}, "",
                     std::to_string(reader.fields().size()) + " fields, but the first line names " +
                         std::to_string(file.columns.size()) + " columns");
          continue;
        }
        read_properties(file, reader);
        if (file.relationships)
          add_relationship(file, reader, type);
        else
          add_node(file, reader, label);
        done_ = begin + reader.position();
        tell(file);
      }
      done_ = begin + file.text.size();
      if (!file.relationships) index_ids(file);
    });
  }

  void read_properties(const File& file, const CsvReader& reader) {
    properties_.clear();
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
      const Column& column = file.columns[i];
      const std::string_view field = reader.fields()[i];
      if (column.key == no_key || (field.empty() && !reader.quoted(i))) continue;
      if (auto value = read_field(field, column.type))
        properties_.emplace_back(column.key, std::move(*value));
      else
        log_.error({file.name, reader.line()}, column.name,
                   "expected " + std::string(column_type_name(column.type)) + ", found '" +
                       std::string(field) + "'");
    }
  }

  std::string_view field_of(const File& file, const CsvReader& reader, Column::Role role) const {
    for (std::size_t i = 0; i < file.columns.size(); ++i)
      if (file.columns[i].role == role) return reader.fields()[i];
    return {};
  }

  void add_node(const File& file, const CsvReader& reader, LabelId label) {
    const std::string_view id = field_of(file, reader, Column::Role::Id);
    if (id.empty()) return log_.error({file.name, reader.line()}, "id", "a node needs an id");
    const auto [place, fresh] = nodes_.try_emplace(std::string(id), no_node);
    if (!fresh)
      return log_.error({file.name, reader.line()}, "id",
                        "the id '" + std::string(id) + "' is given twice");
    place->second = writer_.create_node({&label, 1}, properties_);
    ++report_.nodes;
    report_.properties += properties_.size();
  }

  void add_relationship(const File& file, const CsvReader& reader, TypeId type) {
    const NodeId start = end_of(file, reader, Column::Role::Start),
                 end = end_of(file, reader, Column::Role::End);
    if (start == no_node || end == no_node) return;
    writer_.create_relationship(type, start, end, properties_);
    ++report_.relationships;
    report_.properties += properties_.size();
  }

  NodeId end_of(const File& file, const CsvReader& reader, Column::Role role) {
    const std::string_view id = field_of(file, reader, role);
    lookup_.assign(id);
    if (const auto found = nodes_.find(lookup_); found != nodes_.end()) return found->second;
    log_.error({file.name, reader.line()}, role == Column::Role::Start ? "from" : "to",
               "no node has the id '" + lookup_ + "'");
    return no_node;
  }

  void index_ids(const File& file) {
    for (const Column& column : file.columns)
      if (column.role == Column::Role::Id && !column.name.empty())
        writer_.create_index({.name = file.subject + "_" + column.name,
                              .label = file.subject,
                              .property = column.name,
                              .unique = true});
  }

  void tell(const File& file) {
    constexpr std::size_t often = 1u << 22;
    if (!progress_ || done_ - told_ < often) return;
    told_ = done_;
    progress_(0.9 * static_cast<double>(done_) / static_cast<double>(total_), file.name);
  }

  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  const Progress& progress_;
  std::unordered_map<std::string, NodeId> nodes_;
  store::PropertyList properties_;
  std::string lookup_;
  std::size_t total_ = 0, done_ = 0, told_ = 0;
};

}  // namespace

bool is_csv_folder(const std::string& path) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error))
    if (entry.path().extension() == ".csv") return true;
  return false;
}

void load_csv_folder(const std::string& path, store::Transaction& transaction, Report& report,
                     ProblemLog& log, const Progress& progress) {
  FolderLoader(transaction, report, log, progress).load(path);
}

}  // namespace normgraph::loaders
