#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph/store/search/search_index.hpp"
#include "graph/store/view.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph::query {

/// What a hit shows of its texts.
struct Snippet {
  std::string field;  // the property that has most of what was looked for
  std::string text;   // its part with the found words, which stand between ** and **
};

/// Finds in a node's texts what was looked for. Not thread-safe.
class SnippetMaker {
 public:
  SnippetMaker(const store::GraphView& view, const std::vector<store::SearchField>& fields,
               const std::vector<store::SearchItem>& items);
  Snippet make(NodeId node);

 private:
  struct Found {
    std::size_t begin, end, item;  // bytes of the text; which item
  };
  struct Wanted {
    std::string stem;
    std::size_t item;
  };
  std::vector<Found> find(const std::string& text, const std::string& language);
  static std::size_t different_items(const std::vector<Found>& found);

  const store::GraphView& view_;
  const std::vector<store::SearchField>& fields_;
  std::vector<KeyId> keys_;  // by field
  std::map<std::string, std::unique_ptr<text::Stemmer>> stemmers_;
  std::map<std::string, std::vector<Wanted>> wanted_;            // by language
  std::vector<std::pair<std::string, std::size_t>> beginnings_;  // of words, and their items
};

}  // namespace normgraph::query
