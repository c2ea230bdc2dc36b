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
#include "loaders/data/check.hpp"
#include "loaders/data/data_folder.hpp"
#include "loaders/data/export_header.hpp"
#include "loaders/data/read_lines.hpp"
#include "loaders/data/write_graph.hpp"
#include "loaders/files.hpp"
#include "loaders/graph_json.hpp"

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

/// A single file of lines: its words are those of the schema that the graph has, or of its own.
DataSet read_single_file(const std::string& path, const store::GraphView& view, ProblemLog& log) {
  std::string reason;
  const auto text = read_file(path, reason);
  if (!text) throw cannot_load(path, reason);
  const std::string name = std::filesystem::path(path).filename().string();
  DataSet data;
  const bool exported = has_export_header(*text);
  if (exported) read_export_header(*text, name, data, log);
  const auto schema = view.metadata(schema_metadata);
  if (!schema && !exported)
    throw cannot_load(path,
                      "needs the schema of a graph: load a folder with a manifest.json first");
  std::vector<SchemaProblem> ignored;  // it was checked when it was loaded
  if (schema && data.schema_text.empty()) data.schema = parse_schema(*schema, ignored);
  read_lines(*text, name, data, log);
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

/// A folder with a manifest, or a single file of lines.
void load_data(const std::string& path, std::int64_t day, store::Transaction& transaction,
               Report& report, ProblemLog& log, const Progress& progress) {
  const bool folder = is_data_folder(path);
  const DataSet data = folder ? read_data_folder(path, log, progress)
                              : read_single_file(path, transaction.view(), log);
  check(data, folder ? FindInGraph() : finder(transaction.view()), log);
  if (!log.failed()) write_graph(data, day, transaction, report, log, progress);
}

/// What a file holds, told from its first signs and members rather than from its ending.
enum class Format { Lines, Formex, FlatAct, GraphJson };

Format format_of(std::string_view text) {
  if (has_export_header(text)) return Format::Lines;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return Format::Lines;
  if (text[first] == '<') return Format::Formex;
  constexpr std::size_t head_size = 4096;
  const std::string_view head = text.substr(0, head_size);
  const auto names = [](std::string_view where, std::string_view member) {
    return where.find("\"" + std::string(member) + "\"") != std::string_view::npos;
  };
  // A line of the project's own data is an object by itself.
  const std::string_view line = text.substr(0, text.find('\n'));
  if (names(line, "label") && names(line, "key") && line.ends_with('}')) return Format::Lines;
  if (names(text, "nodes") &&
      (names(text, "edges") || names(text, "relationships") || names(text, "links")))
    return Format::GraphJson;
  return names(head, "celex_id") ? Format::FlatAct : Format::Lines;
}

void load_file(const std::string& path, std::int64_t day, store::Transaction& transaction,
               Report& report, ProblemLog& log, const Progress& progress) {
  std::string reason;
  const auto text = read_file(path, reason);
  if (!text) throw cannot_load(path, reason);
  const std::string name = std::filesystem::path(path).filename().string();
  const Format format = format_of(*text);
  if (format == Format::Lines) return load_data(path, day, transaction, report, log, progress);
  if (format == Format::GraphJson) return load_graph_json(*text, name, transaction, report, log);
  std::vector<Problem> problems;
  const LegalText act = format == Format::Formex ? read_formex(*text, name, problems)
                                                 : read_flat_act(*text, name, problems);
  for (const Problem& problem : problems) {
    const Place place{problem.file, problem.line};
    problem.warning ? log.warning(place, problem.field, problem.message)
                    : log.error(place, problem.field, problem.message);
  }
  if (!log.failed()) write_act(act, name, transaction, report, log);
}

}  // namespace

Report load(Database& database, const std::string& path, const Progress& progress,
            std::optional<Date> today) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw cannot_load(path, "does not exist");
  const bool folder = std::filesystem::is_directory(path, error);
  const bool csv = folder && !is_data_folder(path) && is_csv_folder(path);
  if (folder && !csv && !is_data_folder(path))
    throw cannot_load(path, "is a folder without a manifest.json and without files *.csv");

  Report report;
  ProblemLog log(report);
  std::unique_ptr<store::Transaction> transaction = database.store().begin_write();
  const std::int64_t day = today ? today->days : present_day();
  move_stored_day(*transaction, day);
  transaction->begin_statement();
  if (csv)
    load_csv_folder(path, *transaction, report, log, progress);
  else if (!folder)
    load_file(path, day, *transaction, report, log, progress);
  else
    load_data(path, day, *transaction, report, log, progress);
  if (log.failed()) {
    report.nodes = report.relationships = report.properties = 0;
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
