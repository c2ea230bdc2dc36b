#pragma once

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/element_writer.hpp"

namespace normgraph::query {

/// The values of an expression, one row at a time, in the state of the graph of that moment.
class RowExpression {
 public:
  /// A null expression is always null.
  explicit RowExpression(const BoundExpression* expression)
      : expression_(expression), slots_(slots_of(expression)) {}
  Value value(const Batch& batch, std::uint32_t row, Context& context) const;
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  const BoundExpression* expression_;
  std::vector<Slot> slots_;
};

/// What updating clauses have in common: all input is consumed before anything changes, all changes
/// are made before a row goes on.
class UpdatingOperator : public Operator {
 public:
  UpdatingOperator(const PlanNode& node, Build& build, const ClaimExpressions* claim);

 protected:
  /// Makes the changes for all rows. Batches may get columns, or be replaced by others.
  virtual void update(std::vector<Batch>& batches) = 0;
  ElementWriter& writer() { return writer_; }

 private:
  bool produce(Batch& batch) override;
  void reset() override;

  const ClaimExpressions* claim_;
  ElementWriter writer_;
  KeptRows kept_;
  bool consumed_ = false;
  std::size_t next_ = 0;  // batch to hand on next
};

/// Makes the new elements of CREATE and MERGE.
class ElementCreator {
 public:
  explicit ElementCreator(const std::vector<NewElement>& elements) : elements_(elements) {}
  /// Makes all elements for the selected rows and adds their columns. Element by element: the
  /// properties of one are evaluated for all rows before it is made for any.
  void create(Batch& batch, ElementWriter& writer, Context& context) const;

 private:
  const std::vector<NewElement>& elements_;
};

/// Applies the items of SET and REMOVE to one row after the other.
class RowUpdater {
 public:
  explicit RowUpdater(const std::vector<UpdateItem>& items);
  bool none() const { return items_.empty(); }
  void update(const Batch& batch, std::uint32_t row, ElementWriter& writer, Context& context) const;

 private:
  struct Item {
    const UpdateItem* item;
    RowExpression element, value;
  };
  std::vector<Item> items_;
};

}  // namespace normgraph::query
