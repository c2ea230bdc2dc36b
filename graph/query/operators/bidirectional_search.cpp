// Shortest trails by breadth-first search from both ends at once.
//
// The side with the smaller frontier goes one level further until a node is reached from both. Let
// the sides then be i and j levels deep: before this level no node was reached from both, so no
// trail is shorter than i + j, and every shortest trail crosses a node that is i from the start and
// j from the end. From such a node, going down in depth on either side never meets a dead end.

#include <algorithm>

#include "graph/query/operators/node_depths.hpp"
#include "graph/query/operators/path_search.hpp"

namespace normgraph::query {
namespace {

class BidirectionalSearch final : public PathSearch {
 public:
  explicit BidirectionalSearch(const PathSearchOptions& options)
      : options_(options), booking_(options.account) {}

  void begin(NodeId from, NodeId to) override {
    const NodeId limit = options_.context.view->node_limit();
    start_.begin(from, limit);
    end_.begin(to, limit);
    meetings_.clear();
    meeting_ = 0;
    walking_ = false;
    search();
  }

  bool next(std::vector<RelationshipRef>& trail) override {
    for (;;) {
      if (walking_ && advance()) break;
      if (meeting_ == meetings_.size()) return false;
      start_walk(meetings_[meeting_++]);
    }
    // The first part was walked from the middle to the start.
    trail.assign(steps_.begin(), steps_.end());
    std::reverse(trail.begin(), trail.begin() + static_cast<std::ptrdiff_t>(start_.depth));
    return true;
  }

 private:
  struct Side {
    NodeDepths depths;
    std::vector<NodeId> frontier;
    std::uint32_t depth = 0;
    void begin(NodeId node, NodeId limit) {
      depths.clear(limit);
      depths.insert(node, 0);
      frontier.assign(1, node);
      depth = 0;
    }
  };

  void search() {
    while (meetings_.empty() && !start_.frontier.empty() && !end_.frontier.empty() &&
           options_.within_max(start_.depth + end_.depth + 1)) {
      if (start_.frontier.size() <= end_.frontier.size()) {
        deepen(start_, end_, options_.forwards);
      } else {
        deepen(end_, start_, options_.backwards);
      }
      booking_.set(start_.depths.bytes() + end_.depths.bytes());
    }
  }

  /// One level further on one side; notes where it meets the other.
  void deepen(Side& side, const Side& other, const Adjacency& adjacency) {
    ++side.depth;
    std::vector<NodeId> reached;
    std::size_t seen = 0;
    for (const NodeId node : side.frontier) {
      cursor_.begin(adjacency, node);
      while (cursor_.next(options_.predicate, options_.context)) {
        if (++seen % 16384 == 0) options_.context.check(options_.account.name);
        const NodeId neighbour = cursor_.node();
        if (!side.depths.insert(neighbour, side.depth)) continue;
        reached.push_back(neighbour);
        if (other.depths[neighbour] != NodeDepths::unreached) meetings_.push_back(neighbour);
      }
    }
    side.frontier = std::move(reached);
  }

  void start_walk(NodeId meeting) {
    middle_ = meeting;
    steps_.clear();
    cursors_.resize(std::max<std::size_t>(cursors_.size(), start_.depth + end_.depth));
    begin_step(0, meeting);
    walking_ = true;
  }

  /// Step s leads down on the start's side while s < start depth, then from the middle on the
  /// end's.
  void begin_step(std::size_t step, NodeId node) {
    const bool first_part = step < start_.depth;
    if (step == start_.depth) node = middle_;
    cursors_[step].begin(first_part ? options_.backwards : options_.forwards, node);
  }

  /// Goes on to the next complete walk from the middle to both ends; false when there are no more.
  bool advance() {
    const std::size_t length = start_.depth + end_.depth;
    if (steps_.size() == length) steps_.pop_back();
    for (;;) {
      const std::size_t step = steps_.size();
      if (!follow(step)) {
        if (step == 0) return walking_ = false;
        steps_.pop_back();
        continue;
      }
      if (step + 1 == length) return true;
      begin_step(step + 1, cursors_[step].node());
    }
  }

  bool follow(std::size_t step) {
    const bool first_part = step < start_.depth;
    const NodeDepths& depths = first_part ? start_.depths : end_.depths;
    const std::size_t wanted =
        first_part ? start_.depth - step - 1 : start_.depth + end_.depth - step - 1;
    NeighbourCursor& cursor = cursors_[step];
    while (cursor.next(options_.predicate, options_.context)) {
      if (++steps_taken_ % 16384 == 0) options_.context.check(options_.account.name);
      if (depths[cursor.node()] != wanted) continue;
      steps_.push_back(cursor.relationship());
      return true;
    }
    return false;
  }

  PathSearchOptions options_;
  Side start_, end_;
  NeighbourCursor cursor_;
  std::vector<NodeId> meetings_;
  std::size_t meeting_ = 0;  // the next to walk from
  Booking booking_;

  // The present walk.
  NodeId middle_ = no_node;
  bool walking_ = false;
  std::vector<NeighbourCursor> cursors_;
  std::vector<RelationshipRef> steps_;
  std::uint64_t steps_taken_ = 0;
};

}  // namespace

std::unique_ptr<PathSearch> make_bidirectional_search(const PathSearchOptions& options) {
  return std::make_unique<BidirectionalSearch>(options);
}

}  // namespace normgraph::query
