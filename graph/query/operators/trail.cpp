#include "graph/query/operators/trail.hpp"

namespace normgraph::query {

void UsedRelationships::read(const Batch& batch, std::uint32_t row) {
  used_.clear();
  for (const Slot slot : slots_) {
    const Vector& column = batch.columns[slot];
    if (column.is_null(row)) continue;
    if (column.kind() == Vector::Kind::Relationship) {
      used_.push_back(column.relationships()[column.at(row)].id);
    } else {
      add(column.value(row));
    }
  }
}

void UsedRelationships::add(const Value& value) {
  if (value.type() == Type::Relationship) {
    used_.push_back(value.as_relationship().id);
  } else if (value.type() == Type::List) {
    for (const Value& item : value.as_list()) add(item);
  }
}

bool Trail::contains(RelationshipId id) const {
  if (relationships_.size() >= set_from) return set_.count(id) != 0;
  for (const RelationshipRef& relationship : relationships_)
    if (relationship.id == id) return true;
  return false;
}

void Trail::push(RelationshipRef relationship) {
  relationships_.push_back(relationship);
  if (relationships_.size() == set_from) {
    for (const RelationshipRef& each : relationships_) set_.insert(each.id);
  } else if (relationships_.size() > set_from) {
    set_.insert(relationship.id);
  }
}

void Trail::pop() {
  if (relationships_.size() == set_from) {
    set_.clear();
  } else if (relationships_.size() > set_from) {
    set_.erase(relationships_.back().id);
  }
  relationships_.pop_back();
}

void Trail::clear() {
  relationships_.clear();
  set_.clear();
}

Value list_of(std::span<const RelationshipRef> relationships) {
  List list;
  list.reserve(relationships.size());
  for (const RelationshipRef& relationship : relationships)
    list.push_back(Value::relationship(relationship));
  return Value::list(std::move(list));
}

}  // namespace normgraph::query
