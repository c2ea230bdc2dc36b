#include "repl/paths.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "grammar/error.hpp"

namespace normgraph::repl {

namespace {

std::string setting_of(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string home_folder() {
  if (std::string home = setting_of("HOME"); !home.empty()) return home;
  const passwd* user = getpwuid(getuid());
  return user && user->pw_dir ? user->pw_dir : "/";
}

/// A base folder of the XDG rules: relative values of the variable are to be ignored.
std::filesystem::path base_folder(const char* variable, const char* otherwise) {
  const std::string value = setting_of(variable);
  if (!value.empty() && value.front() == '/') return value;
  return std::filesystem::path(home_folder()) / otherwise;
}

}  // namespace

std::string default_database_path() {
  const std::filesystem::path folder = base_folder("XDG_DATA_HOME", ".local/share") / "normgraph";
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem)
    throw Error(ErrorKind::Storage, "NG5110", "StorageError", "FolderNotMade",
                "the folder " + folder.string() + " could not be made: " + problem.message())
        .hint("--db PATH puts the graph elsewhere");
  return folder / "graph.db";
}

std::string history_path() {
  const std::filesystem::path folder = base_folder("XDG_STATE_HOME", ".local/state") / "normgraph";
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  return problem ? std::string() : (folder / "history").string();
}

std::string shipped_data_path() {
  if (std::string folder = setting_of("NORMGRAPH_DATA"); !folder.empty()) return folder;
  return NORMGRAPH_DATA_DIR;
}

}  // namespace normgraph::repl
