#pragma once

// What an expression looks like, for operators that can do its work on stored columns instead of
// evaluating it row by row. Who finds no shape that it knows evaluates as always.

#include <optional>
#include <string>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

/// `slot.key`
struct PropertyShape {
  Slot slot = no_slot;
  const std::string* key = nullptr;
};
std::optional<PropertyShape> property_shape(const BoundExpression& expression);

/// `left op right`, one operator only.
struct ComparisonShape {
  const BoundExpression *left = nullptr, *right = nullptr;
  ast::ComparisonOperator op{};
};
std::optional<ComparisonShape> comparison_shape(const BoundExpression& expression);

/// STARTS WITH, ENDS WITH, CONTAINS.
struct StringTestShape {
  const BoundExpression *text = nullptr, *part = nullptr;
  ast::BinaryOperator op{};
};
std::optional<StringTestShape> string_test_shape(const BoundExpression& expression);

/// `slot:Label`, one label by its name.
struct LabelShape {
  Slot slot = no_slot;
  const std::string* name = nullptr;
};
std::optional<LabelShape> label_shape(const BoundExpression& expression);

/// The operands of AND, of AND inside AND as well; any other predicate is its own only one.
void add_conjuncts(const BoundExpression& predicate, std::vector<const BoundExpression*>& out);

/// What an expression reads of the slots of a row.
struct SlotReads {
  /// Only `slot.key`: different ones, each once.
  std::vector<PropertyShape> properties;
  /// Slots that are read in any other way (those of inner variables as well).
  std::vector<Slot> whole;
  /// Whether the same values always give the same answer.
  bool deterministic = true;
};
void add_reads(const BoundExpression& expression, SlotReads& reads);

/// Whether an expression depends on nothing of a row but the labels of the node, or the type of the
/// relationship, that is in a slot.
bool reads_only_kind(const BoundExpression& expression, Slot element);

/// A call of a function.
struct CallShape {
  bool deterministic = true;
  bool of_kind = false;  // see FunctionInfo
};
std::optional<CallShape> call_shape(const BoundExpression& expression);

}  // namespace normgraph::query
