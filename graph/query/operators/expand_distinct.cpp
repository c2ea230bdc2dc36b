// An expansion that gives each end once.

#include "graph/query/operators/expand_base.hpp"
#include "graph/query/operators/node_marks.hpp"

namespace normgraph::query {
namespace {

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

}  // namespace

OperatorPtr make_expand_distinct(const PlanNode& node, Build& build, OperatorPtr input,
                                 Guards guards) {
  return std::make_unique<ExpandDistinct>(node, build, std::move(input), std::move(guards));
}

}  // namespace normgraph::query
