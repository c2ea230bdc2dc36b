#include "repl/maintenance.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "graph/database.hpp"
#include "graph/store/copy.hpp"
#include "repl/paths.hpp"
#include "repl/statement_runner.hpp"

namespace normgraph::repl {

namespace {

std::string path_of(const Options& options) {
  return options.database.empty() ? default_database_path() : options.database;
}

std::string size_text(const std::string& path) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB",
                static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  return text;
}

/// Where the copy goes may be a graph that others have open.
std::optional<store::SoleUse> nobody_uses(const std::string& target, const std::string& path) {
  const auto existing = store::identity_of(target);
  if (existing && existing == store::identity_of(path))
    throw Error(ErrorKind::Storage, "NG5124", "StorageError", "SameFile",
                target + " is the graph itself")
        .hint("give another name; to make the graph's own file smaller: normgraph compact");
  if (::access((target + "-users").c_str(), F_OK) != 0) return std::nullopt;
  return std::optional<store::SoleUse>(std::in_place, target);
}

}  // namespace

int back_up_graph(const Options& options) {
  const std::string path = path_of(options);
  const std::string& target = options.files.front();
  // Held open, so that nobody rebuilds the file meanwhile.
  const Database database({.path = path, .memory = false, .read_only = true});
  const auto alone = nobody_uses(target, path);
  OutputFile file(target, options.existing);
  store::copy_graph(path, file.descriptor());
  file.commit();
  if (!options.quiet)
    std::fprintf(stderr, "backed up to %s (%s)\n", target.c_str(), size_text(target).c_str());
  return exit_done;
}

int compact_graph(const Options& options) {
  const std::string path = path_of(options);
  { const Database is_a_graph({.path = path, .memory = false, .read_only = true}); }
  const store::SoleUse alone(path);
  const std::string before = size_text(path);
  OutputFile file(path, OutputFile::Existing::Replace);
  store::copy_graph(path, file.descriptor());
  file.commit();
  if (!options.quiet)
    std::fprintf(stderr, "compacted: %s, before %s\n", size_text(path).c_str(), before.c_str());
  return exit_done;
}

}  // namespace normgraph::repl
