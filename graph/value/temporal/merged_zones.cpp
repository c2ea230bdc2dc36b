#include "graph/value/temporal/merged_zones.hpp"

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace normgraph {
namespace {

/// One line of zone.tab or zone1970.tab: country codes, coordinates, name, comment.
struct TableRow {
  std::vector<std::string> countries;
  std::string name;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(separator, start)) != std::string::npos; start = end + 1) {
    parts.push_back(text.substr(start, end - start));
  }
  parts.push_back(text.substr(start));
  return parts;
}

/// Empty when the file is missing; then no zones are merged.
std::vector<TableRow> read_table(const char* path) {
  std::vector<TableRow> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    auto columns = split(line, '\t');
    if (columns.size() >= 3) rows.push_back({split(columns[0], ','), std::move(columns[2])});
  }
  return rows;
}

std::map<std::string, std::string, std::less<>> read_merged_zones() {
  std::set<std::string> kept;
  std::map<std::string, std::vector<std::string>> by_country;
  for (const TableRow& row : read_table("/usr/share/zoneinfo/zone1970.tab")) {
    kept.insert(row.name);
    for (const std::string& country : row.countries) by_country[country].push_back(row.name);
  }
  std::map<std::string, std::string, std::less<>> merged;
  for (const TableRow& row : read_table("/usr/share/zoneinfo/zone.tab")) {
    if (kept.count(row.name) != 0) continue;
    // Where a country has several zones the tables don't say which one it is merged with.
    const auto& candidates = by_country[row.countries.front()];
    if (candidates.size() == 1) merged[row.name] = candidates.front();
  }
  return merged;
}

}  // namespace

std::string_view merged_zone_name(std::string_view name) {
  static const auto merged = read_merged_zones();
  const auto found = merged.find(name);
  return found == merged.end() ? name : std::string_view(found->second);
}

}  // namespace normgraph
