#include "graph/value/footprint.hpp"

namespace normgraph {

std::int64_t bytes_of(const Value& value) {
  std::int64_t bytes = sizeof(Value);
  switch (value.type()) {
    case Type::String:
      return bytes + static_cast<std::int64_t>(value.as_string().size()) + 48;
    case Type::List:
      for (const Value& item : value.as_list()) bytes += bytes_of(item);
      return bytes + 48;
    case Type::Map:
      for (const auto& [key, item] : value.as_map()) bytes += 32 + bytes_of(item);
      return bytes + 48;
    case Type::Path:
      return bytes + static_cast<std::int64_t>(value.as_path().nodes.size() * 24) + 96;
    default:
      return bytes;
  }
}

std::int64_t bytes_of(const Vector& column) {
  std::int64_t bytes = sizeof(Vector);
  const auto stored = static_cast<std::int64_t>(column.size() == 0 ? 0 : column.stored());
  switch (column.kind()) {
    case Vector::Kind::Generic:
      if (stored != 0)
        for (const Value& value : column.values()) bytes += bytes_of(value);
      return bytes;
    case Vector::Kind::Boolean:
      return bytes + stored;
    case Vector::Kind::Node:
      return bytes + 4 * stored;
    case Vector::Kind::String:
    case Vector::Kind::Relationship:
      return bytes + 16 * stored;
    case Vector::Kind::Integer:
    case Vector::Kind::Float:
    case Vector::Kind::Date:
      return bytes + 8 * stored;
  }
  return bytes;
}

std::int64_t bytes_of(const Batch& batch) {
  std::int64_t bytes = sizeof(Batch);
  for (const Vector& column : batch.columns) bytes += bytes_of(column);
  if (!batch.selection.is_all()) bytes += static_cast<std::int64_t>(4 * batch.selection.size());
  return bytes;
}

}  // namespace normgraph
