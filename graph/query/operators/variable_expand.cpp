// VariableExpand: trails of min to max relationships from a node, depth first. The search keeps its
// place between batches, so that a hub with very many trails takes no more memory than one trail.

#include <algorithm>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/relationship_predicate.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

/// What searching trails and checking a given list have in common.
class VariableExpandBase : public Operator {
 public:
  VariableExpandBase(const PlanNode& node, Build& build)
      : Operator(node, build),
        expand_(std::get<VariableExpand>(node.op)),
        carrier_(node, build),
        adjacency_(expand_.types, expand_.direction),
        predicate_(expand_.each, expand_.each_predicate.get()),
        used_(expand_.distinct_from),
        wants_list_(!expand_.list_bound && carrier_.carries(expand_.relationships)),
        wants_node_(!expand_.to_bound && carrier_.carries(expand_.to)) {}

 protected:
  virtual void begin_row(std::uint32_t row) = 0;
  /// Adds results of the present row until there are no more or the batch is full. True: row done.
  virtual bool expand_row(std::uint32_t row) = 0;

  bool full() const { return rows_.size() >= batch_rows || list_items_ >= max_list_items; }
  bool reaches(std::uint32_t row, NodeId node) const {
    return !expand_.to_bound || to_[row] == node;
  }
  std::size_t min() const {
    return static_cast<std::size_t>(std::max<std::int64_t>(expand_.min, 0));
  }
  bool within_max(std::size_t length) const {
    return !expand_.max || static_cast<std::int64_t>(length) <= *expand_.max;
  }

  /// One batch holds at most this many relationships in lists, however few its rows.
  static constexpr std::size_t max_list_items = 1 << 18;

  const VariableExpand& expand_;
  Carrier carrier_;
  Adjacency adjacency_;
  RelationshipPredicate predicate_;
  UsedRelationships used_;
  bool wants_list_, wants_node_;
  Batch source_;
  NodeColumn from_, to_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each result
  std::vector<NodeId> nodes_;
  std::vector<Value> lists_;
  std::size_t list_items_ = 0;

