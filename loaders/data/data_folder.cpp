#include "loaders/data/data_folder.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "grammar/parse.hpp"
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
    for (const char* part : {"rules", "statements"}) read_parts(*json, part, name);
    data_.definitions_text = json->dump();
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
      if (part == "statements") check_statement(name, *text, file_name);
      file = std::move(*text);
    }
  }

  /// A file of a saved statement holds one DEFINE of the name under which it is listed.
  void check_statement(const std::string& name, const std::string& text, const std::string& file) {
    try {
      const ast::Statement statement = parse_statement(text);
      const auto* definition = std::get_if<ast::Define>(&statement.node);
      if (!definition || definition->name.text != name)
        log_.error({file, 0}, "", "must hold one statement: DEFINE " + name + " AS …");
    } catch (const Error& error) {
      log_.error({file, position_of(text, error.span.offset).line}, "", error.message);
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
