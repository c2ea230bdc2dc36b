#pragma once

// Aggregation of a scan without rows: the groups of a stretch are the codes of a column (the words
// of its dictionary, the few numbers of its range), sums and counts run over packed numbers. Where
// more is asked, rows that have the same codes are counted, and one of each is grouped. What does
// not lie in such a form is done in batches.

#include <functional>
#include <memory>
#include <vector>

#include "graph/query/operators/alike_rows.hpp"
#include "graph/query/operators/element_kinds.hpp"
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
  /// Adds all rows, in the order of their ids. `progress` is called now and then. False when the
  /// answer could depend on the rows being counted at once: it must run again, with an empty
  /// Grouping, and then adds them one by one.
  [[nodiscard]] bool run(Grouping& all, Context& context, const std::function<void()>& progress);

 private:
  struct Call {
    AggregateCall::Function function;
    std::string property;  // empty: count(*)
    bool plain = true;     // of the property itself; else of an expression over some
  };
  /// The rows of one stretch counted by kind; else its groups by its codes, or as rows made them;
  /// else its rows.
  struct Part {
    std::uint64_t row_count = 0;
    ElementKinds kinds;  // where by_kind_
    std::optional<AlikeRows> alike;
    bool by_code = true;
    SegmentGroups groups;
    std::vector<Partial> partials;       // call by call, an entry a group
    std::unique_ptr<Grouping> grouping;  // null: they must be added one by one
    SegmentRows rows;
  };

  SegmentAggregation(const Aggregate& aggregate, const Build& build, const ScanShape& shape)
      : aggregate_(aggregate), build_(build), scan_(shape), parallel_(shape.parallel) {}
  static bool counts_kinds(const Aggregate& aggregate, Slot element);
  bool take_reads(const BoundExpression& expression, std::string& only);
  bool take_groups(const Aggregate& aggregate);
  bool take_calls(const Aggregate& aggregate);
  void look_up_names(const Context& context);
  std::uint64_t stretch_end(const SegmentSource& source, std::uint64_t id,
                            std::uint64_t limit) const;
  bool better_alike(const SegmentSource& source, const SegmentRows& rows) const;
  Part aggregate(const SegmentSource& source, const SegmentRows& rows, Context& context) const;
  void add_by_code(const SegmentSource& source, const SegmentRows& rows, Context& context,
                   Part& part) const;
  std::unique_ptr<Grouping> group_rows(const SegmentSource& source, const SegmentRows& rows,
                                       Context& context) const;
  bool reduce(const SegmentSource& source, const SegmentRows& rows, const Call& call, KeyId key,
              Part& part) const;
  void add_kinds(const Part& part, const SegmentSource& source, Grouping& all,
                 Context& context) const;
  bool add(Part& part, const SegmentSource& source, Grouping& all, Context& context);
  bool add_pending(Grouping& all, Context& context);
  void merge(Part& part, const SegmentSource& source, Grouping& all, Context& context) const;

  const Aggregate& aggregate_;
  const Build build_;
  SegmentScan scan_;
  std::uint64_t rows_ = 0;
  bool parallel_;
  bool by_kind_ = false;  // nothing but the labels, or the type, is read
  std::vector<SegmentKey> keys_;
  std::vector<Call> calls_;
  std::vector<std::string> properties_;                   // that keys and calls read
  std::vector<KeyId> key_ids_, call_ids_, property_ids_;  // no_key: none has it
  bool all_plain_ = true;                                 // keys of one property each, plain calls
  bool can_be_merged_ = true;                             // what parts of the rows gave
  bool one_by_one_ = false;                               // rows must not be counted at once
  std::optional<AlikeRows> pending_;                      // of the last stretches
};

}  // namespace normgraph::query
