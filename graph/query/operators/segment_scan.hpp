#pragma once

// A scan of all nodes of a label, or of all relationships of a type, with the conditions on them:
// segment by segment instead of row by row. What reads it is in filtered_scan.cpp (nodes as rows)
// and segment_aggregate.cpp (only groups).

#include <optional>
#include <vector>

#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/operator.hpp"
#include "graph/query/operators/segment_predicate.hpp"

namespace normgraph::query {

/// The part of a plan that such a scan can stand for.
struct ScanShape {
  Slot element = no_slot;  // the node or relationship
  std::string label;       // of the nodes; empty: any
  bool relationships = false;
  std::vector<std::string> types;  // of the relationships; empty: all
  std::vector<const BoundExpression*> conditions;
  bool parallel = true;  // several threads may evaluate the conditions
};
/// Filters over a NodeScan over the empty row; nullopt: `node` is something else.
std::optional<ScanShape> node_scan_shape(const PlanNode& node);
/// Filters over an Expand from a scan of all nodes, of which only the relationship is read.
std::optional<ScanShape> relationship_scan_shape(const PlanNode& node);

/// Ids that one thread looks at in one go.
constexpr std::uint64_t scan_range = store::column_range;

class SegmentScan {
 public:
  /// The shape's expressions must outlive it.
  explicit SegmentScan(const ScanShape& shape);

  /// False where what is stored is not all there is to see, or reading it leaves notes.
  static bool possible(const Build& build);
  /// Whether the values of a property have codes, where the scan begins. Needs no begin().
  bool has_codes(const std::string& property, const Context& context) const;
  /// Finds out what there is to scan.
  void begin(Context& context);
  /// Stretches of scan_range ids, of one source after the other.
  std::size_t range_count() const { return ranges_.size(); }
  std::uint64_t id_count() const { return ids_; }
  const SegmentSource& source(std::size_t range) const { return sources_[ranges_[range].source]; }
  /// Calls `visit(rows)` for the stretches of the range that lie in one segment each, with the rows
  /// that fulfil all conditions, if any. `end_of(source, id, limit)` can make stretches shorter.
  /// Several threads may scan different ranges.
  template <class EndOf, class Visit>
  void scan(std::size_t range, Context& context, EndOf end_of, Visit visit) const {
    const Range& all = ranges_[range];
    for (std::uint64_t id = all.first; id < all.end;) {
      const std::uint64_t end = end_of(sources_[all.source], id, stretch_end(all, id));
      SegmentRows rows = select(all, id, end, context);
      if (rows.count() > 0) visit(rows);
      id = end;
    }
  }
  /// Adds to `marks`, by id, what scan() visits. Several threads may do so with different ranges.
  void mark(std::size_t range, Context& context, NodeMarks& marks) const;
  const store::StoredGraph& graph() const { return *graph_; }
  Slot element() const { return shape_.element; }
  /// "(w:WorkItem) where w.stage = 'draft', on all cores".
  std::string describe(const PlanWords& words) const;

 private:
  struct Range {
    std::size_t source;
    std::uint64_t first, end;
  };
  void add_source(const SegmentSource& source, std::uint64_t limit);
  std::uint64_t stretch_end(const Range& range, std::uint64_t id) const;
  SegmentRows select(const Range& range, std::uint64_t first, std::uint64_t end,
                     Context& context) const;

  const ScanShape shape_;
  std::vector<SegmentSource> sources_;
  std::vector<std::vector<SegmentPredicate>> predicates_;  // by source
  std::vector<Range> ranges_;
  std::uint64_t ids_ = 0;
  std::optional<store::StoredGraph> graph_;
};

}  // namespace normgraph::query
