#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

Vector::Kind kind_for(const Value& value) { return Vector::constant(value, 1).kind(); }

/// Copies the selected rows of a piece of the same kind.
void copy_rows(const Piece& piece, Vector& result) {
  const Vector& vector = piece.first;
  const Selection& rows = piece.second;
  const auto copy = [&](auto from, auto to) {
    for_each_row(rows, [&](std::uint32_t row) {
      if (vector.is_null(row)) return;
      to[row] = from[vector.at(row)];
      result.clear_null(row);
    });
  };
  switch (vector.kind()) {
    case Vector::Kind::Boolean:
      return copy(vector.booleans(), result.booleans());
    case Vector::Kind::Integer:
    case Vector::Kind::Date:
      return copy(vector.integers(), result.integers());
    case Vector::Kind::Float:
      return copy(vector.floats(), result.floats());
    case Vector::Kind::String:
      result.keep_of(vector);
      return copy(vector.strings(), result.strings());
    case Vector::Kind::Node:
      return copy(vector.nodes(), result.nodes());
    case Vector::Kind::Relationship:
      return copy(vector.relationships(), result.relationships());
    case Vector::Kind::Generic:
      break;
  }
  for_each_row(rows, [&](std::uint32_t row) { result.set(row, vector.value(row)); });
}

bool is_constant_null(const Vector& vector) { return vector.is_constant() && vector.is_null(0); }

}  // namespace

Vector all_null(std::size_t size) { return Vector::constant(Value(), size); }

Vector narrow(std::vector<Value> values) {
  const Value* first = nullptr;
  for (const Value& value : values) {
    if (value.is_null()) continue;
    if (!first) first = &value;
    if (value.type() != first->type() || value.record()) return Vector::of(std::move(values));
  }
  if (!first) return Vector::of(std::move(values));
  const Vector::Kind kind = kind_for(*first);
  if (kind == Vector::Kind::Generic) return Vector::of(std::move(values));
  Vector result(kind, values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!values[row].is_null()) result.set(row, values[row]);
  }
  return result;
}

Vector merge(std::vector<Piece> pieces, std::size_t size) {
  if (pieces.size() == 1 && pieces[0].second.size() == size) return std::move(pieces[0].first);
  const Vector* model = nullptr;
  bool mixed = false;
  for (const auto& [vector, rows] : pieces) {
    if (rows.empty() || is_constant_null(vector)) continue;
    if (model && model->kind() != vector.kind()) mixed = true;
    model = &vector;
  }
  if (!model) return all_null(size);
  Vector result(mixed ? Vector::Kind::Generic : model->kind(), size);
  for (const Piece& piece : pieces) {
    if (piece.second.empty() || is_constant_null(piece.first)) continue;
    if (mixed) {
      for_each_row(piece.second,
                   [&](std::uint32_t row) { result.values()[row] = piece.first.value(row); });
    } else {
      copy_rows(piece, result);
    }
  }
  return result;
}

std::vector<std::uint32_t> row_numbers(const Selection& rows) {
  std::vector<std::uint32_t> numbers(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) numbers[i] = rows[i];
  return numbers;
}

}  // namespace normgraph::query
