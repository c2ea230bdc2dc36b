// Intersect: the nodes to which two arms lead from bound nodes. The neighbours of one side are run
// through and looked up among those of the other: in a bitmap where that side stays the same for
// many rows or is not much longer, else by searching its sorted lists. It stands for an Expand and
// the Expand into its end that closes a cycle.

#include <algorithm>
#include <bit>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

/// A way to the nodes from one that is bound.
struct Arm {
  Slot from = no_slot, relationship = no_slot;
  ExpandDirection direction = ExpandDirection::Out;
  const std::vector<std::string>* types = nullptr;
  std::vector<Slot> distinct_from;  // without the other arm's relationship
};

/// Two nodes of a plan as one.
struct Intersection {
  const PlanNode* first = nullptr;  // the Expand
  const BoundExpression* filter = nullptr;
  Arm arms[2];
  bool arms_differ = false;  // the arms must not be one relationship
  Slot to = no_slot;
  Slot counts = no_slot;  // set: one row with how many there are
};

/// One arm while it runs.
struct Side {
  explicit Side(const Arm& arm)
      : from_slot(arm.from), adjacency(*arm.types, arm.direction), used(arm.distinct_from) {}

  Slot from_slot;
  Adjacency adjacency;
  UsedRelationships used;
  NodeColumn from;
  NodeId node = no_node;             // whose lists are in `lists`
  bool repeated = false;             // the row before had the same node
  std::vector<NeighbourList> lists;  // those that are not empty
  std::size_t degree = 0;

  void forget() {
    node = no_node;
    lists.clear();
    degree = 0;
  }
  void begin_row(std::uint32_t row) {
    repeated = from[row] == node;
    if (repeated) return;
    forget();
    node = from[row];
    if (node == no_node) return;
    for (std::size_t i = 0; i < adjacency.list_count(); ++i) {
      const NeighbourList list = adjacency.list(node, i);
      if (list.size() != 0) lists.push_back(list);
      degree += list.size();
    }
  }
};

class IntersectOperator final : public Operator {
 public:
  IntersectOperator(const PlanNode& node, Build& build, Intersection intersection)
      : Operator(node, build, make_operator(*intersection.first->input, build)),
        intersect_(std::move(intersection)),
        carrier_(intersect_.filter ? *intersect_.first : node, build),
        sides_{Side(intersect_.arms[0]), Side(intersect_.arms[1])} {
    // Below a filter that now stands above, its slots are carried; this one's of the node itself.
    const Slot closing = intersect_.arms[1].relationship;
    if (std::find(node.live.begin(), node.live.end(), closing) != node.live.end())
      carrier_.also(closing);
    wants_node_ = carrier_.carries(intersect_.to);
    for (std::size_t i = 0; i < 2; ++i)
      wants_relationship_[i] = carrier_.carries(intersect_.arms[i].relationship);
  }

  std::string describe(const PlanWords& words) const override {
    std::string text = (counting() ? "Intersect count " : "Intersect ") +
                       words.pattern(std::get<Expand>(intersect_.first->op)) + " and " +
                       words.pattern(std::get<Expand>(node().op));
    if (intersect_.filter) text += " where " + intersect_.filter->text();
    return text;
  }

 private:
  bool counting() const { return intersect_.counts != no_slot; }
  bool full() const { return rows_.size() >= batch_rows; }

  bool produce(Batch& batch) override {
    clear_results();
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (counting()) put(batch, intersect_.counts, Vector::of(std::move(counts_)));
    if (wants_node_) put(batch, intersect_.to, Vector::of(std::move(nodes_)));
    for (std::size_t i = 0; i < 2; ++i)
      if (wants_relationship_[i])
        put(batch, intersect_.arms[i].relationship, Vector::of(std::move(relationships_[i])));
    if (intersect_.filter)
      batch.selection = evaluate_filter(*intersect_.filter, batch, batch.selection, context());
    return true;
  }

