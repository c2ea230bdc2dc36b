#include "loaders/data_version.hpp"

#include <fstream>

#include "graph/database.hpp"
#include "graph/store/view.hpp"

namespace normgraph::loaders {

DataVersion read_data_version(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' '))
    line.remove_suffix(1);
  const std::size_t blank = line.find(' ');
  DataVersion read{.version = std::string(line.substr(0, blank)), .day = ""};
  if (blank != line.npos) read.day = line.substr(line.find_first_not_of(' ', blank));
  return read;
}

std::optional<DataVersion> version_of(const std::string& folder) {
  std::ifstream file(folder + "/VERSION");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return read_data_version(line);
}

std::optional<DataVersion> loaded_version(Database& database) {
  const std::unique_ptr<store::Transaction> reading = database.store().begin_read();
  const std::optional<std::string> line = reading->view().metadata(data_version_name);
  if (!line) return std::nullopt;
  return read_data_version(*line);
}

}  // namespace normgraph::loaders
