#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace normgraph {
class Database;
}

namespace normgraph::loaders {

/// Which shipped data a folder or a graph holds: one line, "2026.11.1 2026-10-09".
struct DataVersion {
  std::string version;
  std::string day;  // to which the data reaches; may be empty
};

/// Under this name of the graph's metadata the loader keeps the line of the folder's VERSION file.
constexpr std::string_view data_version_name = "data version";
DataVersion read_data_version(std::string_view line);

/// That of a folder of data files; nothing: it has no file VERSION.
std::optional<DataVersion> version_of(const std::string& folder);
/// That of a graph; nothing: no shipped data was loaded into it.
std::optional<DataVersion> loaded_version(Database& database);

}  // namespace normgraph::loaders
