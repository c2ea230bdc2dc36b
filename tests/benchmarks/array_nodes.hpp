#pragma once

// Properties of nodes as plain arrays, and the loops that somebody would write by hand over them.

#include <cstdint>
#include <string>
#include <vector>

#include "tests/benchmarks/array_graph.hpp"

namespace normgraph::benchmarks {

/// By the number of the node. Texts of which there are few are codes.
struct ArrayNodes {
  std::vector<std::string> label_names, stage_names;  // "": none
  std::vector<std::uint8_t> labels, stages;
  std::vector<std::int32_t> years;  // 0: none
  std::vector<std::string> titles;

  std::uint8_t label(const std::string& name) const;
  std::uint8_t stage(const std::string& name) const;
};

/// Reads all nodes, with their first label and their properties `stage`, `year` and `title`, by a
/// statement.
ArrayNodes read_nodes(Session& session);

/// The years of the ends of all relationships, added up.
std::int64_t sum_years_of_ends(const ArrayGraph& graph, const ArrayNodes& nodes);
/// Nodes with the label by stage, as "stage count".
std::vector<std::string> count_by_stage(const ArrayNodes& nodes, std::uint8_t label);
/// Nodes with the label whose title contains the word.
std::int64_t count_titles(const ArrayNodes& nodes, std::uint8_t label, const std::string& word);
/// Nodes with the label into which no two relationships, one of each graph, lead from a node at the
/// stage.
std::int64_t count_gaps(const ArrayNodes& nodes, std::uint8_t label, const ArrayGraph& last,
                        const ArrayGraph& first, std::uint8_t stage);

}  // namespace normgraph::benchmarks
