#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "graph/store/layout.hpp"
#include "graph/store/record.hpp"
#include "graph/store/search/search_index.hpp"

// The small records of the full-text index: its state, and how long each node's texts are.

namespace normgraph::store {

struct SearchState {
  std::uint32_t analysis = 0;   // text::analysis_version that made it
  std::uint64_t documents = 0;  // nodes with at least one word
  std::uint64_t words = 0;      // of all of them
  std::vector<SearchField> fields;
};
RecordWriter encode_state(const SearchState& state);
/// Throws Error{Storage}.
SearchState decode_state(Bytes record);

/// Words in the texts of up to length_range nodes; 0: none.
RecordWriter encode_lengths(std::span<const std::uint32_t> lengths);
/// A view of a record of lengths.
class LengthSegment {
 public:
  LengthSegment() = default;
  /// Throws Error{Storage}.
  explicit LengthSegment(Bytes record);
  std::uint32_t size() const { return size_; }
  std::uint32_t length(std::uint32_t i) const {
    if (i >= size_) return 0;
    std::uint32_t value = 0;
    switch (width_) {
      case 1:
        return static_cast<unsigned char>(data_[i]);
      case 2:
        std::memcpy(&value, data_ + std::size_t{i} * 2, 2);
        return value;
      default:
        std::memcpy(&value, data_ + std::size_t{i} * 4, 4);
        return value;
    }
  }

 private:
  std::uint32_t size_ = 0, width_ = 1;
  const char* data_ = nullptr;
};

/// Lengths of a snapshot's nodes, read where they lie.
class StoredLengths {
 public:
  StoredLengths(const ReadTransaction& transaction, NodeId limit)
      : transaction_(transaction), segments_((limit + length_range - 1) / length_range) {}
  std::uint32_t operator()(NodeId node) const {
    const std::size_t slot = node / length_range;
    if (slot >= segments_.size()) return 0;
    if (!segments_[slot]) load(slot);
    return segments_[slot]->length(node % length_range);
  }

 private:
  void load(std::size_t slot) const;
  const ReadTransaction& transaction_;
  mutable std::vector<std::optional<LengthSegment>> segments_;
};

}  // namespace normgraph::store
