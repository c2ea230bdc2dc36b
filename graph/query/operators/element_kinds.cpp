#include "graph/query/operators/element_kinds.hpp"

namespace normgraph::query {

ElementKinds kinds_of(const store::StoredGraph& graph, const SegmentSource& source,
                      const SegmentRows& rows) {
  constexpr std::size_t unseen = static_cast<std::size_t>(-1);
  ElementKinds kinds{{rows.first, rows.size, false, {}}, {}};
  if (source.owner != store::node_owner) {
    kinds.examples.rows = {rows[0]};
    kinds.counts = {static_cast<std::int64_t>(rows.count())};
    return kinds;
  }
  std::vector<std::size_t> kind_of;  // by the code of a set of labels
  rows.for_each([&](std::uint32_t row) {
    const store::LabelSetCode code = graph.label_set(static_cast<NodeId>(rows.first + row));
    if (code >= kind_of.size()) kind_of.resize(code + 1, unseen);
    std::size_t& kind = kind_of[code];
    if (kind == unseen) {
      kind = kinds.counts.size();
      kinds.counts.push_back(0);
      kinds.examples.rows.push_back(row);
    }
    ++kinds.counts[kind];
  });
  return kinds;
}

}  // namespace normgraph::query
