// The ends of a variable-length expansion where the ways do not matter: a breadth-first search for
// each row, with a bitmap of what it has reached. It keeps its place between batches.

#include <algorithm>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/node_marks.hpp"

namespace normgraph::query {
namespace {

class Reach final : public Operator {
 public:
  Reach(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)),
        expand_(std::get<VariableExpand>(node.op)),
        carrier_(node, build),
        adjacency_(expand_.types, expand_.direction),
        wants_node_(!expand_.to_bound && carrier_.carries(expand_.to)) {}

  std::string describe(const PlanWords& words) const override {
    return (expand_.to_bound ? "Reach into " : "Reach ") + words.pattern(expand_);
  }

 private:
  bool full() const { return rows_.size() >= batch_rows; }

  bool produce(Batch& batch) override {
    rows_.clear();
    nodes_.clear();
    while (!full() && (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    if (wants_node_) put(batch, expand_.to, Vector::of(std::move(nodes_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = 0;
    row_begun_ = false;
    adjacency_.resolve(*context().view);
    from_ = NodeColumn(source_.columns[expand_.from], source_.selection);
    if (expand_.to_bound) to_ = NodeColumn(source_.columns[expand_.to], source_.selection);
    reached_.resize(context().view->node_limit());
    return true;
  }

  void step() {
    if (position_ >= source_.selection.size()) return;
    const std::uint32_t row = source_.selection[position_];
    const bool wanted = from_[row] != no_node && !satisfied(source_, row) &&
                        (!expand_.to_bound || to_[row] != no_node);
    if (wanted) {
      if (!row_begun_) begin_row(row);
      if (!search(row)) return;
    }
    leave_row();
    ++position_;
  }

  /// A trail of no relationships ends where it began, whatever the direction.
  void begin_row(std::uint32_t row) {
    row_begun_ = true;
    done_ = false;
    depth_ = 0;
    place_ = list_ = next_ = 0;
    frontier_.assign(1, from_[row]);
    if (expand_.min == 0) reach(row, from_[row]);
    next_frontier_.clear();
  }

  /// True when all has been found, false when the batch was full before.
  bool search(std::uint32_t row) {
    while (!done_ && !frontier_.empty() && (!expand_.max || depth_ < *expand_.max)) {
      for (; place_ < frontier_.size(); ++place_, list_ = 0) {
        if (place_ % 1024 == 0) check();
        if (!follow(row, frontier_[place_])) return false;
        if (done_) return true;
      }
      std::swap(frontier_, next_frontier_);
      next_frontier_.clear();
      place_ = 0;
      ++depth_;
    }
    return true;
  }

  bool follow(std::uint32_t row, NodeId node) {
    for (; list_ < adjacency_.list_count(); ++list_, next_ = 0) {
      const NeighbourList list = adjacency_.list(node, list_);
      for (; next_ < list.size() && !done_; ++next_) {
        if (reached_.test(list.neighbour(next_))) continue;
        if (full()) return false;
        reach(row, list.neighbour(next_));
      }
    }
    return true;
  }

  void reach(std::uint32_t row, NodeId node) {
    reached_.insert(node);
    all_.push_back(node);
    next_frontier_.push_back(node);
    if (expand_.to_bound) {
      if (node != to_[row]) return;
      done_ = true;
    }
    rows_.push_back(row);
    if (wants_node_) nodes_.push_back(node);
  }

  void leave_row() {
    reached_.clear(all_);
    all_.clear();
    row_begun_ = false;
  }

  void check() {
    context().check(name());
    const std::size_t listed = all_.size() + frontier_.size() + next_frontier_.size();
    booking_.set(reached_.bytes() + static_cast<std::int64_t>(listed * sizeof(NodeId)));
  }

  void reset() override {
    leave_row();
    source_.selection = Selection();
    position_ = 0;
  }

  const VariableExpand& expand_;
  Carrier carrier_;
  Adjacency adjacency_;
  bool wants_node_;
  Batch source_;
  NodeColumn from_, to_;
  std::size_t position_ = 0;  // in the selection of source_
  bool row_begun_ = false;

  // The search of the present row, and where to go on in it.
  NodeMarks reached_;
  std::vector<NodeId> all_, frontier_, next_frontier_;
  std::int64_t depth_ = 0;
  std::size_t place_ = 0, list_ = 0, next_ = 0;
  bool done_ = false;  // the bound end is reached

  std::vector<std::uint32_t> rows_;  // of source_, one for each result
  std::vector<NodeId> nodes_;
  Booking booking_{account()};
};

}  // namespace

OperatorPtr make_reach(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<Reach>(node, build, std::move(input));
}

}  // namespace normgraph::query