  void clear_results() {
    rows_.clear();
    counts_.clear();
    nodes_.clear();
    for (auto& relationships : relationships_) relationships.clear();
  }

  bool next_input() {
    forget_lists();
    if (!input_->next(source_)) return false;
    position_ = 0;
    row_begun_ = false;
    for (Side& side : sides_) {
      side.adjacency.resolve(*context().view);
      side.from = NodeColumn(source_.columns[side.from_slot], source_.selection);
    }
    marks_.resize(context().view->node_limit());
    booking_.set(marks_.bytes());
    return true;
  }

  /// Lists may change when the input is asked for more rows: what was kept of them is dropped.
  void forget_lists() {
    if (marked_ != nullptr) unmark();
    for (Side& side : sides_) side.forget();
  }

  void step() {
    if (position_ >= source_.selection.size()) return;
    const std::uint32_t row = source_.selection[position_];
    if (!row_begun_) begin_row(row);
    if (sides_[0].degree != 0 && sides_[1].degree != 0 && !satisfied(source_, row)) {
      if (!intersect_row(row)) return;
      if (counting() && found_ != 0) {
        rows_.push_back(row);
        counts_.push_back(found_);
      }
    }
    row_begun_ = false;
    ++position_;
  }

  void begin_row(std::uint32_t row) {
    row_begun_ = true;
    list_ = next_ = 0;
    found_ = 0;
    for (Side& side : sides_) {
      if (marked_ == &side && side.from[row] != side.node) unmark();
      side.begin_row(row);
      if (!side.used.none()) side.used.read(source_, row);
    }
    if (sides_[0].degree != 0 && sides_[1].degree != 0) choose();
  }

  /// Which side is run through, and whether the other is marked: by what each way costs.
  void choose() {
    double least = -1;
    bool mark = false;
    for (std::size_t looked_up = 0; looked_up < 2; ++looked_up) {
      const Side& other = sides_[looked_up];
      const double run = static_cast<double>(sides_[1 - looked_up].degree);
      const double degree = static_cast<double>(other.degree);
      double marking = run;
      if (marked_ != &other) marking += 2 * degree / (other.repeated ? 8 : 1);
      const double searching = run * static_cast<double>(4 + std::bit_width(other.degree));
      const double cost = std::min(marking, searching);
      if (least >= 0 && cost >= least) continue;
      least = cost;
      mark = marking <= searching;
      looked_up_ = looked_up;
    }
    by_marks_ = mark;
    if (mark && marked_ != &sides_[looked_up_]) {
      if (marked_ != nullptr) unmark();
      marked_ = &sides_[looked_up_];
      for (const NeighbourList& list : marked_->lists) marks_.set(list.neighbours.nodes);
    }
  }
  void unmark() {
    for (const NeighbourList& list : marked_->lists) marks_.clear(list.neighbours.nodes);
    marked_ = nullptr;
  }

  /// True when the row is done, false when the batch was full before.
  bool intersect_row(std::uint32_t row) {
    const std::vector<NeighbourList>& lists = sides_[1 - looked_up_].lists;
    for (; list_ < lists.size(); ++list_, next_ = 0) {
      const NeighbourList& list = lists[list_];
      const std::span<const NodeId> nodes = list.neighbours.nodes;
      for (; next_ < nodes.size(); ++next_) {
        if (by_marks_ && !marks_.test(nodes[next_])) continue;
        if (full()) return false;
        look_up(row, list);
      }
    }
    return true;
  }

  /// Adds a result for each pair of relationships that meet at the neighbour run to.
  void look_up(std::uint32_t row, const NeighbourList& list) {
    const NodeId node = list.neighbour(next_);
    if (list.skips(next_)) return;
    const std::size_t run = 1 - looked_up_;
    const RelationshipId id = list.id(next_);
    if (sides_[run].used.contains(id)) return;
    const Side& other = sides_[looked_up_];
    for (const NeighbourList& others : other.lists) {
      for (std::size_t i = others.seek(node, 0); i < others.size(); i = others.seek(node, i + 1)) {
        if (others.skips(i)) continue;
        const RelationshipId other_id = others.id(i);
        if (intersect_.arms_differ && other_id == id) continue;
        if (other.used.contains(other_id)) continue;
        if (counting())
          ++found_;
        else
          add(row, node, list.relationship(next_), others.relationship(i));
      }
    }
  }

