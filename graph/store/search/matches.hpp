#pragma once

#include <optional>
#include <set>
#include <vector>

#include "graph/store/search/changed_index.hpp"
#include "graph/store/search/search_words.hpp"
#include "graph/store/search/term_cursor.hpp"

// From what is searched to the nodes that have it: a word is looked up by its stem; phrases and
// beginnings of words are worked out to a list.

namespace normgraph::store {

/// A node, and how often it has what is searched.
struct NodeCount {
  NodeId node = no_node;
  std::uint32_t count = 0;
};

/// The nodes that have one item.
struct ItemMatches {
  std::uint64_t documents = 0;       // in all, as the transaction sees it
  std::optional<TermCursor> cursor;  // in the file: one term, masked nodes included,
  std::vector<NodeCount> list;       // else the nodes, ascending, without masked ones
  std::vector<NodeCount> changed;    // among changed texts, ascending
};

/// Finds the matches of items in one transaction's graph.
class MatchFinder {
 public:
  MatchFinder(const ReadTransaction& transaction, NodeId node_limit, const ChangedIndex& changed,
              DocumentReader& reader)
      : transaction_(transaction), node_limit_(node_limit), changed_(changed), reader_(reader) {}

  ItemMatches find(const SearchItem& item) const;
  /// In how many texts a word stands, in exactly this form.
  std::int64_t texts_with(const std::string& word) const;
  /// Calls `visit` with every word of the texts that begins with `prefix`.
  void each_word(const std::string& prefix,
                 const std::function<void(const std::string&)>& visit) const;

 private:
  using Terms = std::vector<std::string>;
  ItemMatches find_term(const std::string& term) const;
  ItemMatches find_any(const Terms& terms) const;
  ItemMatches find_phrase(const std::vector<std::string>& words) const;
  std::vector<NodeCount> stored_union(const Terms& terms) const;
  std::vector<NodeCount> changed_union(const Terms& terms) const;
  Terms terms_with_prefix(const std::string& prefix) const;
  std::vector<NodeCount> stored_phrase(const std::vector<Terms>& words) const;
  std::vector<NodeCount> changed_phrase(const std::vector<Terms>& words) const;

  const ReadTransaction& transaction_;
  NodeId node_limit_;
  const ChangedIndex& changed_;
  DocumentReader& reader_;
};

}  // namespace normgraph::store
