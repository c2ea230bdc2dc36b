// An expansion of which only the ends are read, each once: all input is consumed, the ends are
// marked in a bitmap, on all cores, and given in the order of their ids, in which what is read of
// them lies in the store.

#include <algorithm>
#include <bit>

#include "graph/parallel.hpp"
#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/trail.hpp"
#include "graph/store/stored_graph.hpp"

namespace normgraph::query {
namespace {

class ExpandEnds final : public Operator {
 public:
  ExpandEnds(const PlanNode& node, Build& build, OperatorPtr input)
      : Operator(node, build, std::move(input)),
        expand_(std::get<Expand>(node.op)),
        adjacency_(expand_.types, expand_.direction) {}

  std::string describe(const PlanWords& words) const override {
    return "Expand ends " + words.pattern(expand_);
  }

 private:
  bool produce(Batch& batch) override {
    if (!consumed_) consume();
    std::vector<NodeId> nodes;
    while (nodes.size() + 64 <= batch_rows && word_ < ends_.words().size()) {
      for (std::uint64_t bits = ends_.words()[word_]; bits != 0; bits &= bits - 1)
        nodes.push_back(static_cast<NodeId>(word_ * 64) +
                        static_cast<NodeId>(std::countr_zero(bits)));
      ++word_;
    }
    if (nodes.empty()) return false;
    start_batch(batch, nodes.size());
    put(batch, expand_.to, Vector::of(std::move(nodes)));
    return true;
  }

  void consume() {
    consumed_ = true;
    const bool stored = store::StoredGraph::of(*context().view).has_value();
    parts_.resize(stored ? parallel_threads() : 1);
    for (Batch batch; input_->next(batch);) {
      adjacency_.resolve(*context().view);
      const NodeColumn from(batch.columns[expand_.from], batch.selection);
      for (NodeMarks& part : parts_) part.resize(context().view->node_limit());
      booking_.set(parts_.front().bytes() * static_cast<std::int64_t>(parts_.size()));
      constexpr std::size_t worth_sharing = 256;
      mark_all(batch, from, batch.selection.size() < worth_sharing ? 1 : parts_.size());
    }
    ends_ = std::move(parts_.front());
    for (std::size_t i = 1; i < parts_.size(); ++i) ends_.add(parts_[i]);
    parts_.clear();
  }

  /// Each of `parts` threads takes a stretch of the rows, and marks ends of its own.
  void mark_all(const Batch& batch, const NodeColumn& from, std::size_t parts) {
    const std::size_t rows = batch.selection.size();
    parallel_for(parts, [&](std::size_t part) {
      UsedRelationships used(expand_.distinct_from);
      for (std::size_t i = rows * part / parts; i < rows * (part + 1) / parts; ++i)
        mark(batch, batch.selection[i], from, used, parts_[part]);
    });
  }

  void mark(const Batch& batch, std::uint32_t row, const NodeColumn& from, UsedRelationships& used,
            NodeMarks& ends) const {
    const NodeId node = from[row];
    if (node == no_node) return;
    const bool may_meet = meets_used(batch, row, node);
    if (may_meet) used.read(batch, row);
    for (std::size_t i = 0; i < adjacency_.list_count(); ++i) {
      const NeighbourList list = adjacency_.list(node, i);
      if (!may_meet && !list.skip_loops) {
        ends.set(list.neighbours.nodes);
        continue;
      }
      for (std::size_t next = 0; next < list.size(); ++next)
        if (!list.skips(next) && !(may_meet && used.contains(list.id(next))))
          ends.insert(list.neighbour(next));
    }
  }

  /// Whether a relationship that must not be taken again could lead on from the node.
  bool meets_used(const Batch& batch, std::uint32_t row, NodeId node) const {
    return std::any_of(expand_.distinct_from.begin(), expand_.distinct_from.end(), [&](Slot slot) {
      const Vector& column = batch.columns[slot];
      if (column.kind() != Vector::Kind::Relationship) return true;
      if (column.is_null(row)) return false;
      const RelationshipRef& used = column.relationships()[column.at(row)];
      return (expand_.direction != ExpandDirection::In && used.start == node) ||
             (expand_.direction != ExpandDirection::Out && used.end == node);
    });
  }

  void reset() override {
    consumed_ = false;
    word_ = 0;
    ends_ = NodeMarks();
    booking_.set(0);
  }

  const Expand& expand_;
  Adjacency adjacency_;
  bool consumed_ = false;
  std::vector<NodeMarks> parts_;  // one for each thread
  NodeMarks ends_;
  std::size_t word_ = 0;  // of ends_, to be given next
  Booking booking_{account()};
};

}  // namespace

OperatorPtr make_expand_ends(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<ExpandEnds>(node, build, std::move(input));
}

}  // namespace normgraph::query
