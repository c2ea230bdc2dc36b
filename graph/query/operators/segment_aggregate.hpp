#pragma once

// Aggregation of a scan without rows: the groups of a stretch are the codes of a column (the words
// of its dictionary, the few numbers of its range), sums and counts run over packed numbers. What
// does not lie in such a form is done in batches.

#include <functional>
#include <memory>
#include <vector>

#include "graph/query/operators/grouping.hpp"
#include "graph/query/operators/segment_groups.hpp"
#include "graph/query/operators/segment_scan.hpp"

namespace normgraph::query {

class SegmentAggregation {
 public:
  /// Null where the node's groups, calls or input are of another form, or where there is more to
  /// see than what is stored.
  static std::unique_ptr<SegmentAggregation> make(const PlanNode& aggregate, const Build& build);

  std::string describe(const PlanWords& words) const { return scan_.describe(words); }
  /// The rows that were added.
  std::uint64_t rows() const { return rows_; }
  /// Adds all rows, in the order of their ids. `progress` is called now and then.
  void run(Grouping& all, Context& context, const std::function<void()>& progress);

 private:
  struct Call {
    AggregateCall::Function function;
    std::string property;  // empty: count(*)
  };
  /// The groups of one stretch, by its codes; else as rows made them; else its rows.
  struct Part {
    std::uint64_t row_count = 0;
    bool by_code = true;
    SegmentGroups groups;
    std::vector<Partial> partials;       // call by call, an entry a group
    std::unique_ptr<Grouping> grouping;  // null: they must be added one by one
    SegmentRows rows;
  };

  SegmentAggregation(const Aggregate& aggregate, const Build& build, const ScanShape& shape)
      : aggregate_(aggregate), build_(build), scan_(shape), parallel_(shape.parallel) {}
  bool take_groups(const Aggregate& aggregate);
  bool take_calls(const Aggregate& aggregate);
  void look_up_names(const Context& context);
  std::uint64_t stretch_end(const SegmentSource& source, std::uint64_t id,
                            std::uint64_t limit) const;
  Part aggregate(const SegmentSource& source, const SegmentRows& rows, Context& context) const;
  std::unique_ptr<Grouping> group_rows(const SegmentSource& source, const SegmentRows& rows,
                                       Context& context) const;
  bool reduce(const SegmentSource& source, const SegmentRows& rows, const Call& call, KeyId key,
              Part& part) const;
  void merge(Part& part, const SegmentSource& source, Grouping& all, Context& context) const;

  const Aggregate& aggregate_;
  const Build build_;
  SegmentScan scan_;
  std::uint64_t rows_ = 0;
  bool parallel_;
  std::vector<SegmentKey> keys_;
  std::vector<Call> calls_;
  std::vector<KeyId> key_ids_, call_ids_;  // of the properties; no_key: none has it
};

}  // namespace normgraph::query
