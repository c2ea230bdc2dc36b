#include "graph/query/operators/adjacency.hpp"

#include <algorithm>

namespace normgraph::query {

std::size_t NeighbourList::seek(NodeId wanted, std::size_t i) const {
  const auto begin = neighbours.nodes.begin(), end = neighbours.nodes.end();
  const auto from = begin + static_cast<std::ptrdiff_t>(i);
  const auto found = ascending ? std::lower_bound(from, end, wanted) : std::find(from, end, wanted);
  return found == end || *found != wanted ? size() : static_cast<std::size_t>(found - begin);
}

void Adjacency::resolve(const store::GraphView& view) {
  view_ = &view;
  std::vector<TypeId> types;
  if (names_.empty()) {
    for (std::size_t type = 0; type < view.type_count(); ++type)
      types.push_back(static_cast<TypeId>(type));
  } else {
    for (const std::string& name : names_)
      if (const TypeId type = view.find_type(name);
          type != no_type && std::find(types.begin(), types.end(), type) == types.end())
        types.push_back(type);
  }
  steps_.clear();
  for (const TypeId type : types) {
    if (direction_ != ExpandDirection::In) add_step(type, store::Direction::Out, false);
    if (direction_ != ExpandDirection::Out)
      add_step(type, store::Direction::In, direction_ == ExpandDirection::Both);
  }
}

void Adjacency::add_step(TypeId type, store::Direction direction, bool skip_loops) {
  steps_.push_back({view_->adjacency(type, direction), type, direction, skip_loops});
}

std::size_t Adjacency::degree(NodeId node) const {
  std::size_t sum = 0;
  for (const Step& step : steps_) sum += step.reader.degree(node);
  return sum;
}

double Adjacency::mean_degree() const {
  double sum = 0;
  for (const Step& step : steps_) {
    const auto nodes =
        static_cast<double>(view_->degree_statistics(step.type, step.direction).nodes);
    sum += static_cast<double>(view_->relationship_count(step.type)) / std::max(1.0, nodes);
  }
  return sum;
}

Adjacency Adjacency::reversed() const {
  const ExpandDirection turned = direction_ == ExpandDirection::Out  ? ExpandDirection::In
                                 : direction_ == ExpandDirection::In ? ExpandDirection::Out
                                                                     : ExpandDirection::Both;
  Adjacency result(names_, turned);
  if (view_) result.resolve(*view_);
  return result;
}

bool Adjacency::follows(RelationshipRef relationship, NodeId from) const {
  for (const Step& step : steps_) {
    if (step.type != relationship.id.type()) continue;
    if ((step.direction == store::Direction::Out ? relationship.start : relationship.end) == from)
      return true;
  }
  return false;
}

}  // namespace normgraph::query
