#pragma once

// Small tools for batches, shared by the operators.

#include <cstdint>
#include <span>
#include <vector>

#include "graph/query/operators/booking.hpp"
#include "graph/query/operators/operator.hpp"
#include "graph/value/footprint.hpp"

namespace normgraph::query {

/// True when the slot has a column. Batches without rows have none and are never handed on.
inline bool bound(const Batch& batch, Slot slot) {
  return slot < batch.columns.size() && batch.columns[slot].size() != 0;
}
/// Gives the slot its column, making room for it.
void put(Batch& batch, Slot slot, Vector column);
/// The numbers of the selected rows.
std::vector<std::uint32_t> selected_rows(const Selection& selection);
/// A batch of `size` rows without columns, all selected.
void start_batch(Batch& batch, std::size_t size);

/// The columns of the input that an operator hands on: those that operators above still read, and
/// inside an inner plan the outer row's number.
class Carrier {
 public:
  Carrier(const PlanNode& node, const Build& build);
  /// Also carried, whoever reads it.
  void also(Slot slot);
  bool carries(Slot slot) const;
  const std::vector<Slot>& slots() const { return slots_; }

  /// `to` becomes the given rows of `from`, all selected, with the carried columns.
  void gather(const Batch& from, std::span<const std::uint32_t> rows, Batch& to) const;
  /// The same for one row.
  void gather_row(const Batch& from, std::uint32_t row, Batch& to) const;

 private:
  std::vector<Slot> slots_;
};

/// The nodes of a column whatever its form (typed, constant, generic); null is `no_node`. Only the
/// given rows may be asked for. The column must outlive it. Other values are a TypeError.
class NodeColumn {
 public:
  NodeColumn() = default;
  NodeColumn(const Vector& column, const Selection& rows);
  NodeColumn(NodeColumn&&) noexcept = default;
  NodeColumn& operator=(NodeColumn&&) noexcept = default;
  NodeId operator[](std::uint32_t row) const { return nodes_[row & mask_]; }

 private:
  std::span<const NodeId> nodes_;
  std::vector<NodeId> own_;
  std::uint32_t mask_ = 0;  // 0 for a constant column
};

/// A column of generic values as a typed one where all have the same simple type.
Vector typed_where_uniform(std::vector<Value> values);

/// Calls `visit` on each slot that an expression reads; a null expression reads none.
std::vector<Slot> slots_of(const BoundExpression* expression);

/// The value of a constant expression (SKIP, LIMIT). Null expression: null.
Value constant_value(const BoundExpression* expression, Context& context);

/// Rows that an operator keeps, as the batches that brought them. Booked memory is given back when
/// they are cleared.
class KeptRows {
 public:
  explicit KeptRows(Account& account) : booking_(account) {}

  void add(Batch batch);
  void clear();
  std::vector<Batch>& batches() { return batches_; }

 private:
  std::vector<Batch> batches_;
  Booking booking_;
};

/// The plan below an operator that runs it again and again over rows of its own: an Argument leaf
/// (or several, below a Union) reads them.
class InnerPlan {
 public:
  /// `shared`: what copies of the operator above share (Build::shared); may be null.
  /// With `counts`, rows may be counted and not given: it becomes the slot that says how often a
  /// row counts, or no_slot where each row counts once.
  InnerPlan(const PlanNode& root, Slot row, Context& context, SharedWork* shared = nullptr,
            Slot* counts = nullptr);
  /// Begins a run over the selected rows of `outer`, which must stay until the run ends. With
  /// `until_satisfied`, rows can be marked so that operators stop looking for more.
  void start(const Batch& outer, Selection rows, bool until_satisfied = false);
  bool next(Batch& batch) { return root_->next(batch); }
  void satisfy(std::size_t row) { argument_.satisfied[row] = 1; }
  Operator& root() { return *root_; }
  Slot row() const { return argument_.row; }

 private:
  ArgumentInput argument_;
  Build build_;
  OperatorPtr root_;
  bool fresh_ = true;
};
/// By row of `outer`: 1 for the selected ones that have an inner row. Stops early for each.
std::vector<std::uint8_t> rows_with_matches(InnerPlan& inner, const Batch& outer);

}  // namespace normgraph::query
