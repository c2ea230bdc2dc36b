#pragma once

// Single values of columns, without making a Value where the kind of the column allows it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/value/vector.hpp"

namespace normgraph::query {

/// The hash of one row of a vector, as `hash(vector.value(row))` gives it.
std::size_t hash_at(const Vector& vector, std::size_t row);
/// `equivalent(vector.value(row), value)` without making a Value where kinds agree.
bool equivalent_at(const Vector& vector, std::size_t row, const Value& value);

/// Integers, days and nodes, which vectors hold as numbers.
bool is_number_kind(Vector::Kind kind);
std::int64_t number_at(const Vector& vector, std::size_t row);
Vector vector_of_numbers(Vector::Kind kind, std::vector<std::int64_t> numbers);

}  // namespace normgraph::query