  void add(std::uint32_t row, NodeId node, const RelationshipRef& run,
           const RelationshipRef& looked_up) {
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(node);
    if (wants_relationship_[looked_up_]) relationships_[looked_up_].push_back(looked_up);
    if (wants_relationship_[1 - looked_up_]) relationships_[1 - looked_up_].push_back(run);
  }

  void reset() override {
    forget_lists();
    source_.selection = Selection();
    position_ = 0;
    row_begun_ = false;
  }

  const Intersection intersect_;
  Carrier carrier_;
  Side sides_[2];
  bool wants_node_ = false;
  bool wants_relationship_[2] = {};
  Batch source_;
  std::size_t position_ = 0;  // in the selection of source_
  bool row_begun_ = false;

  // The present row.
  std::size_t looked_up_ = 0;  // the side that is not run through
  bool by_marks_ = false;
  std::size_t list_ = 0, next_ = 0;  // where to go on in the lists run through
  std::int64_t found_ = 0;

  NodeMarks marks_;
  const Side* marked_ = nullptr;     // whose neighbours are marked
  std::vector<std::uint32_t> rows_;  // of source_, one for each result
  std::vector<std::int64_t> counts_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipRef> relationships_[2];
  Booking booking_{account()};
};

ExpandDirection turned(ExpandDirection direction) {
  if (direction == ExpandDirection::Both) return direction;
  return direction == ExpandDirection::Out ? ExpandDirection::In : ExpandDirection::Out;
}

/// The second arm: `into` as a way to the end of `first`. False when it is none.
bool add_closing_arm(const Expand& into, const Expand& first, Intersection& both) {
  if ((into.to == first.to) == (into.from == first.to)) return false;
  const bool forwards = into.to == first.to;
  Arm& arm = both.arms[1];
  arm.from = forwards ? into.from : into.to;
  arm.relationship = into.relationship;
  arm.direction = forwards ? into.direction : turned(into.direction);
  arm.types = &into.types;
  for (const Slot slot : into.distinct_from) {
    if (slot == first.relationship)
      both.arms_differ = true;
    else
      arm.distinct_from.push_back(slot);
  }
  return true;
}

/// False when the node is not an Expand into the end of one below.
bool find_intersection(const PlanNode& node, Intersection& both) {
  const auto* into = std::get_if<Expand>(&node.op);
  if (!into || !into->to_bound || into->relationship_bound) return false;
  both.first = node.input.get();
  if (const auto* filter = std::get_if<Filter>(&both.first->op)) {
    both.filter = filter->predicate.get();
    both.first = both.first->input.get();
  }
  const Expand* first = free_expand(*both.first);
  if (!first || first->from == first->to) return false;
  both.to = first->to;
  both.arms[0] = {first->from, first->relationship, first->direction, &first->types,
                  first->distinct_from};
  return add_closing_arm(*into, *first, both);
}

bool reads_any(const PlanNode& node, const Intersection& both) {
  return std::any_of(node.live.begin(), node.live.end(), [&](Slot slot) {
    return slot == both.to || slot == both.arms[0].relationship ||
           slot == both.arms[1].relationship;
  });
}

}  // namespace

OperatorPtr make_intersect(const PlanNode& node, Build& build, Slot* counts) {
  Intersection both;
  if (!find_intersection(node, both)) return nullptr;
  if (counts) {
    if (both.filter || reads_any(node, both)) return nullptr;
    both.counts = *counts = both.to;
  }
  return std::make_unique<IntersectOperator>(node, build, std::move(both));
}

}  // namespace normgraph::query
