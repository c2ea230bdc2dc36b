#include "loaders/loader.hpp"

#include <chrono>
#include <filesystem>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/time/time_shift.hpp"
#include "loaders/acts/flat_act.hpp"
#include "loaders/acts/formex.hpp"
#include "loaders/acts/write_act.hpp"
#include "loaders/csv/csv_folder.hpp"
#include "loaders/csv/mapped_tables.hpp"
#include "loaders/data/check.hpp"
#include "loaders/data/data_folder.hpp"
#include "loaders/data/export_header.hpp"
#include "loaders/data/read_lines.hpp"
#include "loaders/data/write_graph.hpp"
#include "loaders/file_kind.hpp"
#include "loaders/files.hpp"
#include "loaders/graph_json.hpp"
#include "loaders/rdf/rdf_graph.hpp"

namespace normgraph::loaders {

namespace {

std::int64_t present_day() {
  using Days = std::chrono::duration<std::int64_t, std::ratio<86'400>>;
  return std::chrono::floor<Days>(std::chrono::system_clock::now()).time_since_epoch().count();
}

Error cannot_load(const std::string& path, const std::string& reason) {
  return Error(ErrorKind::Data, "NG7001", "DataError", "CannotLoad", path + " " + reason)
      .at_runtime();
}

/// The words of a single file: those of the schema that the graph has.
void take_schema(const store::GraphView& view, DataSet& data) {
  const auto schema = view.metadata(schema_metadata);
  std::vector<SchemaProblem> ignored;  // it was checked when it was loaded
  if (schema && data.schema_text.empty()) data.schema = parse_schema(*schema, ignored);
}

/// A single file of lines; an export brings a schema of its own.
DataSet read_single_file(const std::string& text, const std::string& path,
                         const store::GraphView& view, ProblemLog& log) {
  const std::string name = std::filesystem::path(path).filename().string();
  DataSet data;
  const bool exported = has_export_header(text);
  if (exported) read_export_header(text, name, data, log);
  if (!view.metadata(schema_metadata) && !exported)
    throw cannot_load(path,
                      "needs the schema of a graph: load a folder with a manifest.json first");
  take_schema(view, data);
  read_lines(text, name, data, log);
  return data;
}

FindInGraph finder(const store::GraphView& view) {
  return [&view](const std::string& key) -> std::optional<std::vector<std::string>> {
    const auto hits = view.lookup(no_label, view.find_key("key"), Value::string(key));
    if (!hits || hits->empty()) return std::nullopt;
    std::vector<std::string> names;
    for (const LabelId label : view.labels(hits->front())) names.push_back(view.label_name(label));
    return names;
  };
}

/// Checks what was read and writes it. `folder`: it stands by itself; else the graph may have the
/// other ends of links, and sources.
void write_data(const DataSet& data, bool folder, std::int64_t day, store::Transaction& transaction,
                Report& report, ProblemLog& log, const Progress& progress) {
  check(data, folder ? FindInGraph() : finder(transaction.view()), log);
  if (!log.failed()) write_graph(data, day, transaction, report, log, progress);
}

void load_act(const LegalText& act, const std::vector<Problem>& problems, const std::string& name,
              store::Transaction& transaction, Report& report, ProblemLog& log) {
  for (const Problem& problem : problems) {
    const Place place{problem.file, problem.line};
    problem.warning ? log.warning(place, problem.field, problem.message)
                    : log.error(place, problem.field, problem.message);
  }
  if (!log.failed()) write_act(act, name, transaction, report, log);
}

void load_file(const std::string& path, std::int64_t day, store::Transaction& transaction,
               Report& report, ProblemLog& log, const Progress& progress) {
  std::string reason;
  const auto text = read_file(path, reason);
  if (!text) throw cannot_load(path, reason);
  const std::string name = std::filesystem::path(path).filename().string();
  if (progress) progress(0, name);
  std::vector<Problem> problems;
  DataSet data;
  switch (kind_of_file(*text, reason)) {
    case FileKind::Unknown:
      throw cannot_load(path, reason);
    case FileKind::GraphJson:
      return load_graph_json(*text, name, transaction, report, log);
    case FileKind::Turtle:
      return load_rdf(*text, name, transaction, report, log, progress);
    case FileKind::Formex: {
      const LegalText act = read_formex(*text, name, problems);
      return load_act(act, problems, name, transaction, report, log);
    }
    case FileKind::FlatAct: {
      const LegalText act = read_flat_act(*text, name, problems);
      return load_act(act, problems, name, transaction, report, log);
    }
    case FileKind::Mapping:
      take_schema(transaction.view(), data);
      read_mapped_tables(*text, path, data, log, progress);
      break;
    case FileKind::Lines:
      data = read_single_file(*text, path, transaction.view(), log);
      break;
  }
  write_data(data, false, day, transaction, report, log, progress);
}

}  // namespace

Report load(Database& database, const std::string& path, const Progress& progress,
            std::optional<Date> today) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw cannot_load(path, "does not exist");
  const bool folder = std::filesystem::is_directory(path, error);
  const bool csv = folder && !is_data_folder(path) && is_csv_folder(path);
  if (folder && !csv && !is_data_folder(path))
    throw cannot_load(path,
                      "is a folder without anything that can be loaded: it has neither a "
                      "manifest.json nor files *.csv");

  Report report;
  ProblemLog log(report);
  std::unique_ptr<store::Transaction> transaction = database.store().begin_write();
  const std::int64_t day = today ? today->days : present_day();
  move_stored_day(*transaction, day);
  transaction->begin_statement();
  std::unique_ptr<store::BulkWriter> bulk;
  if (csv)
    bulk = load_csv_folder(path, *transaction, report, log, progress);
  else if (!folder)
    load_file(path, day, *transaction, report, log, progress);
  else
    write_data(read_data_folder(path, log, progress), true, day, *transaction, report, log,
               progress);
  if (log.failed()) {
    report.nodes = report.relationships = report.properties = 0;
  } else if (bulk) {
    if (progress) progress(0.95, "saving");
    bulk->commit();
    if (progress) progress(1.0, "done");
  } else {
    transaction->keep_statement();
    if (progress) progress(0.9, "saving");
    transaction->commit();
    if (progress) progress(1.0, "done");
  }
  log.finish();
  return report;
}

}  // namespace normgraph::loaders
