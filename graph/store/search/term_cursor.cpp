#include "graph/store/search/term_cursor.hpp"

#include <algorithm>

#include "graph/store/errors.hpp"
#include "graph/store/layout.hpp"

namespace normgraph::store {

TermCursor::TermCursor(const ReadTransaction& transaction, std::string_view term, NodeId node_limit)
    : transaction_(&transaction), term_(term), node_limit_(node_limit) {
  const std::string key = search_term_key(term_);
  const auto record = transaction.get(key);
  if (!record) return;
  head_ = decode_head(record_body(key, *record));
  open(0);
  enter(0);
}

void TermCursor::open(std::size_t part) {
  part_ = part;
  if (head_.parts.empty()) {
    segment_ = PostingSegment(head_.inline_segment);
    return;
  }
  const std::string key = search_postings_key(term_, head_.parts[part].first);
  const auto record = transaction_->get(key);
  if (!record) corrupt("a list of words is missing");
  segment_ = PostingSegment(record_body(key, *record));
  if (segment_.size() != head_.parts[part].size)
    corrupt("a list of words has another length than it says");
}

void TermCursor::enter(std::size_t block) {
  block_number_ = block;
  segment_.decode(block, block_);
  if (block_last() >= node_limit_) corrupt("a list of words names a node that does not exist");
  if (!head_.parts.empty() &&
      (block_.nodes[0] < head_.parts[part_].first || block_last() > head_.parts[part_].last))
    corrupt("a list of words is in the wrong place");
  at_ = 0;
  node_ = block_.nodes[0];
}

bool TermCursor::advance_block() {
  if (node_ == no_node) return false;
  if (block_number_ + 1 < segment_.blocks()) {
    ++block_number_;
    return true;
  }
  if (part_ + 1 >= parts()) return false;
  open(part_ + 1);
  block_number_ = 0;
  return true;
}

PostingBound TermCursor::undecoded_bound() const {
  if (segment_.has_table()) return segment_.bound(block_number_);
  return head_.parts.empty() ? PostingBound{UINT32_MAX, 1} : head_.parts[part_].bound;
}

PostingBound TermCursor::block_bound() const { return undecoded_bound(); }

PostingBound TermCursor::bound() const {
  PostingBound bound;
  if (head_.parts.empty()) {
    if (!segment_.has_table()) return {UINT32_MAX, 1};
    for (std::size_t i = 0; i < segment_.blocks(); ++i) bound.widen(segment_.bound(i));
  }
  for (const TermHead::Part& part : head_.parts) bound.widen(part.bound);
  return bound;
}

void TermCursor::next() {
  if (++at_ < block_.size) {
    node_ = block_.nodes[at_];
    return;
  }
  if (advance_block())
    enter(block_number_);
  else
    node_ = no_node;
}

void TermCursor::seek(NodeId target) {
  if (node_ >= target) return;
  if (block_last() < target) {
    if (!head_.parts.empty() && head_.parts[part_].last < target) {
      const auto part = std::ranges::lower_bound(head_.parts, target, {}, &TermHead::Part::last);
      if (part == head_.parts.end()) {
        node_ = no_node;
        return;
      }
      open(static_cast<std::size_t>(part - head_.parts.begin()));
      block_number_ = 0;
    } else if (block_number_ + 1 < segment_.blocks()) {
      ++block_number_;
    } else {
      node_ = no_node;
      return;
    }
    while (segment_.has_table() && segment_.last(block_number_) < target)
      if (++block_number_ >= segment_.blocks()) {
        node_ = no_node;
        return;
      }
    enter(block_number_);
  }
  const auto* begin = block_.nodes.data();
  const auto* found = std::lower_bound(begin + at_, begin + block_.size, target);
  if (found == begin + block_.size) {
    node_ = no_node;  // only where the one block of the segment ends before the target
    return;
  }
  at_ = static_cast<std::uint32_t>(found - begin);
  node_ = *found;
}

}  // namespace normgraph::store
