#include "loaders/data/data_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "grammar/error.hpp"
#include "graph/process/process_model.hpp"
#include "loaders/data/check_definitions.hpp"
#include "loaders/data/json_fields.hpp"
#include "loaders/data/read_lines.hpp"
#include "loaders/files.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;
constexpr const char* manifest_name = "manifest.json";
constexpr const char* version_name = "VERSION";

class FolderReader {
 public:
  FolderReader(std::string folder, ProblemLog& log, const Progress& progress)
      : folder_(std::move(folder)), log_(log), progress_(progress) {}

  DataSet read() {
    const Place place{manifest_name, 0};
    const std::optional<Json> json = read_object(manifest_name, place, "");
    if (!json) return std::move(data_);
    ObjectReader manifest(*json, place, "", log_);
    const Json* format = manifest.member("format");
    if (!format || *format != 1)
      manifest.problem("format", "must be 1, the one format that this version reads");
    manifest.text("title");
    read_schema(manifest.text("schema", true));
    read_definitions(manifest.text("definitions"));
    const std::vector<std::string> files = manifest.texts("files");
    manifest.finish();
    read_version();
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (progress_)
        progress_(reading_share * static_cast<double>(i) / double(files.size()), files[i]);
      if (const auto text = read_text(files[i], place, "files"))
        read_lines(*text, files[i], data_, log_);
    }
    return std::move(data_);
  }

 private:
  /// A file of the folder; names that lead out of it are refused.
  std::optional<std::string> read_text(const std::string& name, const Place& named_in,
                                       const std::string& field) {
    const std::filesystem::path path(name);
    bool leads_out = path.is_absolute();
    for (const auto& part : path) leads_out = leads_out || part == "..";
    if (leads_out) {
      log_.error(named_in, field, "\"" + name + "\" is not inside the folder of the data");
      return std::nullopt;
    }
    std::string reason;
    auto text = read_file((std::filesystem::path(folder_) / path).string(), reason);
    if (!text) log_.error({name, 0}, "", reason + nearest_file(path));
    return text;
  }

  /// "did you mean …?" with a file that lies where the missing one was looked for.
  std::string nearest_file(const std::filesystem::path& path) const {
    std::vector<std::string> names;
    std::error_code error;
    const std::filesystem::path inside = path.parent_path();
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(folder_) / inside, error))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    const std::vector<std::string> near = nearest_names(path.filename().string(), names, 1);
    return near.empty() ? "" : ": did you mean " + (inside / near.front()).string() + "?";
  }

  std::optional<Json> read_object(const std::string& name, const Place& named_in,
                                  const std::string& field) {
    const auto text = read_text(name, named_in, field);
    return text ? parse_object(*text, {name, 0}, log_) : std::nullopt;
  }

  void read_schema(const std::string& name) {
    if (name.empty()) return;
    auto text = read_text(name, {manifest_name, 0}, "schema");
    if (!text) return;
    std::vector<SchemaProblem> problems;
    data_.schema = parse_schema(*text, problems);
    for (const SchemaProblem& problem : problems)
      log_.error({name, problem.line ? problem.line : line_of(problem, *text)}, problem.field,
                 problem.message);
    data_.schema_text = std::move(*text);
  }

  static std::uint32_t line_of(const SchemaProblem& problem, std::string_view text) {
    std::string_view path = problem.field;
    if (path.starts_with("schema.")) path.remove_prefix(7);
    if (problem.message == "is missing")  // then the place is what it is missing in
      path = path.substr(0, path.find_last_of('.'));
    return line_of_member(text, path);
  }

  /// Rules are files of their own; in the graph they stand with the other definitions.
  void read_definitions(const std::string& name) {
    if (name.empty()) return;
    const auto text = read_text(name, {manifest_name, 0}, "definitions");
    std::optional<Json> json = text ? parse_object(*text, {name, 0}, log_) : std::nullopt;
    if (!json) return;
    check_chains(*json, *text, name);
    check_process(*text, name);
    for (const char* part : {"rules", "statements", "lint", "briefings"})
      read_parts(*json, part, name);
    data_.definitions_text = json->dump();
  }

  void check_process(std::string_view text, const std::string& file) {
    try {
      ProcessModel::parse(text);
    } catch (const Error& error) {
      log_.error({file, line_of_member(text, "process")}, "process", error.message);
    }
  }

  void check_chains(const Json& definitions, std::string_view text, const std::string& file) {
    const auto chains = definitions.find("chains");
    if (chains == definitions.end() || !chains->is_object()) return;
    for (const auto& [chain, pattern] : chains->items()) {
      const std::string field = "chains." + chain;
      const Place place{file, line_of_member(text, field)};
      if (pattern.is_string())
        check_chain(pattern.get<std::string>(), place, field, log_);
      else
        log_.error(place, field, "must be a pattern as text");
    }
  }

  /// Puts the text of each file in the place of its name.
  void read_parts(Json& definitions, const std::string& part, const std::string& definitions_name) {
    const auto parts = definitions.find(part);
    if (parts == definitions.end()) return;
    const Place place{definitions_name, 0};
    if (!parts->is_object()) return log_.error(place, part, "must be an object");
    for (auto& [name, file] : parts->items()) {
      const std::string field = part + "." + name;
      if (!file.is_string()) {
        log_.error(place, field, "must be the name of a file");
        continue;
      }
      const std::string file_name = file.get<std::string>();
      auto text = read_text(file_name, place, field);
      if (!text) continue;
      if (part == "statements") check_saved_statement(name, *text, file_name, log_);
      if (part == "lint") check_lint(*text, file_name, log_);
      if (part == "rules" && file_name.ends_with(".nql")) check_rule(*text, file_name, log_);
      if (part == "briefings") check_briefing(*text, file_name, log_);
      file = std::move(*text);
    }
  }

  void read_version() {
    auto text = read_text(version_name, {version_name, 0}, "");
    if (!text) return;
    data_.version = text->substr(0, text->find_first_of("\r\n"));
    if (data_.version.empty())
      log_.error({version_name, 1}, "", "must hold the version of the data");
  }

  static constexpr double reading_share = 0.5;
  std::string folder_;
  ProblemLog& log_;
  const Progress& progress_;
  DataSet data_;
};

}  // namespace

bool is_data_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(path) / manifest_name, error);
}

DataSet read_data_folder(const std::string& folder, ProblemLog& log, const Progress& progress) {
  return FolderReader(folder, log, progress).read();
}

}  // namespace normgraph::loaders
