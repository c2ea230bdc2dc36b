#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/record.hpp"

namespace normgraph::store {

/// The number of a set of labels in the catalog; every node has one.
using LabelSetCode = std::uint32_t;
constexpr LabelSetCode no_label_set = 0xFFFFFFFFu;  // the node does not exist

struct NodeSegmentHeader {
  NodeId first = 0;
  std::uint32_t count = 0;     // ids covered
  std::uint32_t existing = 0;  // nodes among them
  std::uint16_t labels = 0;    // labels with a bitmap
  std::uint8_t width = 0;      // bytes of a label-set code: 0 (all the same), 1, 2 or 4
  std::uint8_t unused = 0;
  LabelSetCode base = 0;  // the code of all nodes with width 0
  std::uint32_t unused_too = 0;
};
static_assert(sizeof(NodeSegmentHeader) == 24);

struct LabelEntry {
  LabelId label = 0;
  std::uint16_t unused = 0;
  std::uint32_t nodes = 0;
};

/// The directory of a range of nodes: which exist, the labels of each, and a bitmap a label.
class NodeSegment {
 public:
  /// Of a range without nodes.
  NodeSegment() = default;
  /// Throws Error{Storage}. `label_sets`: how many the catalog has.
  NodeSegment(AlignedRecord record, std::size_t label_sets);

  const NodeSegmentHeader& header() const { return header_; }
  LabelSetCode label_set(NodeId node) const {
    const std::uint32_t i = node - header_.first;
    if (i >= header_.count || !(exists_[i / 64] >> (i % 64) & 1)) return no_label_set;
    switch (header_.width) {
      case 0:
        return header_.base;
      case 1:
        return static_cast<std::uint8_t>(codes_[i]);
      case 2:
        return reinterpret_cast<const std::uint16_t*>(codes_)[i];
      default:
        return reinterpret_cast<const std::uint32_t*>(codes_)[i];
    }
  }
  /// Bit i: the node first + i exists.
  std::span<const std::uint64_t> existing() const { return exists_; }
  /// Bit i: the node first + i has the label; empty: none has.
  std::span<const std::uint64_t> having(LabelId label) const;
  std::span<const LabelEntry> labels() const { return labels_; }

 private:
  void check_codes(std::size_t label_sets) const;
  AlignedRecord record_;
  NodeSegmentHeader header_;
  std::span<const std::uint64_t> exists_, bitmaps_;
  std::span<const LabelEntry> labels_;
  const char* codes_ = nullptr;
};

/// Writes the directory of the nodes from `first` on; no_label_set: no node. `label_sets[code]` are
/// the labels of a code, ascending.
RecordWriter encode_nodes(NodeId first, std::span<const LabelSetCode> codes,
                          const std::vector<std::vector<LabelId>>& label_sets);

/// Which relationships of a range of ordinals exist.
class ExistenceSegment {
 public:
  ExistenceSegment() = default;
  explicit ExistenceSegment(AlignedRecord record);
  bool test(std::uint64_t ordinal) const {
    const std::uint64_t i = ordinal - first_;
    if (i >= count_) return false;
    return bits_.empty() || (bits_[i / 64] >> (i % 64) & 1);
  }
  std::uint32_t count() const { return count_; }
  /// Bit i: the ordinal first + i exists; empty: all of count().
  std::span<const std::uint64_t> bits() const { return bits_; }

 private:
  AlignedRecord record_;
  std::uint64_t first_ = 0;
  std::uint32_t count_ = 0;
  std::span<const std::uint64_t> bits_;  // empty: all exist
};
/// `bits` has a bit an ordinal, `count` of them.
RecordWriter encode_existence(std::uint64_t first, std::uint32_t count,
                              std::span<const std::uint64_t> bits);

}  // namespace normgraph::store
