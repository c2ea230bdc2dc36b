#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/search/search_words.hpp"

namespace normgraph::store {

/// A property whose texts are searched, and the language of its words (graph/text/analysis.hpp).
struct SearchField {
  std::string property, language;
  friend bool operator==(const SearchField&, const SearchField&) = default;
};
/// Metadata under this name declares what is searched: a line "property language" for each.
constexpr const char* search_metadata = "search";
std::string to_text(const std::vector<SearchField>& fields);
/// Lines that say nothing of use are left out.
std::vector<SearchField> parse_search_fields(std::string_view text);

/// What is wanted of a search.
struct SearchRequest {
  std::vector<SearchItem> items;
  std::size_t limit = static_cast<std::size_t>(-1);
  /// Only these nodes, ascending; null: all.
  const std::vector<NodeId>* among = nullptr;
  /// A node with any of the items will do; else it must have all.
  bool any = false;
  /// Called now and then; throws to stop.
  std::function<void()> check = [] {};
};
struct SearchHit {
  NodeId node = no_node;
  double score = 0;
};

/// Ranked full-text search in one transaction's graph: its snapshot's index, corrected by what the
/// overlay changes. A node is one text: its searched properties behind each other. The score is
/// BM25 (k1 1.2, b 0.75) with the statistics of the graph as the transaction sees it.
class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  virtual const std::vector<SearchField>& fields() const = 0;
  /// Best first; of equal ones the node with the lower number.
  virtual std::vector<SearchHit> rank(const SearchRequest& request) const = 0;
  /// How many nodes there would be without limit.
  virtual std::uint64_t count(const SearchRequest& request) const = 0;
  /// How many nodes have a word, in any of its forms.
  virtual std::uint64_t documents_with(const std::string& word) const = 0;
  /// Words of the texts that look like this one, nearest first.
  virtual std::vector<std::string> near_words(const std::string& word, std::size_t limit) const = 0;
};

}  // namespace normgraph::store
