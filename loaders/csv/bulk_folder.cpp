#include "loaders/csv/bulk_folder.hpp"

#include <algorithm>
#include <deque>
#include <memory>

#include "graph/parallel.hpp"
#include "loaders/csv/csv_chunks.hpp"
#include "loaders/csv/csv_files.hpp"
#include "loaders/csv/id_table.hpp"

namespace normgraph::loaders {

namespace {

using Role = CsvColumn::Role;
using store::BulkColumn;

template <class T>
void move_behind(std::vector<T>& to, std::vector<T>& from) {
  if (to.empty())
    to = std::move(from);
  else
    to.insert(to.end(), from.begin(), from.end());
  from = {};
}

/// Adds the values of a part to those of the parts before it.
void append(BulkColumn& to, BulkColumn& from, std::size_t rows_before, std::size_t rows) {
  if (!from.missing.empty() || !to.missing.empty()) {
    to.missing.resize(rows_before);
    if (from.missing.empty()) from.missing.resize(rows);
    to.missing.insert(to.missing.end(), from.missing.begin(), from.missing.end());
  }
  to.key = from.key;
  to.type = from.type;
  move_behind(to.numbers, from.numbers);
  move_behind(to.texts, from.texts);
}

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
    // The texts of nodes are written with the first relationships.
    for (CsvFile& file : files)
      if (file.relationships) load_relationships(file);
  }

 private:
  /// What else is wrong, where nothing can be loaded any more.
  void name_malformed(CsvFile& file) {
    for (const CsvRows& part : read_csv_rows(file))
      if (!part.malformed.empty()) log_.error({file.name, 0}, "", part.malformed);
  }

  std::vector<CsvRows> read(CsvFile& file) {
    tell(file);
    return read_csv_rows(file);
  }

  /// The problems of a part in the order of its lines.
  void name_problems(const CsvFile& file, CsvRows& part) {
    if (!part.malformed.empty()) log_.error({file.name, 0}, "", part.malformed);
    if (part.problems.empty()) return;
    std::ranges::stable_sort(part.problems, {}, &ChunkProblem::line);
    const std::uint32_t before = first_line(file, part) - 1;
    for (ChunkProblem& each : part.problems)
      log_.error({file.name, before + each.line}, each.field, each.message);
  }

  void load_nodes(CsvFile& file) {
    const LabelId label = writer_.intern_label(file.subject);
    std::vector<CsvRows> rows = read(file);
    store::BulkNodes nodes;
    nodes.labels = {label};
    for (CsvRows& part : rows) {
      add_ids(part);
      name_problems(file, part);
      take_columns(part, nodes.columns, nodes.count);
      nodes.count += static_cast<std::uint32_t>(part.count);
      copies_->push_back(std::move(part.copies));  // as a whole: short strings must not move
    }
    report_.nodes += nodes.count;
    if (!log_.failed()) bulk_.add_nodes(std::move(nodes));
    index_ids(file);
    done_ += file.text().size();
  }

  void add_ids(CsvRows& part) {
    for (std::size_t i = 0; i < part.ids.size(); ++i) {
      const std::string_view id = part.ids[i];
      if (id.empty())
        part.problems.push_back({part.lines[i], "id", "a node needs an id"});
      else if (!ids_.insert(id))
        part.problems.push_back(
            {part.lines[i], "id", "the id '" + std::string(id) + "' is given twice"});
    }
  }

  void take_columns(CsvRows& part, std::vector<BulkColumn>& columns, std::size_t rows_before) {
    columns.resize(part.columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
      append(columns[i], part.columns[i], rows_before, part.count);
    report_.properties += part.properties;
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
    std::vector<CsvRows> rows = read(file);
    std::vector<std::vector<NodeId>> starts(rows.size()), ends(rows.size());
    parallel_for(rows.size(), [&](std::size_t i) {
      starts[i] = ids_.find(rows[i].starts);
      ends[i] = ids_.find(rows[i].ends);
    });
    store::BulkRelationships all;
    all.type = type;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      check_ends(rows[i], starts[i], "from", rows[i].starts);
      check_ends(rows[i], ends[i], "to", rows[i].ends);
      name_problems(file, rows[i]);
      rows[i].starts = rows[i].ends = {};
      rows[i].lines = {};
      take_columns(rows[i], all.columns, all.starts.size());
      move_behind(all.starts, starts[i]);
      move_behind(all.ends, ends[i]);
    }
    report_.relationships += all.starts.size();
    if (!log_.failed()) bulk_.add_relationships(std::move(all));
    file.file.forget(file.text().size());
    done_ += file.text().size();
  }

  static void check_ends(CsvRows& part, const std::vector<NodeId>& found, const char* field,
                         const std::vector<std::string_view>& ids) {
    for (std::size_t i = 0; i < found.size() && part.problems.size() <= ProblemLog::limit; ++i)
      if (found[i] == no_node)
        part.problems.push_back(
            {part.lines[i], field, "no node has the id '" + std::string(ids[i]) + "'"});
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
  // Of texts of nodes.
  using Copies = std::deque<std::deque<std::string>>;
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