 private:
  bool produce(Batch& batch) override {
    rows_.clear();
    nodes_.clear();
    lists_.clear();
    list_items_ = 0;
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (wants_node_) put(batch, expand_.to, Vector::of(std::move(nodes_)));
    if (wants_list_) put(batch, expand_.relationships, Vector::of(std::move(lists_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = 0;
    row_begun_ = false;
    adjacency_.resolve(*context().view);
    from_ = NodeColumn(source_.columns[expand_.from], source_.selection);
    if (expand_.to_bound) to_ = NodeColumn(source_.columns[expand_.to], source_.selection);
    return true;
  }

  void step() {
    if (position_ >= source_.selection.size()) return;
    const std::uint32_t row = source_.selection[position_];
    const bool wanted = from_[row] != no_node && !(expand_.to_bound && to_[row] == no_node) &&
                        !satisfied(source_, row);
    if (wanted && !row_begun_) {
      row_begun_ = true;
      if (!used_.none()) used_.read(source_, row);
      predicate_.begin(source_, row);
      begin_row(row);
    }
    if (wanted && !expand_row(row)) return;
    row_begun_ = false;
    ++position_;
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    row_begun_ = false;
  }

  std::size_t position_ = 0;  // in the selection of source_
  bool row_begun_ = false;
};

class TrailSearch final : public VariableExpandBase {
 public:
  using VariableExpandBase::VariableExpandBase;

 private:
  /// A node on the present trail, and how far its relationships have been followed.
  struct Frame {
    NodeId node = no_node;
    std::size_t list = 0, next = 0;
    NeighbourList neighbours;
    std::vector<std::uint8_t> allowed;  // by the predicate, for neighbours from tested_from on
    std::size_t tested_from = 0;
  };

  void begin_row(std::uint32_t row) override {
    trail_.clear();
    depth_ = 0;
    start_pending_ = true;
    if (within_max(1)) enter(from_[row]);
  }

  bool expand_row(std::uint32_t row) override {
    if (start_pending_) {
      start_pending_ = false;
      if (min() == 0) add(row, from_[row]);
    }
    while (depth_ > 0) {
      if (full()) return false;
      if (++steps_ % 4096 == 0) context().check(name());
      if (!follow_next(row)) leave();
    }
    return true;
  }

  /// Follows the next relationship of the last node. False when there is none left to follow.
  bool follow_next(std::uint32_t row) {
    Frame& frame = frames_[depth_ - 1];
    while (frame.next >= frame.neighbours.size())
      if (!open_list(frame, frame.list + 1)) return false;
    const std::size_t i = frame.next++;
    if (frame.neighbours.skips(i) || !allowed(frame, i)) return true;
    const RelationshipRef relationship = frame.neighbours.relationship(i);
    if (trail_.contains(relationship.id) || used_.contains(relationship.id)) return true;
    const NodeId node = frame.neighbours.neighbour(i);
    trail_.push(relationship);
    if (trail_.size() >= min()) add(row, node);
    if (within_max(trail_.size() + 1)) {
      enter(node);
    } else {
      trail_.pop();
    }
    return true;
  }

  void enter(NodeId node) {
    if (depth_ == frames_.size()) {
      booking_.add(sizeof(Frame) + sizeof(RelationshipRef));
      frames_.emplace_back();
    }
    Frame& frame = frames_[depth_++];
    frame.node = node;
    frame.neighbours = NeighbourList();
    frame.next = 0;
    open_list(frame, 0);
  }

  void leave() {
    --depth_;
    if (trail_.size() > 0) trail_.pop();
  }

  bool open_list(Frame& frame, std::size_t list) {
    if (list >= adjacency_.list_count()) return false;
    frame.list = list;
    frame.next = 0;
    frame.neighbours = adjacency_.list(frame.node, list);
    frame.tested_from = 0;
    frame.allowed.clear();
    return true;
  }

  /// Whether the predicate allows the neighbour; tests a stretch of the list at a time.
  bool allowed(Frame& frame, std::size_t i) {
    if (predicate_.none()) return true;
    if (i - frame.tested_from >= frame.allowed.size()) {
      std::vector<RelationshipRef> stretch;
      const std::size_t end = std::min(frame.neighbours.size(), i + batch_rows);
      for (std::size_t j = i; j < end; ++j) stretch.push_back(frame.neighbours.relationship(j));
      frame.tested_from = i;
      predicate_.test(stretch, context(), frame.allowed);
    }
    return frame.allowed[i - frame.tested_from] != 0;
  }

  void add(std::uint32_t row, NodeId node) {
    if (!reaches(row, node)) return;
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(node);
    if (!wants_list_) return;
    list_items_ += trail_.size();
    if (expand_.reversed) {
      std::vector<RelationshipRef> turned(trail_.relationships().rbegin(),
                                          trail_.relationships().rend());
      lists_.push_back(list_of(turned));
    } else {
      lists_.push_back(list_of(trail_.relationships()));
    }
  }

  std::vector<Frame> frames_;  // the first depth_ are on the trail; the others are kept for reuse
  std::size_t depth_ = 0;
  Booking booking_{account()};
  Trail trail_;
  bool start_pending_ = false;
  std::uint64_t steps_ = 0;
};

/// The list is given: kept where it is a trail of the wanted length from the node.
class ListCheck final : public VariableExpandBase {
 public:
  using VariableExpandBase::VariableExpandBase;

 private:
  void begin_row(std::uint32_t) override {}

  bool expand_row(std::uint32_t row) override {
    const Value value = source_.columns[expand_.relationships].value(row);
    if (value.is_null()) return true;
    std::vector<RelationshipRef> list = relationships_of(value);
    if (expand_.reversed) std::reverse(list.begin(), list.end());
    const NodeId end = walk(from_[row], list);
    if (end == no_node || !reaches(row, end)) return true;
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(end);
    return true;
  }

  static std::vector<RelationshipRef> relationships_of(const Value& value) {
    if (value.type() != Type::List) throw not_a_relationship(value);
    std::vector<RelationshipRef> list;
    for (const Value& item : value.as_list()) {
      if (item.type() != Type::Relationship) throw not_a_relationship(item);
      list.push_back(item.as_relationship());
    }
    return list;
  }

  /// Where the list leads from a node; no_node when it cannot be walked.
  NodeId walk(NodeId node, const std::vector<RelationshipRef>& list) {
    if (list.size() < min() || !within_max(list.size())) return no_node;
    if (!predicate_.none()) {
      std::vector<std::uint8_t> allowed;
      predicate_.test(list, context(), allowed);
      if (std::find(allowed.begin(), allowed.end(), 0) != allowed.end()) return no_node;
    }
    Trail trail;
    for (const RelationshipRef& step : list) {
      if (!adjacency_.follows(step, node) || trail.contains(step.id) || used_.contains(step.id) ||
          !context().view->exists(step.id))
        return no_node;
      trail.push(step);
      node = step.start == node ? step.end : step.start;
    }
    return node;
  }
};

}  // namespace

OperatorPtr make_variable_expand(const PlanNode& node, Build& build) {
  if (std::get<VariableExpand>(node.op).list_bound) return std::make_unique<ListCheck>(node, build);
  return std::make_unique<TrailSearch>(node, build);
}

}  // namespace normgraph::query
