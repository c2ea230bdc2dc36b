#include "tests/benchmarks/array_graph.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "graph/database.hpp"

namespace normgraph::benchmarks {

namespace {

std::vector<std::uint32_t> offsets_of(const std::vector<std::uint32_t>& ends, std::uint32_t nodes) {
  std::vector<std::uint32_t> offsets(nodes + std::size_t{1});
  for (const std::uint32_t end : ends) ++offsets[end + std::size_t{1}];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  return offsets;
}

}  // namespace

ArrayGraph read_graph(Session& session, const std::string& type) {
  const Answer answer = session.run("MATCH (a)-[e:" + type +
                                    "]->(b) RETURN id(a), id(b), e.kind, e.clause "
                                    "ORDER BY id(a), id(b)");
  ArrayGraph graph;
  std::vector<std::uint32_t> starts;
  std::map<std::string, std::uint8_t> kinds;
  for (const auto& row : answer.tables.at(0).rows) {
    starts.push_back(static_cast<std::uint32_t>(row[0].as_integer()));
    graph.out.push_back(static_cast<std::uint32_t>(row[1].as_integer()));
    const std::string kind = row[2].is_null() ? "" : row[2].as_string();
    const auto found = kinds.emplace(kind, static_cast<std::uint8_t>(kinds.size())).first;
    graph.kinds.push_back(found->second);
    graph.clauses.push_back(row[3].is_null() ? 0 : row[3].as_integer());
  }
  graph.kind_names.resize(kinds.size());
  for (const auto& [name, number] : kinds) graph.kind_names[number] = name;
  std::uint32_t last = 0;
  for (const std::uint32_t node : starts) last = std::max(last, node);
  for (const std::uint32_t node : graph.out) last = std::max(last, node);
  graph.nodes = last + 1;
  graph.out_offsets = offsets_of(starts, graph.nodes);
  graph.in_offsets = offsets_of(graph.out, graph.nodes);
  graph.in.resize(graph.out.size());
  std::vector<std::uint32_t> next = graph.in_offsets;
  for (std::size_t i = 0; i < starts.size(); ++i) graph.in[next[graph.out[i]]++] = starts[i];
  return graph;
}

std::uint32_t most_cited(const ArrayGraph& graph) {
  std::uint32_t best = 0, degree = 0;
  for (std::uint32_t node = 0; node < graph.nodes; ++node) {
    const std::uint32_t here = graph.in_offsets[node + 1] - graph.in_offsets[node];
    if (here > degree) best = node, degree = here;
  }
  return best;
}

std::int64_t count_two_steps(const ArrayGraph& graph, std::uint32_t to) {
  std::int64_t count = 0;
  for (std::uint32_t i = graph.in_offsets[to]; i < graph.in_offsets[to + 1]; ++i)
    count += graph.in_offsets[graph.in[i] + 1] - graph.in_offsets[graph.in[i]];
  return count;
}

std::int64_t reach_by_three(const ArrayGraph& graph, std::uint32_t to) {
  std::vector<std::uint32_t> frontier{to}, next;
  for (int step = 0; step < 3; ++step) {
    std::vector<std::uint64_t> seen(graph.nodes / 64 + 1);
    next.clear();
    for (const std::uint32_t node : frontier)
      for (std::uint32_t i = graph.in_offsets[node]; i < graph.in_offsets[node + 1]; ++i) {
        std::uint64_t& word = seen[graph.in[i] / 64];
        const std::uint64_t bit = std::uint64_t{1} << (graph.in[i] % 64);
        if (word & bit) continue;
        word |= bit;
        next.push_back(graph.in[i]);
      }
    std::swap(frontier, next);
  }
  return static_cast<std::int64_t>(frontier.size());
}

std::int64_t count_triangles(const ArrayGraph& graph) {
  std::int64_t count = 0;
  std::vector<std::uint64_t> marks(graph.nodes / 64 + 1);
  for (std::uint32_t a = 0; a < graph.nodes; ++a) {
    const std::uint32_t begin = graph.out_offsets[a], end = graph.out_offsets[a + 1];
    for (std::uint32_t i = begin; i < end; ++i)
      marks[graph.out[i] / 64] |= std::uint64_t{1} << (graph.out[i] % 64);
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t b = graph.out[i];
      for (std::uint32_t j = graph.out_offsets[b]; j < graph.out_offsets[b + 1]; ++j)
        count += static_cast<std::int64_t>(marks[graph.out[j] / 64] >> (graph.out[j] % 64) & 1);
    }
    for (std::uint32_t i = begin; i < end; ++i) marks[graph.out[i] / 64] = 0;
  }
  return count;
}

std::vector<std::string> sum_by_kind(const ArrayGraph& graph) {
  std::vector<std::int64_t> counts(graph.kind_names.size()), sums(graph.kind_names.size());
  for (std::size_t i = 0; i < graph.kinds.size(); ++i) {
    ++counts[graph.kinds[i]];
    sums[graph.kinds[i]] += graph.clauses[i];
  }
  std::vector<std::string> lines;
  for (std::size_t kind = 0; kind < counts.size(); ++kind)
    lines.push_back(graph.kind_names[kind] + " " + std::to_string(counts[kind]) + " " +
                    std::to_string(sums[kind]));
  return lines;
}

namespace {

/// Distances from a node as far as `to` is found; -1: not reached.
std::vector<std::int32_t> distances(const ArrayGraph& graph, std::uint32_t from, std::uint32_t to) {
  std::vector<std::int32_t> distance(graph.nodes, -1);
  std::vector<std::uint32_t> queue{from};
  distance[from] = 0;
  for (std::size_t at = 0; at < queue.size() && queue[at] != to; ++at)
    for (std::uint32_t i = graph.out_offsets[queue[at]]; i < graph.out_offsets[queue[at] + 1];
         ++i) {
      const std::uint32_t node = graph.out[i];
      if (distance[node] >= 0) continue;
      distance[node] = distance[queue[at]] + 1;
      queue.push_back(node);
    }
  return distance;
}

}  // namespace

std::int64_t shortest_way(const ArrayGraph& graph, std::uint32_t from, std::uint32_t to) {
  return distances(graph, from, to)[to];
}

std::uint32_t far_from(const ArrayGraph& graph, std::uint32_t from) {
  const std::vector<std::int32_t> distance = distances(graph, from, graph.nodes);
  const auto farthest = std::max_element(distance.begin(), distance.end());
  return static_cast<std::uint32_t>(farthest - distance.begin());
}

}  // namespace normgraph::benchmarks
