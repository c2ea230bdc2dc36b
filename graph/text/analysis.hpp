#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sb_stemmer;

// Text as words: where they begin and end, what they are folded to, and the stem that a word has in
// common with its other forms. The one way in which texts and the words searched for are read.

namespace normgraph::text {

/// Changes with every change of what follows: indexes made under another number are made anew.
constexpr std::uint32_t analysis_version = 1;
/// Of a longer word only so many bytes count (whole characters).
constexpr std::size_t longest_word = 128;

/// Walks over the words of a text: runs of letters, digits and the marks on them; a Chinese
/// character or Japanese kana is a word of its own. Bytes that are no UTF-8 separate words.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}
  /// False at the end.
  bool next();
  /// Folded: compatibility forms, case and diacritics are gone (Unicode NFKC_Casefold, then no
  /// marks). Valid until next().
  const std::string& word() const { return word_; }
  // Where it stands in the text, in bytes.
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  bool read_ascii();
  bool read_character(std::int32_t& code, std::size_t& size) const;
  void append_folded(std::int32_t code);

  std::string_view text_;
  std::string word_;
  std::size_t begin_ = 0, end_ = 0;
};

/// All words of a text, folded.
std::vector<std::string> words_of(std::string_view text);

/// Cuts folded words to their stems by Snowball's rules for one language. Not thread-safe.
class Stemmer {
 public:
  /// "none" leaves words as they are. Requires is_language(language).
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  /// Valid until the next call.
  const std::string& stem(const std::string& word);

 private:
  sb_stemmer* stemmer_ = nullptr;
  std::unordered_map<std::string, std::string> known_;
};

/// Whether there are rules for a language: "english", "german", …, or "none".
bool is_language(std::string_view name);
/// All of them, for messages.
std::vector<std::string> languages();

}  // namespace normgraph::text
