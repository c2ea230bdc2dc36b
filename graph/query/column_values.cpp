#include "graph/query/column_values.hpp"

#include "graph/value/compare.hpp"
#include "graph/value/hash.hpp"

namespace normgraph::query {

bool is_number_kind(Vector::Kind kind) {
  return kind == Vector::Kind::Integer || kind == Vector::Kind::Date || kind == Vector::Kind::Node;
}

std::int64_t number_at(const Vector& vector, std::size_t row) {
  const std::size_t i = vector.at(row);
  if (vector.kind() == Vector::Kind::Node) return vector.nodes()[i];
  return vector.integers()[i];
}

Vector vector_of_numbers(Vector::Kind kind, std::vector<std::int64_t> numbers) {
  if (kind == Vector::Kind::Date) return Vector::of_dates(std::move(numbers));
  if (kind != Vector::Kind::Node) return Vector::of(std::move(numbers));
  std::vector<NodeId> nodes;
  nodes.reserve(numbers.size());
  for (const std::int64_t number : numbers) nodes.push_back(static_cast<NodeId>(number));
  return Vector::of(std::move(nodes));
}

std::size_t hash_at(const Vector& vector, std::size_t row) {
  if (vector.is_null(row)) return null_hash;
  const std::size_t i = vector.at(row);
  switch (vector.kind()) {
    case Vector::Kind::Boolean:
      return hash_boolean(vector.booleans()[i] != 0);
    case Vector::Kind::Integer:
      return hash_integer(vector.integers()[i]);
    case Vector::Kind::Float:
      return hash_float(vector.floats()[i]);
    case Vector::Kind::String:
      return hash_string(vector.strings()[i]);
    case Vector::Kind::Date:
      return hash_date({vector.integers()[i]});
    case Vector::Kind::Node:
      return hash_node(vector.nodes()[i]);
    case Vector::Kind::Relationship:
      return hash_relationship(vector.relationships()[i].id);
    case Vector::Kind::Generic:
      break;
  }
  return hash(vector.values()[i]);
}

bool equivalent_at(const Vector& vector, std::size_t row, const Value& value) {
  const std::size_t i = vector.at(row);
  if (vector.kind() == Vector::Kind::Generic) return equivalent(vector.values()[i], value);
  if (vector.is_null(row) || value.is_null()) return vector.is_null(row) && value.is_null();
  switch (vector.kind()) {
    case Vector::Kind::Integer:
      if (value.type() == Type::Integer) return vector.integers()[i] == value.as_integer();
      break;
    case Vector::Kind::String:
      return value.type() == Type::String && vector.strings()[i] == value.as_string();
    case Vector::Kind::Node:
      return value.type() == Type::Node && vector.nodes()[i] == value.as_node();
    case Vector::Kind::Boolean:
      return value.type() == Type::Boolean && (vector.booleans()[i] != 0) == value.as_boolean();
    case Vector::Kind::Relationship:
      return value.type() == Type::Relationship &&
             vector.relationships()[i] == value.as_relationship();
    default:
      break;
  }
  return equivalent(vector.value(row), value);
}

}  // namespace normgraph::query
