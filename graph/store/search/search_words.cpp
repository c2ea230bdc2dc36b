#include "graph/store/search/search_words.hpp"

#include <algorithm>

#include "grammar/error.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph::store {

namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class SearchParser {
 public:
  explicit SearchParser(std::string_view text) : text_(text) {}

  std::vector<SearchItem> parse() {
    while (position_ < text_.size()) {
      if (is_blank(text_[position_]))
        ++position_;
      else if (text_[position_] == '"')
        read_quoted();
      else
        read_plain();
    }
    if (items_.empty())
      throw Error(ErrorKind::Semantic, "NG2940", "SyntaxError", "NothingToSearch",
                  "there is no word to look for")
          .hint("a search needs at least one letter or digit, as in SEARCH 'risk manage*'");
    return std::move(items_);
  }

 private:
  /// To the closing quote, or to the end.
  void read_quoted() {
    const std::size_t begin = position_ + 1;
    const std::size_t end = std::min(text_.find('"', begin), text_.size());
    position_ = std::min(end + 1, text_.size());
    add(text_.substr(begin, end - begin), false);
  }

  void read_plain() {
    const std::size_t begin = position_;
    while (position_ < text_.size() && !is_blank(text_[position_]) && text_[position_] != '"')
      ++position_;
    const std::string_view piece = text_.substr(begin, position_ - begin);
    add(piece, piece.back() == '*');
  }

  void add(std::string_view piece, bool prefix) {
    std::vector<std::string> words = text::words_of(piece);
    if (words.empty()) return;
    SearchItem item;
    if (words.size() > 1)
      item.kind = SearchItem::Kind::Phrase;
    else if (prefix)
      item.kind = SearchItem::Kind::Prefix;
    item.words = std::move(words);
    if (std::ranges::find(items_, item) != items_.end()) return;
    count_ += item.words.size();
    if (count_ > most_search_words)
      throw Error(ErrorKind::Limit, "NG6020", "LimitError", "TooManyWords",
                  "a search takes at most " + std::to_string(most_search_words) + " words");
    items_.push_back(std::move(item));
  }

  std::string_view text_;
  std::size_t position_ = 0, count_ = 0;
  std::vector<SearchItem> items_;
};

}  // namespace

std::vector<SearchItem> parse_search(std::string_view text) { return SearchParser(text).parse(); }

}  // namespace normgraph::store
