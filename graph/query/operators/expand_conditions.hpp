#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/element_filter.hpp"

namespace normgraph::query {

/// The conditions of the Filters over an Expand, sorted by what they read: its end, its
/// relationship, or anything else. Copies of an operator on several threads share one.
class ExpandConditions {
 public:
  /// Null where none reads only the end or only the relationship. What it is given must outlive it.
  static std::shared_ptr<ExpandConditions> make(std::vector<const BoundExpression*> predicates,
                                                const Expand& expand);

  /// The selected rows of the batch for which all are true.
  Selection keep(const Batch& batch, Context& context);
  /// Those of the rows, whose ends and relationships are allowed, for which the others are true.
  Selection keep_others(const Batch& batch, Selection rows, Context& context) const;

  /// Whether ends and relationships can be told by the two below.
  bool ready() const;
  /// So many rows more will ask: asks all of them when they are enough; ready().
  bool prepare(std::uint64_t rows, Context& context);
  /// Asks all of them in any case; false where that is not possible.
  bool ask_all(Context& context);
  /// Somebody will ask all of them in any case.
  void want_all() { wants_all_ = true; }
  bool wants_all() const { return wants_all_; }
  /// `places` becomes those of begin … end - 1 in a list whose end and relationship are allowed.
  void allowed(const NeighbourList& list, std::size_t begin, std::size_t end,
               std::vector<std::uint32_t>& places) const;
  /// How many of a list are allowed, where that can be told without looking at each.
  std::optional<std::size_t> count_allowed(const NeighbourList& list) const;
  /// No end, or no relationship, is allowed.
  bool nothing_allowed() const;
  /// None of two lists, and of those between them: where that can be told at once.
  bool none_allowed(const NeighbourList& first, const NeighbourList& last) const {
    return of_relationship_ && of_relationship_->none(first, last);
  }
  /// Nothing else is read than the end and the relationship.
  bool reads_no_more() const { return others_.empty(); }
  std::uint64_t enough_rows(const store::GraphView& view) const;
  void begin_again();

  /// "c.kind = 'normative' AND b:Article"
  std::string text() const;

 private:
  explicit ExpandConditions(std::vector<const BoundExpression*> predicates)
      : predicates_(std::move(predicates)) {}
  bool prepare(const Batch& batch, Context& context);

  const std::vector<const BoundExpression*> predicates_;
  Slot end_ = no_slot, relationship_ = no_slot;
  std::unique_ptr<ElementFilter> of_end_, of_relationship_;  // null: no condition on it
  std::vector<const BoundExpression*> others_;
  std::atomic<bool> wants_all_{false};
};

}  // namespace normgraph::query
