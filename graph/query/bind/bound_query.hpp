#pragma once

// A bound query: what the binder makes of the tree and the planner orders. Names are slots, every
// compile-time error is behind us, and nothing is said yet about how the answer is found: a pattern
// is a graph of nodes and steps with the conditions on them, not a sequence of operators.
//
// The parts of projections and updates that the planner does not change (expressions, aggregate
// calls, new elements) are already those of plan.hpp.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query::bind {

struct BoundQuery;
struct Pattern;

// ---- conditions ----
/// `node.key = value`, seen inside a condition: an index may answer it; or `node.key < value` and
/// so on: an index may narrow the nodes down.
struct SeekCondition {
  Slot node = no_slot;
  std::string key;
  ast::ComparisonOperator comparison = ast::ComparisonOperator::Equal;
  std::optional<std::size_t> any_of;  // equal to one of a list: about how long it is
  BoundExpressionPtr value;
  std::vector<Slot> value_slots;
};
/// EXISTS { … }, or a pattern, or NOT of one, as a whole condition.
struct ExistsCondition {
  bool negated = false;
  Slot row = no_slot;
  std::unique_ptr<BoundQuery> query;
};
/// One operand of the ANDs of a WHERE, or what an element of a pattern says of itself.
struct Condition {
  BoundExpressionPtr expression;  // null for exists
  std::unique_ptr<ExistsCondition> exists;
  std::vector<Slot> slots;           // all that it reads
  std::vector<SeekCondition> seeks;  // one for each side that fits
  Slot label_of = no_slot;           // `label_of:label`
  std::string label;
};
using Conditions = std::vector<Condition>;

// ---- patterns ----
struct PatternNode {
  Symbol symbol;
  bool bound = false;  // by an earlier clause
};
/// A quantified path: the pattern of one iteration, from its first to its last node.
struct Repetition {
  std::unique_ptr<Pattern> pattern;
  Slot row = no_slot;
  std::size_t first = 0, last = 0;            // nodes of `pattern`
  std::vector<std::pair<Slot, Slot>> groups;  // slot inside, slot of the list outside
};
/// A connection between two nodes of the pattern.
struct PatternStep {
  /// One relationship; a variable number of them; a quantified path; a shortest path.
  enum class Kind : std::uint8_t { One, Many, Repeat, Shortest };
  Kind kind = Kind::One;
  Symbol symbol;  // the relationship, or the list of the steps' relationships
  bool bound = false;
  std::size_t left = 0, right = 0;
  ast::Direction direction = ast::Direction::Right;
  std::vector<std::string> types;  // any of; empty: all
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  Slot each = no_slot;  // Many, Shortest: one relationship of the list, read by each_condition
  BoundExpressionPtr each_condition;
  /// Other variables that its own conditions read: they must be bound first.
  std::vector<Slot> reads;
  /// Of a bound relationship: the list of nodes that may stand at the left end.
  BoundExpressionPtr left_ends;
  bool all_shortest = false;
  std::int64_t k = 1;
  std::unique_ptr<Repetition> repetition;
};
/// A named path: indexes of its nodes and steps.
struct PatternPath {
  Slot slot = no_slot;
  std::vector<std::size_t> nodes, steps;
};
/// A path with a selector (ANY SHORTEST, …) that is more than one step: matched by itself, then
/// selected for each pair of ends.
struct SelectedPath {
  std::unique_ptr<Pattern> pattern;  // its only path is the selected one
  Slot row = no_slot;
  bool all = false;
  std::int64_t k = 1;
  std::vector<Slot> introduced;
};
struct Pattern {
  std::vector<PatternNode> nodes;
  std::vector<PatternStep> steps;
  /// The order in the text: for each path its nodes and steps, also of unnamed paths.
  std::vector<PatternPath> text_order;
  std::vector<PatternPath> named;
  std::vector<SelectedPath> selected;
  Conditions conditions;
};

// ---- clauses ----
struct MatchClause {
  bool optional = false;
  Pattern pattern;
  std::vector<Slot> introduced;
  Slot row = no_slot;  // for OPTIONAL
};
/// RETURN and WITH. Items that are grouping keys or bare aggregates have no expression left.
struct ProjectionClause {
  struct Item {
    Symbol symbol;
    BoundExpressionPtr expression;  // null: the slot is there already
  };
  std::vector<Item> items;
  bool aggregated = false;
  std::vector<std::pair<Slot, BoundExpressionPtr>> groups;
  std::vector<AggregateCall> calls;
  bool distinct = false;
  std::vector<SortKey> order;
  BoundExpressionPtr skip, limit;
  BoundExpressionPtr top;  // skip + limit, where there is an order
  Conditions where;
  bool is_return = false;
};
struct UnwindClause {
  query::Unwind unwind;
};
struct FilterClause {
  Conditions conditions;
};
struct LetClause {
  std::vector<std::pair<Slot, BoundExpressionPtr>> items;
};
/// Each group of elements is created for a row as a whole; a later group may read an earlier one.
struct CreateClause {
  std::vector<query::Create> groups;
  std::vector<BuildPath> paths;
};
struct MergeClause {
  Pattern pattern;
  query::Merge merge;  // without its inner plan
  std::vector<BuildPath> paths;
};
struct Clause;
struct ForeachClause {
  BoundExpressionPtr list;
  Slot item = no_slot, row = no_slot;
  std::vector<Clause> body;
};
/// CALL { … }. `unit`: without a result, a row in is a row out.
struct SubqueryClause {
  std::unique_ptr<BoundQuery> query;
  Slot row = no_slot;
  bool unit = false;
};
struct Clause {
  std::variant<MatchClause, ProjectionClause, UnwindClause, FilterClause, LetClause, CreateClause,
               query::Update, query::Delete, query::Forget, MergeClause, ForeachClause,
               CallProcedure, SubqueryClause>
      node;
};

struct BoundPart {
  std::vector<Clause> clauses;
  std::vector<OutputColumn> columns;  // empty: no result
};
/// Parts joined by UNION; with one part the columns are that part's.
struct BoundQuery {
  std::vector<BoundPart> parts;
  bool distinct = false;
  std::vector<OutputColumn> columns;
  std::vector<Symbol> symbols;  // what the columns are, for who goes on with them
  bool writes = false;
};

}  // namespace normgraph::query::bind
