#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "graph/query/operators/chain.hpp"
#include "graph/query/operators/grouping.hpp"

namespace normgraph::query {

/// Aggregation on all cores: batches of the input go through copies of the chain below it, and
/// each core has groups of its own, which are put together in the order in which they first came:
/// the answer is that of one core. Only for aggregates that can be put together, and where groups
/// are much fewer than rows.
class GroupingInParts {
 public:
  /// Null where it is not possible, or not worth it. `counts`: a slot of what `make` makes that
  /// says how often each row counts.
  static std::unique_ptr<GroupingInParts> make(const PlanNode& node, Build& build, Slot counts,
                                               const ChainMaker& make);
  /// The node whose rows it takes.
  const PlanNode& leaf() const { return leaf_; }
  /// Adds all rows of the input. False: it must be done row by row after all, and what `all` has
  /// got is worthless. `progress` is told the bytes that the parts take, after each wave.
  bool run(Operator& input, Grouping& all, Context& context,
           const std::function<void(std::int64_t)>& progress);
  /// That the chains have made.
  std::uint64_t rows() const;
  /// The roots of the chains.
  void visit(const std::function<void(Operator&)>& visit) const;

 private:
  /// Groups of a part that a piece of the input began.
  struct Stretch {
    std::size_t piece, part, first, count;
  };
  struct Part {
    std::unique_ptr<Chain> chain;
    std::unique_ptr<Grouping> groups;
    std::vector<Stretch> stretches;
    std::uint64_t rows = 0;
  };

  GroupingInParts(const PlanNode& node, Build& build, const PlanNode& leaf, Slot counts,
                  ChainMaker make);
  bool run_waves(Operator& input, Context& context,
                 const std::function<void(std::int64_t)>& progress);
  bool work(std::size_t part, std::size_t piece, Batch batch, const Context& context);
  bool too_many_groups() const;
  std::int64_t bytes() const;
  void put_together(Grouping& all);

  const Aggregate& aggregate_;
  Build build_;  // of the plan
  const PlanNode& leaf_;
  const Slot counts_;
  const ChainMaker make_;
  const std::size_t piece_rows_;
  SharedWork shared_work_;
  std::vector<Part> parts_;
};

}  // namespace normgraph::query
