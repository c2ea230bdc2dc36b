#pragma once

// A graph as plain arrays, and the loops that somebody would write by hand over them: what the
// engine is measured against.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace normgraph {
class Session;
}

namespace normgraph::benchmarks {

/// Relationships of one type: compressed rows in both directions, lists sorted.
struct ArrayGraph {
  std::uint32_t nodes = 0;
  std::vector<std::uint32_t> out_offsets, out, in_offsets, in;
  // In the order of `out`:
  std::vector<std::uint8_t> kinds;
  std::vector<std::int64_t> clauses;
  std::vector<std::string> kind_names;

  /// The nodes from which relationships lead to `to`.
  std::span<const std::uint32_t> sources(std::uint32_t to) const {
    if (to >= nodes) return {};
    return {in.data() + in_offsets[to], in.data() + in_offsets[to + 1]};
  }
};

/// Reads all relationships of the type, with their properties `kind` and `clause`, by a statement.
ArrayGraph read_graph(Session& session, const std::string& type);

std::uint32_t most_cited(const ArrayGraph& graph);
/// Ways of two relationships into a node.
std::int64_t count_two_steps(const ArrayGraph& graph, std::uint32_t to);
/// Nodes from which three relationships lead to a node.
std::int64_t reach_by_three(const ArrayGraph& graph, std::uint32_t to);
/// a -> b -> c with a -> c.
std::int64_t count_triangles(const ArrayGraph& graph);
/// Count and sum of clauses by kind, as "kind count sum".
std::vector<std::string> sum_by_kind(const ArrayGraph& graph);
/// Relationships on the shortest way; -1: there is none.
std::int64_t shortest_way(const ArrayGraph& graph, std::uint32_t from, std::uint32_t to);
/// A node that is far away from `from`, following relationships.
std::uint32_t far_from(const ArrayGraph& graph, std::uint32_t from);

}  // namespace normgraph::benchmarks
