#include "graph/text/analysis.hpp"

#include <libstemmer.h>
#include <utf8proc.h>

#include <array>

namespace normgraph::text {

namespace {

constexpr std::string_view no_language = "none";
constexpr std::size_t most_remembered = 1 << 16;

/// What each byte of ASCII is folded to; 0: it stands in no word.
constexpr std::array<char, 128> ascii_folded = [] {
  std::array<char, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    table[static_cast<std::size_t>(c)] = c;
    table[static_cast<std::size_t>(c - 'a' + 'A')] = c;
  }
  return table;
}();

bool is_mark(std::int32_t code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool is_of_word(std::int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return is_mark(code);
  }
}

/// Scripts written without spaces whose characters are words, or nearly so.
bool is_word_alone(std::int32_t code) {
  return (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x4DBF) ||
         (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0x20000 && code <= 0x3134F);
}

}  // namespace

/// Appends to the word as long as the text is ASCII of words.
bool WordReader::read_ascii() {
  while (end_ < text_.size()) {
    const auto byte = static_cast<unsigned char>(text_[end_]);
    if (byte >= 128) return true;
    const char folded = ascii_folded[byte];
    if (folded == 0) return false;
    if (word_.size() < longest_word) word_ += folded;
    ++end_;
  }
  return false;
}

bool WordReader::read_character(std::int32_t& code, std::size_t& size) const {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + end_;
  const auto read =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text_.size() - end_), &code);
  size = read > 0 ? static_cast<std::size_t>(read) : 1;
  return read > 0;
}

void WordReader::append_folded(std::int32_t code) {
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const auto count = utf8proc_decompose_char(
      code, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
  for (std::size_t i = 0; i < parts.size() && static_cast<utf8proc_ssize_t>(i) < count; ++i) {
    if (is_mark(parts[i]) || !is_of_word(parts[i])) continue;
    utf8proc_uint8_t encoded[4];
    const auto size = static_cast<std::size_t>(utf8proc_encode_char(parts[i], encoded));
    if (word_.size() + size > longest_word) return;
    word_.append(reinterpret_cast<const char*>(encoded), size);
  }
}

bool WordReader::next() {
  word_.clear();
  while (end_ < text_.size()) {
    if (word_.empty()) begin_ = end_;
    if (!read_ascii()) {
      if (!word_.empty()) return true;
      ++end_;
      continue;
    }
    std::int32_t code = 0;
    std::size_t size = 1;
    const bool belongs = read_character(code, size) && is_of_word(code);
    const bool alone = belongs && is_word_alone(code);
    if (!word_.empty() && (!belongs || alone)) return true;
    if (belongs) append_folded(code);
    end_ += size;
    if (alone && !word_.empty()) return true;
  }
  return !word_.empty();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (WordReader reader(text); reader.next();) words.push_back(reader.word());
  return words;
}

Stemmer::Stemmer(std::string_view language) {
  if (language != no_language) stemmer_ = sb_stemmer_new(std::string(language).c_str(), "UTF_8");
}

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

const std::string& Stemmer::stem(const std::string& word) {
  if (!stemmer_) return word;
  const auto found = known_.find(word);
  if (found != known_.end()) return found->second;
  if (known_.size() >= most_remembered) known_.clear();
  const sb_symbol* made = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  std::string stem = made ? std::string(reinterpret_cast<const char*>(made),
                                        static_cast<std::size_t>(sb_stemmer_length(stemmer_)))
                          : word;
  return known_.emplace(word, stem.empty() ? word : std::move(stem)).first->second;
}

std::vector<std::string> languages() {
  std::vector<std::string> names;
  for (const char** name = sb_stemmer_list(); *name; ++name) names.emplace_back(*name);
  names.emplace_back(no_language);
  return names;
}

bool is_language(std::string_view name) {
  for (const std::string& known : languages())
    if (known == name) return true;
  return false;
}

}  // namespace normgraph::text
