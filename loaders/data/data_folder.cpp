#include "loaders/data/data_folder.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

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
    if (!text) log_.error({name, 0}, "", reason);
    return text;
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
      log_.error({name, problem.line}, problem.field, problem.message);
    data_.schema_text = std::move(*text);
  }

  /// Rules are files of their own; in the graph they stand with the other definitions.
  void read_definitions(const std::string& name) {
    if (name.empty()) return;
    std::optional<Json> json = read_object(name, {manifest_name, 0}, "definitions");
    if (!json) return;
    if (const auto rules = json->find("rules"); rules != json->end()) {
      if (!rules->is_object()) {
        log_.error({name, 0}, "rules", "must be an object");
        return;
      }
      for (auto& [rule, file] : rules->items()) {
        if (!file.is_string()) {
          log_.error({name, 0}, "rules." + rule, "must be the name of a file");
          continue;
        }
        if (auto text = read_text(file.get<std::string>(), {name, 0}, "rules." + rule))
          file = std::move(*text);
      }
    }
    data_.definitions_text = json->dump();
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
