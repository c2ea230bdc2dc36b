#include "loaders/csv/csv_folder.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <unordered_map>

#include "grammar/error.hpp"
#include "loaders/csv/bulk_folder.hpp"
#include "loaders/csv/column_types.hpp"
#include "loaders/csv/csv_files.hpp"
#include "loaders/csv/csv_reader.hpp"
#include "loaders/files.hpp"

namespace normgraph::loaders {

namespace {

class FolderLoader {
 public:
  FolderLoader(store::Transaction& transaction, Report& report, ProblemLog& log,
               const Progress& progress)
      : writer_(transaction.writer()), report_(report), log_(log), progress_(progress) {}

  void load(const std::string& folder) {
    std::deque<CsvFile> files = open_csv_files(folder, log_);
    for (CsvFile& file : files) {
      total_ += file.text().size();
      guard(file, [&] { guess_types(file); });
      for (CsvColumn& column : file.columns)
        if (!column.name.empty()) column.key = writer_.intern_key(column.name);
    }
    if (log_.failed()) return;
    for (CsvFile& file : files)
      if (!file.relationships) load_rows(file);
    for (CsvFile& file : files)
      if (file.relationships) load_rows(file);
  }

 private:
  /// Malformed CSV is a problem of its file.
  template <class Work>
  void guard(const CsvFile& file, Work work) {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind != ErrorKind::Data) throw;
      log_.error({file.name, 0}, "", error.message);
    }
  }

  void load_rows(CsvFile& file) {
    guard(file, [&] {
      const LabelId label = file.relationships ? no_label : writer_.intern_label(file.subject);
      const TypeId type = file.relationships ? writer_.intern_type(file.subject) : no_type;
      CsvReader reader(file.text());
      reader.next();
      const std::size_t begin = done_;
      while (reader.next() && !log_.full()) {
        if (reader.fields().size() != file.columns.size()) {
          log_.error({file.name, reader.line()}, "",
                     wrong_field_count(reader.fields().size(), file.columns.size()));
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
      done_ = begin + file.text().size();
      if (!file.relationships) index_ids(file);
    });
  }

  void read_properties(const CsvFile& file, const CsvReader& reader) {
    properties_.clear();
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
      const CsvColumn& column = file.columns[i];
      const std::string_view field = reader.fields()[i];
      if (column.key == no_key || (field.empty() && !reader.quoted(i))) continue;
      if (auto value = read_field(field, column.type))
        properties_.emplace_back(column.key, std::move(*value));
      else
        log_.error({file.name, reader.line()}, column.name, wrong_type(column.type, field));
    }
  }

  std::string_view field_of(const CsvFile& file, const CsvReader& reader,
                            CsvColumn::Role role) const {
    for (std::size_t i = 0; i < file.columns.size(); ++i)
      if (file.columns[i].role == role) return reader.fields()[i];
    return {};
  }

  void add_node(const CsvFile& file, const CsvReader& reader, LabelId label) {
    const std::string_view id = field_of(file, reader, CsvColumn::Role::Id);
    if (id.empty()) return log_.error({file.name, reader.line()}, "id", "a node needs an id");
    const auto [place, fresh] = nodes_.try_emplace(std::string(id), no_node);
    if (!fresh)
      return log_.error({file.name, reader.line()}, "id",
                        "the id '" + std::string(id) + "' is given twice");
    place->second = writer_.create_node({&label, 1}, properties_);
    ++report_.nodes;
    report_.properties += properties_.size();
  }

  void add_relationship(const CsvFile& file, const CsvReader& reader, TypeId type) {
    const NodeId start = end_of(file, reader, CsvColumn::Role::Start),
                 end = end_of(file, reader, CsvColumn::Role::End);
    if (start == no_node || end == no_node) return;
    writer_.create_relationship(type, start, end, properties_);
    ++report_.relationships;
    report_.properties += properties_.size();
  }

  NodeId end_of(const CsvFile& file, const CsvReader& reader, CsvColumn::Role role) {
    const std::string_view id = field_of(file, reader, role);
    lookup_.assign(id);
    if (const auto found = nodes_.find(lookup_); found != nodes_.end()) return found->second;
    log_.error({file.name, reader.line()}, role == CsvColumn::Role::Start ? "from" : "to",
               "no node has the id '" + lookup_ + "'");
    return no_node;
  }

  void index_ids(const CsvFile& file) {
    for (const CsvColumn& column : file.columns)
      if (column.role == CsvColumn::Role::Id && !column.name.empty())
        writer_.create_index({.name = file.subject + "_" + column.name,
                              .label = file.subject,
                              .property = column.name,
                              .unique = true});
  }

  void tell(const CsvFile& file) {
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

std::unique_ptr<store::BulkWriter> load_csv_folder(const std::string& path,
                                                   store::Transaction& transaction, Report& report,
                                                   ProblemLog& log, const Progress& progress) {
  std::unique_ptr<store::BulkWriter> bulk = store::begin_bulk(transaction);
  if (bulk)
    load_bulk_folder(path, transaction, *bulk, report, log, progress);
  else
    FolderLoader(transaction, report, log, progress).load(path);
  return bulk;
}

}  // namespace normgraph::loaders
