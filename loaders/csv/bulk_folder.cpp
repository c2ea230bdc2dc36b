#include "loaders/csv/bulk_folder.hpp"

#include <algorithm>
#include <deque>
#include <list>
#include <memory>

#include "loaders/csv/csv_chunks.hpp"
#include "loaders/csv/csv_files.hpp"
#include "loaders/csv/id_table.hpp"

namespace normgraph::loaders {

namespace {

using Role = CsvColumn::Role;

class BulkFolder {
 public:
  BulkFolder(store::GraphWriter& writer, store::BulkWriter& bulk, Report& report, ProblemLog& log,
             const Progress& progress)
      : writer_(writer), bulk_(bulk), report_(report), log_(log), progress_(progress) {}

  void load(const std::string& folder) {
    // Indexes are made of the texts of nodes when all is committed.
    const auto opened = std::make_shared<std::deque<CsvFile>>(open_csv_files(folder, log_));
    std::deque<CsvFile>& files = *opened;
    bulk_.keep(opened);
    bulk_.keep(copies_);
    for (const CsvFile& file : files) total_ += file.text().size();
    for (CsvFile& file : files)
      for (CsvColumn& column : file.columns)
        if (!column.name.empty()) column.key = writer_.intern_key(column.name);
    if (log_.failed()) {
      for (CsvFile& file : files) name_malformed(file);
      return;
    }
    for (CsvFile& file : files)
      if (!file.relationships) load_nodes(file);
    for (CsvFile& file : files) {
      if (!file.relationships) continue;
      load_relationships(file);
      // The texts of nodes are written with the first relationships.
      for (const CsvFile& read : files) read.file.forget(read.text().size());
    }
  }

 private:
  /// What else is wrong, where nothing can be loaded any more.
  void name_malformed(CsvFile& file) {
    for (const RowProblem& each : read_csv_rows(file, nullptr).problems)
      if (each.line == 0) log_.error({file.name, 0}, "", each.message);
  }

  CsvRows read(CsvFile& file) {
    tell(file);
    CsvRows rows = read_csv_rows(file, &ids_);
    done_ += file.text().size();
    report_.properties += rows.properties;
    return rows;
  }

  void name_problems(const CsvFile& file, CsvRows& rows) {
    std::ranges::stable_sort(rows.problems, {}, &RowProblem::line);
    for (RowProblem& each : rows.problems)
      log_.error({file.name, each.line}, each.field, each.message);
  }

  void load_nodes(CsvFile& file) {
    const LabelId label = writer_.intern_label(file.subject);
    CsvRows rows = read(file);
    add_ids(rows);
    name_problems(file, rows);
    report_.nodes += rows.count;
    if (!log_.failed())
      bulk_.add_nodes({{label}, static_cast<std::uint32_t>(rows.count), std::move(rows.columns)});
    copies_->splice(copies_->end(), rows.copies);
    index_ids(file);
  }

  void add_ids(CsvRows& rows) {
    for (std::size_t i = 0; i < rows.ids.size(); ++i) {
      const std::string_view id = rows.ids[i];
      if (id.empty())
        rows.problems.push_back({rows.lines[i], "id", "a node needs an id"});
      else if (!ids_.insert(id))
        rows.problems.push_back(
            {rows.lines[i], "id", "the id '" + std::string(id) + "' is given twice"});
    }
  }

  void index_ids(const CsvFile& file) {
    for (const CsvColumn& column : file.columns)
      if (column.role == Role::Id && !column.name.empty())
        writer_.create_index({.name = file.subject + "_" + column.name,
                              .label = file.subject,
                              .property = column.name,
                              .unique = true});
  }

  void load_relationships(CsvFile& file) {
    const TypeId type = writer_.intern_type(file.subject);
    CsvRows rows = read(file);
    name_problems(file, rows);
    report_.relationships += rows.count;
    if (!log_.failed())
      bulk_.add_relationships(
          {type, std::move(rows.starts), std::move(rows.ends), std::move(rows.columns)});
  }

  void tell(const CsvFile& file) const {
    if (progress_)
      progress_(
          0.9 * static_cast<double>(done_) / static_cast<double>(std::max(total_, std::size_t{1})),
          file.name);
  }

  store::GraphWriter& writer_;
  store::BulkWriter& bulk_;
  Report& report_;
  ProblemLog& log_;
  const Progress& progress_;
  IdTable ids_;
  using Copies = std::list<std::string>;  // of texts of nodes
  const std::shared_ptr<Copies> copies_ = std::make_shared<Copies>();
  std::size_t total_ = 0, done_ = 0;
};

}  // namespace

void load_bulk_folder(const std::string& path, store::Transaction& transaction,
                      store::BulkWriter& bulk, Report& report, ProblemLog& log,
                      const Progress& progress) {
  BulkFolder(transaction.writer(), bulk, report, log, progress).load(path);
}

}  // namespace normgraph::loaders
