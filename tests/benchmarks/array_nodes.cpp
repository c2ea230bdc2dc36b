#include "tests/benchmarks/array_nodes.hpp"

#include <algorithm>
#include <stdexcept>

#include "graph/database.hpp"

namespace normgraph::benchmarks {

namespace {

std::uint8_t code_of(std::vector<std::string>& names, const Value& value) {
  const std::string name = value.is_null() ? "" : value.as_string();
  const auto found = std::find(names.begin(), names.end(), name);
  const auto code = static_cast<std::uint8_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return code;
}

std::uint8_t known_code(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error("no node has " + name);
  return static_cast<std::uint8_t>(found - names.begin());
}

/// Whether a relationship of the graph leads to `to` from a node at the stage.
bool is_reached(const ArrayNodes& nodes, const ArrayGraph& graph, std::uint32_t to,
                std::uint8_t stage) {
  for (const std::uint32_t from : graph.sources(to))
    if (nodes.stages[from] == stage) return true;
  return false;
}

}  // namespace

std::uint8_t ArrayNodes::label(const std::string& name) const {
  return known_code(label_names, name);
}
std::uint8_t ArrayNodes::stage(const std::string& name) const {
  return known_code(stage_names, name);
}

ArrayNodes read_nodes(Session& session) {
  const Answer answer =
      session.run("MATCH (n) RETURN id(n), labels(n)[0], n.stage, n.year, n.title");
  ArrayNodes nodes;
  for (const auto& row : answer.tables.at(0).rows) {
    const auto node = static_cast<std::size_t>(row[0].as_integer());
    if (node >= nodes.labels.size()) {
      nodes.labels.resize(node + 1);
      nodes.stages.resize(node + 1);
      nodes.years.resize(node + 1);
      nodes.titles.resize(node + 1);
    }
    nodes.labels[node] = code_of(nodes.label_names, row[1]);
    nodes.stages[node] = code_of(nodes.stage_names, row[2]);
    nodes.years[node] = row[3].is_null() ? 0 : static_cast<std::int32_t>(row[3].as_integer());
    if (!row[4].is_null()) nodes.titles[node] = row[4].as_string();
  }
  return nodes;
}

std::int64_t sum_years_of_ends(const ArrayGraph& graph, const ArrayNodes& nodes) {
  std::int64_t sum = 0;
  for (const std::uint32_t end : graph.out) sum += nodes.years[end];
  return sum;
}

std::vector<std::string> count_by_stage(const ArrayNodes& nodes, std::uint8_t label) {
  std::vector<std::int64_t> counts(nodes.stage_names.size());
  for (std::size_t node = 0; node < nodes.labels.size(); ++node)
    if (nodes.labels[node] == label) ++counts[nodes.stages[node]];
  std::vector<std::string> lines;
  for (std::size_t stage = 0; stage < counts.size(); ++stage)
    if (counts[stage] > 0)
      lines.push_back(nodes.stage_names[stage] + " " + std::to_string(counts[stage]));
  return lines;
}

std::int64_t count_titles(const ArrayNodes& nodes, std::uint8_t label, const std::string& word) {
  std::int64_t count = 0;
  for (std::size_t node = 0; node < nodes.labels.size(); ++node)
    if (nodes.labels[node] == label && nodes.titles[node].find(word) != std::string::npos) ++count;
  return count;
}

std::int64_t count_gaps(const ArrayNodes& nodes, std::uint8_t label, const ArrayGraph& last,
                        const ArrayGraph& first, std::uint8_t stage) {
  std::int64_t count = 0;
  for (std::uint32_t node = 0; node < nodes.labels.size(); ++node) {
    if (nodes.labels[node] != label) continue;
    const auto middles = last.sources(node);
    count += std::none_of(middles.begin(), middles.end(), [&](std::uint32_t middle) {
      return is_reached(nodes, first, middle, stage);
    });
  }
  return count;
}

}  // namespace normgraph::benchmarks
