// Trails in the order of their lengths: depth-first search for each length in turn, which takes no
// more memory than one trail. How far each node is from the end, found first by breadth-first
// search against the direction, cuts every branch that cannot arrive in time.

#include <algorithm>

#include "graph/query/operators/node_depths.hpp"
#include "graph/query/operators/path_search.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

class DeepeningSearch final : public PathSearch {
 public:
  explicit DeepeningSearch(const PathSearchOptions& options)
      : options_(options), booking_(options.account) {}

  void begin(NodeId from, NodeId to) override {
    from_ = from;
    to_ = to;
    found_ = false;
    measure_distances();
    length_ = static_cast<std::size_t>(std::max<std::int64_t>(options_.min, 0));
    if (distance_[from] == NodeDepths::unreached) {
      ended_ = true;
      return;
    }
    length_ = std::max<std::size_t>(length_, distance_[from]);
    ended_ = !options_.within_max(length_);
    begin_length();
  }

  bool next(std::vector<RelationshipRef>& trail) override {
    while (!ended_) {
      if (find()) {
        found_ = true;
        trail = trail_.relationships();
        return true;
      }
      // Where nothing was cut for being too long, there are no longer trails either.
      ended_ = !cut_ || !options_.within_max(length_ + 1) || (found_ && options_.least_length_only);
      ++length_;
      begin_length();
    }
    return false;
  }

 private:
  void measure_distances() {
    distance_.clear(options_.context.view->node_limit());
    distance_.insert(to_, 0);
    std::vector<NodeId> frontier{to_}, reached;
    for (std::uint32_t depth = 1; !frontier.empty() && options_.within_max(depth); ++depth) {
      reached.clear();
      for (const NodeId node : frontier) {
        tick();
        NeighbourCursor cursor;
        cursor.begin(options_.backwards, node);
        while (cursor.next(options_.predicate, options_.context))
          if (distance_.insert(cursor.node(), depth)) reached.push_back(cursor.node());
      }
      frontier.swap(reached);
    }
    booking_.set(distance_.bytes());
  }

  void begin_length() {
    trail_.clear();
    cut_ = false;
    depth_ = 0;
    if (length_ == 0) {
      empty_pending_ = true;
    } else {
      enter(from_);
    }
  }

  /// The next trail of exactly length_ that ends where it should.
  bool find() {
    if (length_ == 0) {
      cut_ = true;  // longer ones may well exist
      if (!empty_pending_) return false;
      empty_pending_ = false;
      return from_ == to_;
    }
    if (trail_.size() == length_) trail_.pop();
    while (depth_ > 0) {
      tick();
      if (!cursors_[depth_ - 1].next(options_.predicate, options_.context)) {
        leave();
        continue;
      }
      if (take()) return true;
    }
    return false;
  }

  /// Follows the present neighbour of the last node; true when that completes a trail.
  bool take() {
    const NeighbourCursor& cursor = cursors_[depth_ - 1];
    const NodeId node = cursor.node();
    const RelationshipRef relationship = cursor.relationship();
    if (distance_[node] == NodeDepths::unreached || trail_.contains(relationship.id)) return false;
    if (trail_.size() + 1 + distance_[node] > length_) {
      cut_ = true;
      return false;
    }
    trail_.push(relationship);
    if (trail_.size() == length_) {
      // From here on longer trails may go; they were cut by the length.
      cut_ = true;
      return true;
    }
    enter(node);
    return false;
  }

  void enter(NodeId node) {
    if (depth_ == cursors_.size()) cursors_.emplace_back();
    cursors_[depth_++].begin(options_.forwards, node);
  }
  void leave() {
    --depth_;
    if (trail_.size() > 0) trail_.pop();
  }
  void tick() {
    if (++steps_ % 4096 == 0) options_.context.check(options_.account.name);
  }

  PathSearchOptions options_;
  NodeId from_ = no_node, to_ = no_node;
  NodeDepths distance_;  // to the end
  Booking booking_;
  bool ended_ = true;
  bool found_ = false;

  // The present length.
  std::size_t length_ = 0;
  bool cut_ = false;
  bool empty_pending_ = false;
  Trail trail_;
  std::vector<NeighbourCursor> cursors_;  // the first depth_ are in use
  std::size_t depth_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<PathSearch> make_deepening_search(const PathSearchOptions& options) {
  return std::make_unique<DeepeningSearch>(options);
}

}  // namespace normgraph::query
