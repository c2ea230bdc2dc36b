// Expansions of which more is bound: to a neighbour that is there, or along a relationship.

#include <algorithm>

#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/expand_base.hpp"

namespace normgraph::query {
namespace {

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
  ExpandAlong(const PlanNode& node, Build& build)
      : ExpandBase(node, build, make_operator(*node.input, build)) {}

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

OperatorPtr make_expand_into(const PlanNode& node, Build& build) {
  return std::make_unique<ExpandInto>(node, build);
}

OperatorPtr make_expand_along(const PlanNode& node, Build& build) {
  return std::make_unique<ExpandAlong>(node, build);
}

}  // namespace normgraph::query
