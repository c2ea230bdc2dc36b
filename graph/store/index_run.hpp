#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "graph/ids.hpp"
#include "graph/store/lmdb.hpp"
#include "graph/store/record.hpp"

// The entries of an index, many to a record: what neighbouring entries share is written once.

namespace normgraph::store {

/// The bytes of a value (index_key.hpp) and, big-endian, a node that has it. Entries are in the
/// order of their bytes: by value, then by node.
std::string index_entry(std::string_view value, NodeId node);
NodeId entry_node(std::string_view entry);
std::string_view entry_value(std::string_view entry);

/// Reads the entries of one run in order. The record must outlive it.
class IndexRun {
 public:
  IndexRun() = default;
  explicit IndexRun(Bytes record) : in_(record) {}
  // Both return false at the end, and throw Error{Storage} for bytes that are no run.
  bool next();
  /// Before next(): the first entry that is not below `wanted`.
  bool seek(std::string_view wanted);
  const std::string& entry() const { return entry_; }
  NodeId node() const { return entry_node(entry_); }

 private:
  struct Packed {
    std::uint8_t shared = 0;  // bytes of the entry before
    Bytes rest;
  };
  Packed read();
  bool take(std::string_view before, const Packed& packed);

  RecordReader in_{Bytes(), 0};
  std::string entry_;
};

/// Writes entries, which are in order, as runs with their first entry in the key, halved while they
/// are too long.
using PutIndexRun = std::function<void(const std::string& key, RecordWriter run)>;
void write_index_runs(std::uint16_t index, std::span<const std::string> entries,
                      const PutIndexRun& put);

/// Walks over the entries of one index in order.
class IndexCursor {
 public:
  IndexCursor(const ReadTransaction& transaction, std::uint16_t index);

  // Both return false at the end of the index.
  /// The first entry that is not below `entry`.
  bool seek(std::string_view entry);
  bool next();
  const std::string& entry() const { return run_.entry(); }
  NodeId node() const { return run_.node(); }

  /// The run that an entry is in, or would be in, for those who change it; false: there is none.
  bool seek_run(std::string_view entry);
  bool next_run();
  Bytes run_key() const { return runs_.key(); }
  /// Its first entry.
  Bytes run_first() const { return runs_.key().substr(prefix_.size()); }
  Bytes run_record() const { return runs_.value(); }

 private:
  bool in_index() const { return runs_.key().starts_with(prefix_); }
  void open_run();
  bool first_of_next_run();

  std::string prefix_;
  Cursor runs_;
  IndexRun run_;
};

}  // namespace normgraph::store
