#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/value/value.hpp"

namespace normgraph::loaders {

/// What the fields of a CSV column are read as.
enum class ColumnType : std::uint8_t { Boolean, Integer, Float, Date, Text };

/// "int", "long", "float", "double", "boolean", "date", "string" (neo4j-admin's words), any case.
std::optional<ColumnType> column_type(std::string_view word);
std::string_view column_type_name(ColumnType type);

/// The field as a value of the type; nullopt when it is none.
std::optional<Value> read_field(std::string_view field, ColumnType type);

/// Finds the narrowest type that all fields of a column fit.
class TypeGuess {
 public:
  void see(std::string_view field);
  ColumnType type() const { return seen_ ? type_ : ColumnType::Text; }
  bool has_seen() const { return seen_; }

 private:
  ColumnType type_ = ColumnType::Boolean;
  bool seen_ = false;
};

}  // namespace normgraph::loaders
