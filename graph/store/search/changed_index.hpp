#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/store/search/document.hpp"

namespace normgraph::store {

/// The full-text index of what an overlay changes: texts that no longer hold are masked, new ones
/// are searched here.
class ChangedIndex {
 public:
  struct Entry {
    NodeId node = no_node;
    std::vector<std::uint32_t> positions;
  };
  struct Term {
    std::uint32_t removed = 0;   // masked nodes that have it in the file
    std::vector<Entry> entries;  // ascending by node
  };

  ChangedIndex(const Overlay& overlay, const std::vector<SearchField>& fields);

  bool empty() const { return lengths_.empty() && masked_.empty(); }
  /// Whether the file's words of a node do not count.
  bool masked(NodeId node) const {
    return node / 64 < masked_.size() && (masked_[node / 64] >> (node % 64) & 1) != 0;
  }
  bool masks_any() const { return !masked_.empty(); }
  /// Null: no changed text has the term, or had it.
  const Term* find(const std::string& term) const;
  /// Of a changed node.
  std::uint32_t length(NodeId node) const;
  /// How many texts more (or fewer) have a word than in the file.
  std::int64_t word_difference(const std::string& word) const;
  /// Words of changed texts, in order.
  const std::map<std::string, std::int64_t, std::less<>>& words() const { return words_; }
  std::int64_t document_difference = 0, length_difference = 0;

 private:
  void mask(NodeId node);

  std::unordered_map<std::string, Term> terms_;
  std::map<std::string, std::int64_t, std::less<>> words_;
  std::unordered_map<NodeId, std::uint32_t> lengths_;
  std::vector<std::uint64_t> masked_;
};

}  // namespace normgraph::store
