// Expand: one relationship on from a node: to any neighbour, with all rows, each end once, or only
// their number; to a neighbour that is already bound; along a relationship that is already bound.

#include <algorithm>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

/// What the three have in common: rows of the input in turn, and results gathered into a batch.
class ExpandBase : public Operator {
 public:
  ExpandBase(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)),
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
  /// Columns of its own besides.
  virtual void put_more(Batch&) {}
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
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (wants_node_) put(batch, expand_.to, Vector::of(std::move(nodes_)));
    if (wants_relationship_)
      put(batch, expand_.relationship, Vector::of(std::move(relationships_)));
    put_more(batch);
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
    forget();
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
  bool keeps_nothing() const override { return true; }

  std::size_t list_ = 0, next_ = 0;  // the list of the present row, and where to go on in it
};

/// To any neighbour, each only once whatever the row, except where the next expansion could be held
/// back by a relationship of this row: then the row says more than its end.
class ExpandDistinct final : public ExpandBase {
 public:
  ExpandDistinct(const PlanNode& node, Build& build, OperatorPtr input, Guards guards)
      : ExpandBase(node, build, std::move(input)), guards_(std::move(guards)) {}

  std::string describe(const PlanWords& words) const override {
    return "Expand distinct " + words.pattern(expand_);
  }

 private:
  void begin_input() override {
    seen_.resize(context().view->node_limit());
    booking_.set(seen_.bytes());
  }

  bool expand_row(std::uint32_t row) override {
    for (; list_ < adjacency_.list_count(); ++list_, next_ = 0) {
      const NeighbourList list = adjacency_.list(from_[row], list_);
      for (; next_ < list.size(); ++next_) {
        const NodeId node = list.neighbour(next_);
        if (seen_.test(node)) continue;
        if (full()) return false;
        if (list.skips(next_) || used_.contains(list.id(next_))) continue;
        const RelationshipRef relationship = list.relationship(next_);
        if (!held_back(row, relationship, node)) seen_.insert(node);
        add(row, node, relationship);
      }
    }
    return true;
  }

  /// Whether the next expansion could come upon a relationship that it must not take.
  bool held_back(std::uint32_t row, const RelationshipRef& found, NodeId node) const {
    for (const Slot slot : guards_.slots) {
      if (slot == expand_.relationship) {
        if (leads_on(found, node)) return true;
        continue;
      }
      const Vector& column = source_.columns[slot];
      if (column.kind() != Vector::Kind::Relationship) return true;
      if (!column.is_null(row) && leads_on(column.relationships()[column.at(row)], node))
        return true;
    }
    return false;
  }
  bool leads_on(const RelationshipRef& relationship, NodeId node) const {
    return (guards_.direction != ExpandDirection::In && relationship.start == node) ||
           (guards_.direction != ExpandDirection::Out && relationship.end == node);
  }

  void leave_row() override { list_ = next_ = 0; }
  void forget() override { seen_.clear_all(); }

  const Guards guards_;
  std::size_t list_ = 0, next_ = 0;
  NodeMarks seen_;
  Booking booking_{account()};
};

/// How many relationships there are, without a row for each.
class ExpandCount final : public ExpandBase {
 public:
  ExpandCount(const PlanNode& node, Build& build, Slot slot)
      : ExpandBase(node, build, make_operator(*node.input, build)), slot_(slot) {}

  std::string describe(const PlanWords& words) const override {
    return "Expand count " + words.pattern(expand_);
  }

 private:
  bool expand_row(std::uint32_t row) override {
    if (full()) return false;
    const std::int64_t count = expand_.direction == ExpandDirection::Both || !used_.none()
                                   ? counted(row)
                                   : static_cast<std::int64_t>(adjacency_.degree(from_[row]));
    if (count == 0) return true;
    rows_.push_back(row);
    counts_.push_back(count);
    return true;
  }
  bool keeps_nothing() const override { return true; }
  void put_more(Batch& batch) override {
    put(batch, slot_, Vector::of(std::move(counts_)));
    counts_.clear();
  }

  std::int64_t counted(std::uint32_t row) const {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < adjacency_.list_count(); ++i) {
      const NeighbourList list = adjacency_.list(from_[row], i);
      for (std::size_t next = 0; next < list.size(); ++next)
        if (!list.skips(next) && !used_.contains(list.id(next))) ++count;
    }
    return count;
  }

  const Slot slot_;
  std::vector<std::int64_t> counts_;
};

/// To a neighbour that is bound: reads the lists of that end which has fewer.
class ExpandInto final : public ExpandBase {
 public:
  ExpandInto(const PlanNode& node, Build& build)
      : ExpandBase(node, build, make_operator(*node.input, build)),
        backwards_(adjacency_.reversed()) {}

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
  bool keeps_nothing() const override { return true; }

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
  if (OperatorPtr intersect = make_intersect(node, build)) return intersect;
  if (!expand.relationship_bound && expand.to_bound)
    return std::make_unique<ExpandInto>(node, build);
  OperatorPtr input = make_operator(*node.input, build);
  if (expand.relationship_bound)
    return std::make_unique<ExpandAlong>(node, build, std::move(input));
  return make_expand_all(node, build, std::move(input));
}

OperatorPtr make_expand_all(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<ExpandAll>(node, build, std::move(input));
}

OperatorPtr make_expand_distinct(const PlanNode& node, Build& build, OperatorPtr input,
                                 Guards guards) {
  return std::make_unique<ExpandDistinct>(node, build, std::move(input), std::move(guards));
}

OperatorPtr make_expand_count(const PlanNode& node, Build& build, Slot counts) {
  return std::make_unique<ExpandCount>(node, build, counts);
}

}  // namespace normgraph::query
