#include "loaders/csv/id_table.hpp"

#include <functional>

namespace normgraph::loaders {

std::size_t IdTable::place_of(std::string_view id) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = std::hash<std::string_view>()(id) & mask;
  while (places_[place] != no_node && id_of(places_[place]) != id) place = (place + 1) & mask;
  return place;
}

bool IdTable::insert(std::string_view id) {
  if (offsets_.size() * 2 >= places_.size()) grow();
  NodeId& place = places_[place_of(id)];
  const bool is_new = place == no_node;
  if (is_new) place = static_cast<NodeId>(offsets_.size() - 1);
  bytes_.append(id);  // a node all the same, so that numbers and rows keep step
  offsets_.push_back(bytes_.size());
  return is_new;
}

void IdTable::grow() {
  const std::vector<NodeId> old = std::move(places_);
  places_.assign(old.empty() ? 1024 : old.size() * 2, no_node);
  for (const NodeId node : old)
    if (node != no_node) places_[place_of(id_of(node))] = node;
}

NodeId IdTable::find(std::string_view id) const {
  return places_.empty() ? no_node : places_[place_of(id)];
}

}  // namespace normgraph::loaders
