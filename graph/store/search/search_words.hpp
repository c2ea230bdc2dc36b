#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace normgraph::store {

/// One thing that a text must have: a word, words behind each other, or any word with a beginning.
struct SearchItem {
  enum class Kind { Word, Phrase, Prefix };
  Kind kind = Kind::Word;
  std::vector<std::string> words;  // folded, not stemmed; one, unless it is a phrase
  friend bool operator==(const SearchItem&, const SearchItem&) = default;
};

/// What can be looked for at once: words in all, those of phrases counted.
constexpr std::size_t most_search_words = 256;

/// Reads what people search for: words, "phrases in quotes", pref*. Words joined by other signs
/// than blanks (2024/1689) are a phrase. Items are not repeated. Throws Error: nothing to look for,
/// or more than most_search_words.
std::vector<SearchItem> parse_search(std::string_view text);

}  // namespace normgraph::store
