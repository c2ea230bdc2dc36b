#include "graph/query/operators/segment_rows.hpp"

#include <bit>

namespace normgraph::query {

SegmentRows existing_rows(const store::StoredGraph& graph, const SegmentSource& source,
                          std::uint64_t first, std::uint32_t size) {
  SegmentRows found{first, size, false, {}};
  std::vector<std::uint64_t> bits;
  graph.mark_existing(source.owner, source.label, first, size, bits);
  std::size_t count = 0;
  for (const std::uint64_t word : bits) count += static_cast<std::size_t>(std::popcount(word));
  if (count == size) {
    found.all = true;
    return found;
  }
  found.rows.reserve(count);
  for (std::size_t i = 0; i < bits.size(); ++i)
    for (std::uint64_t word = bits[i]; word != 0; word &= word - 1)
      found.rows.push_back(static_cast<std::uint32_t>(i * 64) +
                           static_cast<std::uint32_t>(std::countr_zero(word)));
  return found;
}

Vector elements_of(const SegmentRows& rows, std::size_t begin, std::size_t count,
                   const SegmentSource& source) {
  if (source.owner == store::node_owner) {
    std::vector<NodeId> nodes(count);
    for (std::size_t i = 0; i < count; ++i)
      nodes[i] = static_cast<NodeId>(rows.first + rows[begin + i]);
    return Vector::of(std::move(nodes));
  }
  std::vector<RelationshipRef> relationships(count);
  for (std::size_t i = 0; i < count; ++i)
    relationships[i] = {RelationshipId::of(source.owner, rows.first + rows[begin + i]), 0, 0};
  return Vector::of(std::move(relationships));
}

}  // namespace normgraph::query
