#include <algorithm>

#include "graph/query/operators/path_search.hpp"

namespace normgraph::query {

void NeighbourCursor::begin(const Adjacency& adjacency, NodeId node) {
  adjacency_ = &adjacency;
  from_ = node;
  number_ = 0;
  list_ = NeighbourList();
  begun_ = false;
}

bool NeighbourCursor::next(const RelationshipPredicate& predicate, Context& context) {
  if (begun_) ++i_;
  for (;;) {
    for (; begun_ && i_ < list_.size(); ++i_)
      if (!list_.skips(i_) && (predicate.none() || allowed(predicate, context))) return true;
    if (number_ == adjacency_->list_count()) return false;
    list_ = adjacency_->list(from_, number_++);
    begun_ = true;
    i_ = 0;
    tested_.clear();
    tested_from_ = 0;
  }
}

bool NeighbourCursor::allowed(const RelationshipPredicate& predicate, Context& context) {
  if (i_ - tested_from_ >= tested_.size()) {
    std::vector<RelationshipRef> stretch;
    const std::size_t end = std::min(list_.size(), i_ + batch_rows);
    for (std::size_t j = i_; j < end; ++j) stretch.push_back(list_.relationship(j));
    tested_from_ = i_;
    predicate.test(stretch, context, tested_);
  }
  return tested_[i_ - tested_from_] != 0;
}

}  // namespace normgraph::query
