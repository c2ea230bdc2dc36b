// Expand: one relationship on from a node. Three ways: to any neighbour, to a neighbour that is
// already bound, and along a relationship that is already bound.

#include <algorithm>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

/// What the three have in common: rows of the input in turn, and results gathered into a batch.
class ExpandBase : public Operator {
 public:
  ExpandBase(const PlanNode& node, Build& build)
      : Operator(node, build),
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

  bool full() const { return rows_.size() >= batch_rows; }
  void add(std::uint32_t row, NodeId node, const RelationshipRef& relationship) {
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(node);
    if (wants_relationship_) relationships_.push_back(relationship);
  }

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
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (wants_node_) put(batch, expand_.to, Vector::of(std::move(nodes_)));
    if (wants_relationship_)
      put(batch, expand_.relationship, Vector::of(std::move(relationships_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = 0;
    row_begun_ = false;
    adjacency_.resolve(*context().view);
    from_ = NodeColumn(source_.columns[expand_.from], source_.selection);
    begin_input();
    return true;
  }

  void step() {
    if (position_ >= source_.selection.size()) return;
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
  }

  std::size_t position_ = 0;  // in the selection of source_
  bool row_begun_ = false;
};

/// To any neighbour. Lists longer than a batch are taken up again where it was full.
class ExpandAll final : public ExpandBase {
 public:
  using ExpandBase::ExpandBase;

 private:
  bool expand_row(std::uint32_t row) override {
    for (; list_ < adjacency_.list_count(); ++list_, next_ = 0) {
      const NeighbourList list = adjacency_.list(from_[row], list_);
      if (!add_list(row, list)) return false;
    }
    return true;
  }

  /// False when the batch was full before the end of the list.
  bool add_list(std::uint32_t row, const NeighbourList& list) {
    if (used_.none() && !list.skip_loops) return add_all(row, list);
    for (; next_ < list.size(); ++next_) {
      if (full()) return false;
      if (list.skips(next_) || used_.contains(list.id(next_))) continue;
      add(row, list.neighbour(next_), list.relationship(next_));
    }
    return true;
  }

  /// Nothing to test: whole stretches at once.
  bool add_all(std::uint32_t row, const NeighbourList& list) {
    const std::size_t count = std::min(list.size() - next_, batch_rows - rows_.size());
    rows_.resize(rows_.size() + count, row);
    if (wants_node_) {
      const auto first = list.neighbours.nodes.begin() + static_cast<std::ptrdiff_t>(next_);
      nodes_.insert(nodes_.end(), first, first + static_cast<std::ptrdiff_t>(count));
    }
    if (wants_relationship_)
      for (std::size_t i = next_; i < next_ + count; ++i)
        relationships_.push_back(list.relationship(i));
    next_ += count;
    return next_ == list.size();
  }

  void leave_row() override { list_ = next_ = 0; }

  std::size_t list_ = 0, next_ = 0;  // the list of the present row, and where to go on in it
};

/// To a neighbour that is bound: reads the lists of that end which has fewer.
class ExpandInto final : public ExpandBase {
 public:
  ExpandInto(const PlanNode& node, Build& build)
      : ExpandBase(node, build), backwards_(adjacency_.reversed()) {}

 private:
  void begin_input() override {
    backwards_.resolve(*context().view);
    to_ = NodeColumn(source_.columns[expand_.to], source_.selection);
  }

  bool expand_row(std::uint32_t row) override {
    NodeId here = from_[row], there = to_[row];
    if (there == no_node) return true;
    const bool turned = adjacency_.degree(here) > backwards_.degree(there);
    if (turned) std::swap(here, there);
    const Adjacency& lists = turned ? backwards_ : adjacency_;
    for (; list_ < lists.list_count(); ++list_, next_ = 0) {
      const NeighbourList list = lists.list(here, list_);
      for (next_ = list.seek(there, next_); next_ < list.size();
           next_ = list.seek(there, next_ + 1)) {
        if (list.skips(next_)) continue;
        if (full()) return false;
        if (!used_.contains(list.id(next_))) add(row, there, list.relationship(next_));
      }
    }
    return true;
  }

  void leave_row() override { list_ = next_ = 0; }

  Adjacency backwards_;
  NodeColumn to_;
  std::size_t list_ = 0, next_ = 0;
};

/// Along a relationship that is bound: kept where type, direction and ends fit.
class ExpandAlong final : public ExpandBase {
 public:
  using ExpandBase::ExpandBase;

 private:
  void begin_input() override {
    if (expand_.to_bound) to_ = NodeColumn(source_.columns[expand_.to], source_.selection);
  }

  bool expand_row(std::uint32_t row) override {
    const Value value = source_.columns[expand_.relationship].value(row);
    if (value.is_null()) return true;
    if (value.type() != Type::Relationship) throw not_a_relationship(value);
    const RelationshipRef relationship = value.as_relationship();
    const NodeId from = from_[row];
    if (!adjacency_.follows(relationship, from) || used_.contains(relationship.id) ||
        !context().view->exists(relationship.id))
      return true;
    const NodeId other = relationship.start == from ? relationship.end : relationship.start;
    if (!expand_.to_bound || to_[row] == other) add(row, other, relationship);
    return true;
  }

  NodeColumn to_;
};

}  // namespace

OperatorPtr make_expand(const PlanNode& node, Build& build) {
  const auto& expand = std::get<Expand>(node.op);
  if (expand.relationship_bound) return std::make_unique<ExpandAlong>(node, build);
  if (expand.to_bound) return std::make_unique<ExpandInto>(node, build);
  return std::make_unique<ExpandAll>(node, build);
}

}  // namespace normgraph::query
