#pragma once

// Operators that do the work of several nodes of a plan, or less work than a node says because less
// is read above it. Which fits is decided when the operators are made; the plan stays as it is.

#include <memory>
#include <optional>
#include <vector>

#include "graph/query/operators/expand_conditions.hpp"
#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

/// Relationships that an expansion reads only so as not to take them again.
struct Guards {
  std::vector<Slot> slots;
  ExpandDirection direction = ExpandDirection::Out;  // of that expansion
  bool wants_all = false;  // who reads the rows reads all of them before it gives any
};

/// The operator of a node whose consumer does not mind when rows are left out that agree with
/// others in everything that is read above, apart from the guards: those of the expansion above.
OperatorPtr make_deduplicated(const PlanNode& node, Build& build, const Guards& guards = {});
/// Whether that would leave any rows out.
bool leaves_rows_out(const PlanNode& node, const Guards& guards = {});

/// An operator that gives for each row of the node's input how many rows the node makes of it (none
/// where there are none), in `counts`. Null where the node is no such one, or its slots are read.
OperatorPtr make_row_counts(const PlanNode& node, Build& build, Slot& counts);

/// An operator that gives every end of a node's expansion once, with the number of rows that have
/// it in `counts`. Null where more is read of the rows, or they are too few for it.
OperatorPtr make_end_counts(const PlanNode& node, Build& build, Slot& counts);

/// An expansion that binds its relationship and its end; null for any other node.
const Expand* free_expand(const PlanNode& node);

/// Filters from `top` down to an Expand that binds its relationship and its end, with conditions
/// that can be told of these before there are rows.
struct FilteredExpand {
  const PlanNode* top = nullptr;
  const PlanNode* expand = nullptr;
  std::shared_ptr<ExpandConditions> conditions;
};
/// nullopt: `node` is something else, or has no such condition.
std::optional<FilteredExpand> filtered_expand(const PlanNode& node, const Build& build);

// The parts, each where its name says.
OperatorPtr make_expand_all(const PlanNode& node, Build& build, OperatorPtr input);
OperatorPtr make_expand_where(const FilteredExpand& filtered, Build& build, OperatorPtr input);
/// To an end that is bound; along a relationship that is bound.
OperatorPtr make_expand_into(const PlanNode& node, Build& build);
OperatorPtr make_expand_along(const PlanNode& node, Build& build);
/// Each end once, whatever the row; but all rows from whose end a guard could be taken again.
OperatorPtr make_expand_distinct(const PlanNode& node, Build& build, OperatorPtr input,
                                 Guards guards);
/// Each end once, and nothing else of the rows; no guard stands above.
OperatorPtr make_expand_ends(const PlanNode& node, Build& build, OperatorPtr input);
/// `counts`: where the number of relationships goes.
OperatorPtr make_expand_count(const PlanNode& node, Build& build, Slot counts);
OperatorPtr make_expand_count(const FilteredExpand& filtered, Build& build, Slot counts);
/// VariableExpand where only the ends are wanted, each once for a row.
OperatorPtr make_reach(const PlanNode& node, Build& build, OperatorPtr input);
OperatorPtr make_filter(const PlanNode& node, Build& build, OperatorPtr input);
/// A Filter, and those below it, over a scan of all nodes (of a label), by segment; null where
/// there is no such scan, or it cannot go by segment.
OperatorPtr make_filtered_scan(const PlanNode& filter, Build& build);
OperatorPtr make_project(const PlanNode& node, Build& build, OperatorPtr input);
/// A semi or anti Apply of a chain of relationships, answered for all rows at once from the chain's
/// far end. Null where the inner plan is more than that, or the rows are too few.
OperatorPtr make_backward_semi(const PlanNode& node, Build& build);
bool goes_backward(const PlanNode& node, const Build& build);
/// An Expand into the end of the Expand below it (a Filter may stand between them), both in one.
/// Null where the node is no such one, or with `counts` its slots are read.
OperatorPtr make_intersect(const PlanNode& node, Build& build, Slot* counts = nullptr);

}  // namespace normgraph::query
