#pragma once

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/claim_terms.hpp"
#include "graph/query/operators/element_writer.hpp"

namespace normgraph::query {

/// What updating clauses have in common: all input is consumed before anything changes, all changes
/// are made before a row goes on.
class UpdatingOperator : public Operator {
 public:
  UpdatingOperator(const PlanNode& node, Build& build);

 protected:
  /// Makes the changes for all rows. Batches may get columns, or be replaced by others.
  virtual void update(std::vector<Batch>& batches) = 0;
  ElementWriter& writer() { return writer_; }

 private:
  bool produce(Batch& batch) override;
  void reset() override;

  ElementWriter writer_;
  KeptRows kept_;
  bool consumed_ = false;
  std::size_t next_ = 0;  // batch to hand on next
};

/// Makes the new elements of CREATE and MERGE.
class ElementCreator {
 public:
  ElementCreator(const std::vector<NewElement>& elements, const ClaimTermsOfRow& terms)
      : elements_(elements), terms_(terms) {}
  /// Makes all elements for the selected rows and adds their columns. Element by element: the
  /// properties of one are evaluated for all rows before it is made for any.
  void create(Batch& batch, ElementWriter& writer, Context& context) const;

 private:
  void create(const NewNode& wanted, Batch& batch, ElementWriter& writer, Context& context) const;
  void create(const NewRelationship& wanted, Batch& batch, ElementWriter& writer,
              Context& context) const;

  const std::vector<NewElement>& elements_;
  const ClaimTermsOfRow& terms_;
};

/// Applies the items of SET and REMOVE to one row after the other.
class RowUpdater {
 public:
  RowUpdater(const std::vector<UpdateItem>& items, const ClaimTermsOfRow& terms);
  bool none() const { return items_.empty(); }
  void update(const Batch& batch, std::uint32_t row, ElementWriter& writer, Context& context) const;

 private:
  struct Item {
    const UpdateItem* item;
    RowExpression element, value;
  };
  std::vector<Item> items_;
  const ClaimTermsOfRow& terms_;
};

}  // namespace normgraph::query
