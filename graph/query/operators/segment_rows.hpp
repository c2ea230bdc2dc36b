#pragma once

#include <cstdint>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/stored_graph.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// The nodes of a label, or the relationships of a type, as ids that are scanned.
struct SegmentSource {
  store::ColumnOwner owner = store::node_owner;  // or the type of the relationships
  LabelId label = no_label;                      // of the nodes; no_label: any
};

/// Some ids of one stretch of ids: what a scan has left of it so far.
struct SegmentRows {
  std::uint64_t first = 0;          // the id of position 0
  std::uint32_t size = 0;           // ids in the stretch
  bool all = false;                 // all of them are meant
  std::vector<std::uint32_t> rows;  // else these positions, ascending

  std::size_t count() const { return all ? size : rows.size(); }
  std::uint32_t operator[](std::size_t i) const {
    return all ? static_cast<std::uint32_t>(i) : rows[i];
  }
  template <class Visit>
  void for_each(Visit visit) const {
    if (all)
      for (std::uint32_t row = 0; row < size; ++row) visit(row);
    else
      for (const std::uint32_t row : rows) visit(row);
  }
  /// Keeps the positions for which `test` is true.
  template <class Test>
  void keep(Test test) {
    if (all) {
      rows.resize(size);
      std::size_t kept = 0;
      for (std::uint32_t row = 0; row < size; ++row) {
        rows[kept] = row;
        kept += test(row) ? 1 : 0;
      }
      rows.resize(kept);
      all = kept == size;
      return;
    }
    std::size_t kept = 0;
    for (const std::uint32_t row : rows) {
      rows[kept] = row;
      kept += test(row) ? 1 : 0;
    }
    rows.resize(kept);
  }
  void keep_none() {
    all = false;
    rows.clear();
  }
};

/// The ids of [first, first + size) that the source has.
SegmentRows existing_rows(const store::StoredGraph& graph, const SegmentSource& source,
                          std::uint64_t first, std::uint32_t size);

/// The elements at the positions rows[begin], …, `count` of them: nodes, or relationships of which
/// only the id is known.
Vector elements_of(const SegmentRows& rows, std::size_t begin, std::size_t count,
                   const SegmentSource& source);

}  // namespace normgraph::query
