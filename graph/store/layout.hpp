#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/ids.hpp"
#include "graph/store/neighbours.hpp"

// What lies where in the file: docs/file-format.md. Keys begin with the kind of their record;
// numbers in keys are big-endian, so that LMDB's order of bytes is theirs.

namespace normgraph::store {

constexpr std::uint32_t format_version = 4;
constexpr std::string_view format_magic = "NORMGRPH";

enum class RecordKind : std::uint8_t {
  Format = 1,
  Catalog = 2,
  Counts = 3,
  Metadata = 4,
  Nodes = 5,
  Relationships = 6,
  Adjacency = 7,
  Hub = 8,
  Column = 9,
  Index = 10,
  Claims = 11,
  ClaimDay = 12,
  KnownDay = 13,
  SearchTerm = 14,
  SearchPostings = 15,
  SearchLengths = 16,
  SearchWord = 17,
  SearchState = 18,
  UncertainDay = 19,
};

/// Ids covered by one directory of nodes, and by one bitmap of relationships.
constexpr std::uint32_t node_range = 8192;
constexpr std::uint64_t relationship_range = 65536;
/// Sources of one adjacency segment, before it is halved for its size.
constexpr std::uint32_t adjacency_range = 1024;
constexpr std::size_t adjacency_bytes = std::size_t{1} << 20;
/// A chunk of a hub's list: written this long, halved when it has grown to twice as much.
constexpr std::size_t hub_chunk_entries = 65536;
/// Positions of one column segment before it is halved for its size, and the fewest.
constexpr std::uint32_t column_range = 16384, least_column_range = 256;
constexpr std::size_t column_bytes = std::size_t{256} << 10;

/// A run of index entries is halved above this length: it then lies in LMDB's pages with others.
constexpr std::size_t index_run_bytes = 1000;

/// Nodes of one record of text lengths.
constexpr std::uint32_t length_range = 16384;

/// Whose properties a column holds: of all nodes, or of the relationships of one type.
using ColumnOwner = std::uint16_t;
constexpr ColumnOwner node_owner = 0xFFFF;

template <class T>
void append_big_endian(std::string& key, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8)
    key.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> shift));
}
template <class T>
T read_big_endian(std::string_view bytes, std::size_t offset) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T) && offset + i < bytes.size(); ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
  return static_cast<T>(value);
}

inline std::string record_key(RecordKind kind) { return {static_cast<char>(kind)}; }

inline std::string metadata_key(std::string_view name) {
  return record_key(RecordKind::Metadata).append(name);
}
inline std::string nodes_key(NodeId first) {
  std::string key = record_key(RecordKind::Nodes);
  append_big_endian(key, first);
  return key;
}
inline std::string relationships_key(TypeId type, std::uint64_t first) {
  std::string key = record_key(RecordKind::Relationships);
  append_big_endian(key, type);
  append_big_endian(key, first);
  return key;
}
inline std::string adjacency_prefix(RecordKind kind, TypeId type, Direction direction) {
  std::string key = record_key(kind);
  append_big_endian(key, type);
  key.push_back(static_cast<char>(direction));
  return key;
}
inline std::string adjacency_key(TypeId type, Direction direction, NodeId first) {
  std::string key = adjacency_prefix(RecordKind::Adjacency, type, direction);
  append_big_endian(key, first);
  return key;
}
/// Chunks of a hub are found by their first entry.
inline std::string hub_key(TypeId type, Direction direction, NodeId hub, NodeId neighbour,
                           std::uint64_t ordinal) {
  std::string key = adjacency_prefix(RecordKind::Hub, type, direction);
  append_big_endian(key, hub);
  append_big_endian(key, neighbour);
  append_big_endian(key, ordinal);
  return key;
}
inline std::string column_prefix(ColumnOwner owner, KeyId property) {
  std::string key = record_key(RecordKind::Column);
  append_big_endian(key, owner);
  append_big_endian(key, property);
  return key;
}
inline std::string column_key(ColumnOwner owner, KeyId property, std::uint64_t first) {
  std::string key = column_prefix(owner, property);
  append_big_endian(key, first);
  return key;
}
inline std::string index_prefix(std::uint16_t index) {
  std::string key = record_key(RecordKind::Index);
  append_big_endian(key, index);
  return key;
}
inline std::string search_term_key(std::string_view term) {
  return record_key(RecordKind::SearchTerm).append(term);
}
/// Terms hold no byte 0.
inline std::string search_postings_key(std::string_view term, NodeId first) {
  std::string key = record_key(RecordKind::SearchPostings).append(term);
  key.push_back('\0');
  append_big_endian(key, first);
  return key;
}
inline std::string search_lengths_key(NodeId first) {
  std::string key = record_key(RecordKind::SearchLengths);
  append_big_endian(key, first);
  return key;
}
inline std::string search_word_key(std::string_view word) {
  return record_key(RecordKind::SearchWord).append(word);
}

}  // namespace normgraph::store
