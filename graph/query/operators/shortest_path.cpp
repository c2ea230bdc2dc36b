// ShortestPath: the shortest trails between two bound nodes, as lists of relationships.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/path_search.hpp"
#include "graph/query/operators/trail.hpp"

namespace normgraph::query {
namespace {

class ShortestPathOperator final : public Operator {
 public:
  ShortestPathOperator(const PlanNode& node, Build& build)
      : Operator(node, build),
        path_(std::get<ShortestPath>(node.op)),
        carrier_(node, build),
        forwards_(path_.types, path_.direction),
        backwards_(forwards_.reversed()),
        predicate_(path_.each, path_.each_predicate.get()) {}

 private:
  bool produce(Batch& batch) override {
    rows_.clear();
    lists_.clear();
    while (rows_.size() < batch_rows &&
           (position_ < source_.selection.size() || (rows_.empty() && next_input())))
      step();
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, path_.relationships, Vector::of(std::move(lists_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = 0;
    search_ = nullptr;
    forwards_.resolve(*context().view);
    backwards_.resolve(*context().view);
    from_ = NodeColumn(source_.columns[path_.from], source_.selection);
    to_ = NodeColumn(source_.columns[path_.to], source_.selection);
    return true;
  }

  /// One more path of the present row, or on to the next row.
  void step() {
    if (position_ >= source_.selection.size()) return;
    const std::uint32_t row = source_.selection[position_];
    if (!search_) begin_row(row);
    std::vector<RelationshipRef> trail;
    if (search_ && !satisfied(source_, row) && wants_more(trail)) {
      ++found_;
      rows_.push_back(row);
      lists_.push_back(list_of(trail));
      return;
    }
    search_ = nullptr;
    ++position_;
  }

  bool wants_more(std::vector<RelationshipRef>& trail) {
    if (!path_.all && found_ >= path_.k) return false;
    return search_->next(trail);
  }

  void begin_row(std::uint32_t row) {
    const NodeId from = from_[row], to = to_[row];
    if (from == no_node || to == no_node) return;
    found_ = 0;
    predicate_.begin(source_, row);
    const bool least_length_only = path_.all || path_.k == 1;
    const bool plain = from != to && path_.min <= 1 && least_length_only;
    search_ = plain ? searcher(bidirectional_, make_bidirectional_search)
                    : searcher(deepening_, make_deepening_search);
    search_->begin(from, to);
  }

  /// Searches are kept, because their tables are worth using again.
  PathSearch* searcher(std::unique_ptr<PathSearch>& kept,
                       std::unique_ptr<PathSearch> (*make)(const PathSearchOptions&)) {
    if (!kept)
      kept = make({forwards_, backwards_, predicate_, context(), account(), path_.min, path_.max,
                   path_.all});
    return kept.get();
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    search_ = nullptr;
  }

  const ShortestPath& path_;
  Carrier carrier_;
  Adjacency forwards_, backwards_;
  RelationshipPredicate predicate_;
  std::unique_ptr<PathSearch> bidirectional_, deepening_;
  PathSearch* search_ = nullptr;  // the present row's; null: not begun
  std::int64_t found_ = 0;
  Batch source_;
  NodeColumn from_, to_;
  std::size_t position_ = 0;  // in the selection of source_
  std::vector<std::uint32_t> rows_;
  std::vector<Value> lists_;
};

}  // namespace

OperatorPtr make_shortest_path(const PlanNode& node, Build& build) {
  return std::make_unique<ShortestPathOperator>(node, build);
}

}  // namespace normgraph::query
