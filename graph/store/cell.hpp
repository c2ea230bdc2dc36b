#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "graph/store/lmdb.hpp"
#include "graph/value/value.hpp"

namespace normgraph::store {

/// Types of stored values, by their number in the file.
enum class StoredType : std::uint8_t {
  Mixed = 0,  // of a column, never of a value
  Boolean = 1,
  Integer = 2,
  Float = 3,
  String = 4,
  List = 5,
  Date = 6,
  LocalTime = 7,
  Time = 8,
  LocalDateTime = 9,
  DateTime = 10,
  Duration = 11,
  Period = 12,
  Stage = 13,
};
constexpr StoredType last_stored_type = StoredType::Stage;

/// One stored value without ownership, between columns and values: a number of 64 bits (an integer,
/// the bits of a double, days, …), or bytes (a string, or the encoding of a larger type).
struct Cell {
  StoredType type = StoredType::Mixed;
  std::uint64_t number = 0;
  Bytes bytes;
};
/// True: the value is in `number`.
bool is_number(StoredType type);

/// Keeps the bytes of cells that were encoded for them.
using CellArena = std::deque<std::string>;

/// Requires is_storable(value). Strings are views of the value's own.
Cell to_cell(const Value& value, CellArena& arena);
/// Throws Error{Storage} for bytes that are no such value.
Value to_value(const Cell& cell);

/// A value with its type in front, as in columns of mixed types and in lists.
void append_tagged(std::string& out, const Cell& cell);
Cell read_tagged(Bytes bytes);

}  // namespace normgraph::store
