#pragma once

// What the expansions have in common: rows of the input in turn, and results gathered into a batch.

#include <memory>
#include <utility>
#include <vector>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/expand_conditions.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {

class ExpandBase : public Operator {
 public:
  ExpandBase(const PlanNode& node, Build& build, OperatorPtr input)
      : ExpandBase(node, node, build, std::move(input)) {}
  /// `top`: the Expand, or a filter over it for which this stands, too.
  ExpandBase(const PlanNode& top, const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(top, build, std::move(input)),
        expand_(std::get<Expand>(node.op)),
        carrier_(node, build),
        adjacency_(expand_.types, expand_.direction),
        used_(expand_.distinct_from),
        wants_relationship_(!expand_.relationship_bound && carrier_.carries(expand_.relationship)),
        wants_node_(!expand_.to_bound && carrier_.carries(expand_.to)) {}

 protected:
  /// Adds results for the input row, until there are none or the batch is full. True: row done.
  virtual bool expand_row(std::uint32_t row) = 0;
  /// A new input batch is in source_.
  virtual void begin_input() {}
  /// The rows of source_ are through. True: some were left for later, and are its selection now.
  virtual bool once_more() { return false; }
  /// How many of the selected rows from `position` on can be told at once to have no results.
  virtual std::size_t rows_without_results(std::size_t) { return 0; }
  /// A batch is about to be filled.
  virtual void begin_batch() {}
  /// A batch is full: for columns of its own, and for what is to be left out of it again.
  virtual void end_batch(Batch&) {}

  bool full() const { return rows_.size() >= batch_rows; }
  void add(std::uint32_t row, NodeId node, const RelationshipRef& relationship) {
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(node);
    if (wants_relationship_) relationships_.push_back(relationship);
  }
  /// Nothing of an earlier run counts any more.
  virtual void forget() {}

  const Expand& expand_;
  Carrier carrier_;
  Adjacency adjacency_;
  UsedRelationships used_;
  bool wants_relationship_, wants_node_;
  Batch source_;
  NodeColumn from_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each result
  std::vector<NodeId> nodes_;
  std::vector<RelationshipRef> relationships_;

 private:
  bool produce(Batch& batch) override {
    rows_.clear();
    nodes_.clear();
    relationships_.clear();
    begin_batch();
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && more_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (wants_node_) put(batch, expand_.to, Vector::of(std::move(nodes_)));
    if (wants_relationship_)
      put(batch, expand_.relationship, Vector::of(std::move(relationships_)));
    end_batch(batch);
    return true;
  }

  bool more_input() {
    if (!once_more() && !next_input()) return false;
    position_ = 0;
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    row_begun_ = false;
    adjacency_.resolve(*context().view);
    from_ = NodeColumn(source_.columns[expand_.from], source_.selection);
    begin_input();
    return true;
  }

  void step() {
    if (position_ >= source_.selection.size()) return;
    if (!row_begun_)
      if (const std::size_t rows = rows_without_results(position_); rows > 0) {
        position_ += rows;
        return;
      }
    const std::uint32_t row = source_.selection[position_];
    if (!row_begun_ && !used_.none()) used_.read(source_, row);
    row_begun_ = true;
    if (from_[row] != no_node && !satisfied(source_, row) && !expand_row(row)) return;
    leave_row();
    row_begun_ = false;
    ++position_;
  }

  /// The present row is done, or no longer wanted.
  virtual void leave_row() {}

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    row_begun_ = false;
    leave_row();
    forget();
  }

  std::size_t position_ = 0;  // in the selection of source_
  bool row_begun_ = false;
};

}  // namespace normgraph::query
