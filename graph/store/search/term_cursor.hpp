#pragma once

#include <string>
#include <string_view>

#include "graph/store/search/postings.hpp"

namespace normgraph::store {

/// Walks over the nodes whose texts have a term, in the file's index. Begins at the first one.
class TermCursor {
 public:
  /// A term that is nowhere: at the end at once. `node_limit` bounds what the file may name.
  TermCursor(const ReadTransaction& transaction, std::string_view term, NodeId node_limit);

  /// In how many nodes the term is.
  std::uint32_t documents() const { return head_.documents; }
  /// Bounds all its postings.
  PostingBound bound() const;

  /// no_node at the end.
  NodeId node() const { return node_; }
  std::uint32_t count() const { return block_.count(at_); }
  void positions(std::vector<std::uint32_t>& out) { block_.positions(at_, out); }
  void next();
  /// To the first node that is not below `target`. Never goes back.
  void seek(NodeId target);

  // Block by block, for whoever reads everything.
  const DecodedBlock& block() const { return block_; }
  /// Where node() stands in its block.
  std::uint32_t place() const { return at_; }
  /// Bounds the postings of the present block.
  PostingBound block_bound() const;
  /// The last node of the present block.
  NodeId block_last() const { return block_.nodes[block_.size - 1]; }
  /// To the next block whose bound `wanted` accepts, without unpacking those that it refuses.
  template <class Wanted>
  void next_block(Wanted wanted) {
    while (advance_block()) {
      if (!wanted(undecoded_bound())) continue;
      return enter(block_number_);
    }
    node_ = no_node;
  }

 private:
  std::size_t parts() const { return head_.parts.empty() ? 1 : head_.parts.size(); }
  void open(std::size_t part);
  void enter(std::size_t block);
  bool advance_block();
  PostingBound undecoded_bound() const;

  const ReadTransaction* transaction_;
  std::string term_;
  NodeId node_limit_;
  TermHead head_;
  std::size_t part_ = 0;
  PostingSegment segment_;
  std::size_t block_number_ = 0;
  DecodedBlock block_;
  std::uint32_t at_ = 0;
  NodeId node_ = no_node;
};

}  // namespace normgraph::store
