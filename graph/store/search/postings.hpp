#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/lmdb.hpp"

// Where a term occurs: nodes in ascending order, and the positions of its words in each. Segments
// of at most a page of LMDB, in blocks of 128 nodes (docs/file-format.md).

namespace normgraph::store {

constexpr std::size_t posting_block = 128;
/// The bytes of a segment, so that its record fits a page.
constexpr std::size_t posting_segment_bytes = 4000;

/// Postings in memory, ascending by node.
struct PostingList {
  struct Posting {
    NodeId node = no_node;
    std::uint32_t begin = 0, count = 0;  // its positions, ascending; at least one
  };
  std::vector<Posting> postings;
  std::vector<std::uint32_t> positions;

  void add(NodeId node, std::span<const std::uint32_t> at) {
    postings.push_back({node, static_cast<std::uint32_t>(positions.size()),
                        static_cast<std::uint32_t>(at.size())});
    positions.insert(positions.end(), at.begin(), at.end());
  }
  std::span<const std::uint32_t> positions_of(const Posting& posting) const {
    return {positions.data() + posting.begin, posting.count};
  }
};

/// What bounds the scores of some postings from above.
struct PostingBound {
  std::uint32_t most = 0;     // occurrences in one node
  std::uint32_t least = ~0u;  // words of one node

  void widen(const PostingBound& other) {
    most = std::max(most, other.most);
    least = std::min(least, other.least);
  }
  friend bool operator==(const PostingBound&, const PostingBound&) = default;
};

/// Up to 128 postings, unpacked as far as ranking needs them.
class DecodedBlock {
 public:
  std::uint32_t size = 0;
  std::array<NodeId, posting_block> nodes{};

  /// How often the term occurs in the node.
  std::uint32_t count(std::uint32_t i) const { return 1 + number(counts_, count_width_, i); }
  /// Appends. Cheap when asked for in ascending order of i, once each. Throws Error{Storage}.
  void positions(std::uint32_t i, std::vector<std::uint32_t>& out);

 private:
  friend class PostingSegment;
  static std::uint32_t number(const char* data, unsigned width, std::uint32_t i);

  const char* counts_ = nullptr;
  unsigned count_width_ = 0;
  Bytes positions_;
  Bytes rest_;  // of the positions, from those of the posting rest_at_ on
  std::uint32_t rest_at_ = 0;
};

/// One segment: a view of its bytes.
class PostingSegment {
 public:
  PostingSegment() = default;
  /// Throws Error{Storage} when the bytes cannot be a segment.
  explicit PostingSegment(Bytes bytes);

  std::uint32_t size() const { return size_; }
  std::size_t blocks() const { return (size_ + posting_block - 1) / posting_block; }
  /// False: the one block of the segment, which says nothing without being decoded.
  bool has_table() const { return blocks() > 1; }
  // Require has_table().
  NodeId last(std::size_t block) const { return field(block, 0); }
  PostingBound bound(std::size_t block) const { return {field(block, 1), field(block, 2)}; }
  /// Throws Error{Storage}. What it fills views the bytes.
  void decode(std::size_t block, DecodedBlock& out) const;
  /// Appends all postings. Throws Error{Storage}.
  void append_to(PostingList& list) const;

 private:
  std::uint32_t field(std::size_t block, std::size_t number) const;

  std::uint32_t size_ = 0;
  Bytes table_, data_;
};

/// A segment ready to be written.
struct EncodedSegment {
  NodeId first = no_node, last = no_node;
  std::uint32_t size = 0;
  PostingBound bound;
  std::string bytes;
};
/// Words in a node's texts.
using LengthOf = std::function<std::uint32_t(NodeId)>;
/// Cuts postings into segments. `at_end`: no segment follows, so that the last one may stay short;
/// else they are about equally long.
std::vector<EncodedSegment> encode_postings(const PostingList& list, const LengthOf& length_of,
                                            bool at_end);

/// What a term's first record says.
struct TermHead {
  struct Part {
    NodeId first = no_node, last = no_node;
    std::uint32_t size = 0;
    PostingBound bound;
  };
  std::uint32_t documents = 0;
  std::vector<Part> parts;  // segments in records of their own
  Bytes inline_segment;     // else the only segment; a view of the record
};
std::string encode_head(const TermHead& head);  // the body
/// `body`: the record behind its hash. Throws Error{Storage}.
TermHead decode_head(Bytes body);

}  // namespace normgraph::store
