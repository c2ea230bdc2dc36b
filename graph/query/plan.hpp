#pragma once

// A plan: what the planner makes of a bound query and the operators run. A tree of nodes, each with
// one input (null at a leaf); inner plans of Apply and its like begin at an Argument leaf.
//
// Rows are batches whose columns are slots. Each operator adds its slots to its input's; only
// Project, Aggregate and Union drop all others.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/query/scope.hpp"

namespace normgraph::query {

struct PlanNode;
using PlanPtr = std::unique_ptr<PlanNode>;

// ---- leaves -------------------------------------------------------------------------------------
/// One row without columns: where a query begins.
struct SingleRow {};
/// The rows of the outer batch, with their columns; `row` (an Integer column) tells which outer row
/// each came from, and stays alive through the inner plan.
struct Argument {
  Slot row = no_slot;
};

// ---- reading the graph
// ----------------------------------------------------------------------------
/// For each input row all nodes (with the label, if not empty).
struct NodeScan {
  Slot node = no_slot;
  std::string label;
};
/// For each input row the nodes whose property equals `value` (none for null), by an index on
/// (label, property), or by the unique key index where `label` is empty. With `any_of` the value is
/// a list, and the property equals one of its items (what is no list finds all nodes: a filter
/// above names the error). Without `value` those that may lie between `low` and `high` (one of them
/// may be null: open), which a filter tests. `by_table`: there is no index; a table of all nodes
/// with the label (empty: all nodes) is made first, and may find too much, which a filter tests.
struct IndexSeek {
  Slot node = no_slot;
  std::string label, property;
  BoundExpressionPtr value, low, high;
  bool any_of = false, by_table = false;
};
enum class ExpandDirection : std::uint8_t { Out, In, Both };
/// For each input row the relationships of node `from`, null when from is null: no rows. Both gives
/// a self-loop once.
struct Expand {
  Slot from = no_slot, relationship = no_slot, to = no_slot;
  ExpandDirection direction = ExpandDirection::Out;
  std::vector<std::string> types;   // any of; empty: all types
  bool to_bound = false;            // `to` is already bound: keep rows whose neighbour is it
  bool relationship_bound = false;  // `relationship` is already bound: keep it if it fits
  /// Slots of relationships, or lists of them, of the same MATCH: the new one must differ from all.
  std::vector<Slot> distinct_from;
};
/// Variable length, `*min..max`, trails (no relationship twice). Binds the list of relationships.
struct VariableExpand {
  Slot from = no_slot, relationships = no_slot, to = no_slot;
  ExpandDirection direction = ExpandDirection::Out;
  std::vector<std::string> types;
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  bool to_bound = false;
  bool list_bound = false;  // the list is already bound: keep rows where it fits
  /// The pattern is walked from its right end (`direction` is already turned round): the list is in
  /// the order of the pattern, so its last relationship is the one at `from`. Also when list_bound.
  bool reversed = false;
  std::vector<Slot> distinct_from;
  /// Each relationship of the list must fulfil this; read from slot `each`. May be null.
  Slot each = no_slot;
  BoundExpressionPtr each_predicate;
};
/// A quantified path: `inner` (from Argument with `inner_from` bound, to `inner_to`) min..max times
/// in a row, as trails over all iterations. Group variables become lists.
struct RepeatPath {
  Slot from = no_slot, to = no_slot;
  bool to_bound = false;
  PlanPtr inner;
  Slot inner_row = no_slot, inner_from = no_slot, inner_to = no_slot;
  std::vector<Slot> inner_relationships;      // slots of one iteration's relationships, for trails
  std::vector<std::pair<Slot, Slot>> groups;  // inner slot, outer slot with the list of its values
  Slot steps = no_slot;  // list: nodes and relationships in turn, without the first node, for paths
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  std::vector<Slot> distinct_from;
};
/// Shortest trails between two bound nodes. One row for each path found.
struct ShortestPath {
  Slot from = no_slot, relationships = no_slot, to = no_slot;
  ExpandDirection direction = ExpandDirection::Out;
  std::vector<std::string> types;
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  bool all = false;    // all of the shortest length
  std::int64_t k = 1;  // the k shortest (any ties)
  Slot each = no_slot;
  BoundExpressionPtr each_predicate;
};
/// Keeps, for each (partition) of slots, the rows with the shortest `length`: the first k, or all
/// of the least length.
struct SelectShortest {
  std::vector<Slot> partition;
  Slot path = no_slot;
  bool all = false;
  std::int64_t k = 1;
};
/// Makes a path from its parts: n + 1 node slots, and n steps (relationship, list of relationships,
/// or the `steps` list of a RepeatPath).
struct BuildPath {
  Slot path = no_slot;
  std::vector<Slot> nodes, steps;
};

// ---- rows
// -----------------------------------------------------------------------------------------
struct Filter {
  BoundExpressionPtr predicate;
};
/// `keep`: adds its slots to the input's; otherwise only its slots go on (and the Argument's row).
struct Project {
  std::vector<std::pair<Slot, BoundExpressionPtr>> items;
  bool keep = false;
};
/// `carried` are groups that need not be compared, as all rows that agree in `groups` agree in
/// them: those of a group's first row count. Without groups: one row, also over no input. Inside an
/// inner plan the Argument's row is one of the groups, and `outer_row` names it: outer rows without
/// input are added by the Apply that needs them.
struct Aggregate {
  std::vector<std::pair<Slot, BoundExpressionPtr>> groups, carried;
  std::vector<AggregateCall> calls;
  Slot outer_row = no_slot;
};
struct Distinct {
  std::vector<Slot> slots;
};
struct SortKey {
  BoundExpressionPtr expression;
  bool descending = false;
};
/// Stable. `limit` (with `skip` added by the planner) makes it a top-k.
struct Sort {
  std::vector<SortKey> keys;
  BoundExpressionPtr limit;  // may be null
  Slot outer_row = no_slot;  // inside an inner plan: sorted within each outer row
};
/// Skip and limit count by outer row where `outer_row` is set.
struct Skip {
  BoundExpressionPtr count;
  Slot outer_row = no_slot;
};
struct Limit {
  BoundExpressionPtr count;
  Slot outer_row = no_slot;
};
struct Unwind {
  BoundExpressionPtr list;
  Slot item = no_slot;
  Slot ordinal = no_slot;  // no_slot: not wanted
  std::int64_t first_ordinal = 1;
};
/// Runs `inner` over each batch of input rows. Optional: outer rows without inner rows go on with
/// nulls in `introduced`. Join: they vanish. Semi, Anti: outer rows with, without inner rows.
struct Apply {
  enum class Mode : std::uint8_t { Join, Optional, Semi, Anti };
  Mode mode = Mode::Join;
  PlanPtr inner;
  Slot row = no_slot;  // of inner's Argument
  std::vector<Slot> introduced;
  /// For an inner plan that ends in an aggregation without groups of its own: outer rows without
  /// inner rows get the aggregates of nothing (count 0, sum 0, collect [], others null).
  bool aggregate_of_nothing = false;
};
/// Rows of all inputs (the node's own input is unused); column i of each comes from
/// columns[input][i].
struct Union {
  std::vector<PlanPtr> inputs;
  std::vector<std::vector<Slot>> columns;
  std::vector<Slot> slots;
  bool distinct = false;
};
/// CALL: `arguments` evaluated a row; `yields` are (column of the procedure, slot).
struct CallProcedure {
  std::string name;
  std::vector<BoundExpressionPtr> arguments;
  std::vector<std::pair<std::string, Slot>> yields;
  bool keeps_rows = false;  // a procedure without results: rows go through
  Span span;
};

// ---- writing: each consumes all input, applies its changes row by row, then hands the rows on
// -------
struct NewNode {
  Slot node = no_slot;
  std::vector<std::string> labels;
  BoundExpressionPtr properties;  // a map, or null
};
struct NewRelationship {
  Slot relationship = no_slot, start = no_slot, end = no_slot;
  std::string type;
  BoundExpressionPtr properties;
};
/// In the order of the pattern's text.
using NewElement = std::variant<NewNode, NewRelationship>;
/// EFFECTIVE, SOURCE, CONFIDENCE, CORRECTING, PLANNED; each may be null.
struct ClaimExpressions {
  BoundExpressionPtr effective, source, confidence, correcting;
  bool planned = false;
  bool any() const { return effective || source || confidence || correcting || planned; }
};
struct Create {
  std::vector<NewElement> elements;
  ClaimExpressions claim;
};
struct SetProperty {
  BoundExpressionPtr element;
  std::string key;
  BoundExpressionPtr value;
};
/// `n = map` (replace) or `n += map`; the value may be a map, a node or a relationship.
struct SetProperties {
  BoundExpressionPtr element, value;
  bool replace = false;
};
struct SetLabels {
  BoundExpressionPtr element;
  std::vector<std::string> labels;
  bool remove = false;
};
using UpdateItem = std::variant<SetProperty, SetProperties, SetLabels>;
/// SET and REMOVE (a removal sets null).
struct Update {
  std::vector<UpdateItem> items;
  ClaimExpressions claim;
};
struct Delete {
  std::vector<BoundExpressionPtr> targets;
  bool detach = false;
  ClaimExpressions claim;
};
/// `key` empty: the element itself.
struct ForgetItem {
  BoundExpressionPtr element;
  std::string key;
};
/// Erases claims. Of `claim` only effective and source, which choose them.
struct Forget {
  std::vector<ForgetItem> items;
  ClaimExpressions claim;
};
/// For each row in turn: the rows of `match` (an inner plan, run row by row so that it sees what
/// earlier rows made), or else the elements are created.
struct Merge {
  PlanPtr match;
  Slot row = no_slot;
  std::vector<Slot> introduced;
  std::vector<NewElement> elements;
  std::vector<UpdateItem> on_create, on_match;
  /// Properties compared with null in the pattern: MERGE with a null property is an error.
  ClaimExpressions claim;
};
struct Foreach {
  BoundExpressionPtr list;
  Slot item = no_slot;
  PlanPtr inner;  // updating operators from Argument
  Slot row = no_slot;
};

struct PlanNode {
  std::variant<SingleRow, Argument, NodeScan, IndexSeek, Expand, VariableExpand, RepeatPath,
               ShortestPath, SelectShortest, BuildPath, Filter, Project, Aggregate, Distinct, Sort,
               Skip, Limit, Unwind, Apply, Union, CallProcedure, Create, Update, Delete, Forget,
               Merge, Foreach>
      op;
  PlanPtr input;
  double estimated_rows = 1;
  /// Slots that operators above still read; others need not be carried on.
  std::vector<Slot> live;
};

struct OutputColumn {
  std::string name;
  Slot slot = no_slot;
};
/// A whole statement, ready to run, any number of times. Immutable while it runs.
struct Plan {
  PlanPtr root;
  std::vector<OutputColumn> columns;  // empty: the statement has no result
  Slot slot_count = 0;
  bool writes = false;
  std::vector<std::string> warnings;
  /// Names of slots for EXPLAIN and messages; empty where a slot has none.
  std::vector<std::string> slot_names;
};

}  // namespace normgraph::query
