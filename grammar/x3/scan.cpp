#include "grammar/x3/scan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "grammar/error.hpp"

namespace normgraph::syntax {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Blocks of Unicode that hold no letters: punctuation, symbols, arrows, private use. Everything
// else beyond ASCII may stand in a name.
constexpr std::array no_letters = {
    Range{0x0080, 0x00A9}, Range{0x00AB, 0x00B4},   Range{0x00B6, 0x00B9},   Range{0x00BB, 0x00BF},
    Range{0x00D7, 0x00D7}, Range{0x00F7, 0x00F7},   Range{0x1680, 0x1680},   Range{0x2000, 0x200B},
    Range{0x200E, 0x203E}, Range{0x2041, 0x2053},   Range{0x2055, 0x206F},   Range{0x20A0, 0x20CF},
    Range{0x2190, 0x2BFF}, Range{0x2E00, 0x2E7F},   Range{0x3000, 0x3004},   Range{0x3008, 0x3020},
    Range{0xE000, 0xF8FF}, Range{0xFE10, 0xFE1F},   Range{0xFE30, 0xFE32},   Range{0xFE35, 0xFE4C},
    Range{0xFE50, 0xFE6F}, Range{0xFEFF, 0xFEFF},   Range{0xFF01, 0xFF0F},   Range{0xFF1A, 0xFF20},
    Range{0xFFF0, 0xFFFF}, Range{0x1F000, 0x1FAFF}, Range{0xF0000, 0x10FFFF}};

bool in_ranges(std::uint32_t point) {
  return std::any_of(no_letters.begin(), no_letters.end(),
                     [point](Range r) { return point >= r.first && point <= r.last; });
}

bool is_wide_blank(std::uint32_t point) {
  return point == 0xA0 || point == 0x1680 || point == 0x180E ||
         (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

bool is_ascii_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
}

// Sorted, for binary search.
constexpr std::array<std::string_view, 49> reserved_words = {
    "ADD",    "ALL",        "AND",      "AS",      "ASC",    "ASCENDING", "BY",
    "CASE",   "CONSTRAINT", "CONTAINS", "CREATE",  "DELETE", "DESC",      "DESCENDING",
    "DETACH", "DISTINCT",   "DO",       "DROP",    "ELSE",   "END",       "ENDS",
    "EXISTS", "FALSE",      "FOR",      "IN",      "IS",     "LIMIT",     "MANDATORY",
    "MATCH",  "MERGE",      "NOT",      "NULL",    "OF",     "ON",        "OPTIONAL",
    "OR",     "ORDER",      "REMOVE",   "REQUIRE", "RETURN", "SCALAR",    "SET",
    "SKIP",   "STARTS",     "THEN",     "TRUE",    "UNION",  "UNIQUE",    "UNWIND"};
constexpr std::array<std::string_view, 4> more_reserved_words = {"WHEN", "WHERE", "WITH", "XOR"};

constexpr std::array<std::string_view, 23> option_words = {
    "ALL",    "ALONG", "AS",    "ASSUME", "AT",    "BY",    "DELAYED", "DUE",
    "FORMAT", "FROM",  "GROUP", "IN",     "INTO",  "KNOWN", "LEAST",   "NEXT",
    "OF",     "ON",    "SINCE", "TO",     "UNTIL", "VIA",   "WHERE"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

constexpr std::size_t longest_word = 10;

/// Upper-case copy in a small buffer; empty for what is too long to be a keyword.
struct UpperWord {
  std::array<char, longest_word> letters{};
  std::size_t size = 0;
  explicit UpperWord(std::string_view word) {
    if (word.size() > longest_word) return;
    for (const char c : word) {
      letters[size++] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
  }
  std::string_view view() const { return {letters.data(), size}; }
};

}  // namespace

int detail::wide_letter(Iterator p, Iterator last) {
  const CodePoint point = code_point_at(p, last);
  return in_ranges(point.value) || is_wide_blank(point.value) ? 0 : point.length;
}

CodePoint code_point_at(Iterator p, Iterator last) {
  const auto byte = [&](int i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(p[i]));
  };
  const std::uint32_t first = byte(0);
  const auto left = last - p;
  if (first >= 0xF0 && left >= 4) {
    return {(first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
  }
  if (first >= 0xE0 && left >= 3) {
    return {(first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
  }
  if (first >= 0xC0 && left >= 2) return {(first & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  return {first, 1};
}

Iterator scan_blanks(Iterator p, Iterator last, Iterator* unclosed) {
  while (p != last) {
    const char c = *p;
    if (is_ascii_blank(c)) {
      ++p;
    } else if (c == '/' && p + 1 != last && p[1] == '/') {
      p = std::find(p, last, '\n');
    } else if (c == '/' && p + 1 != last && p[1] == '*') {
      const std::string_view rest(p + 2, static_cast<std::size_t>(last - p - 2));
      const std::size_t close = rest.find("*/");
      if (close == std::string_view::npos) {
        if (unclosed != nullptr) *unclosed = p;
        return last;
      }
      p += close + 4;
    } else if (static_cast<unsigned char>(c) >= 0x80 &&
               is_wide_blank(code_point_at(p, last).value)) {
      p += code_point_at(p, last).length;
    } else {
      break;
    }
  }
  return p;
}

bool is_reserved(std::string_view word) {
  const UpperWord upper(word);
  return upper.size != 0 &&
         (contains(reserved_words, upper.view()) || contains(more_reserved_words, upper.view()));
}

bool is_option_word(std::string_view word) {
  const UpperWord upper(word);
  return upper.size != 0 && contains(option_words, upper.view());
}

bool resembles_option_word(std::string_view word) {
  if (word.size() < 3 || word.size() > 5) return false;
  // GROUP is left out: "groups" is a noun.
  static const std::vector<std::string> options = [] {
    std::vector<std::string> words;
    for (const std::string_view option : option_words) {
      if (option != "GROUP") words.emplace_back(option);
    }
    return words;
  }();
  return !nearest_names(word, options, 1).empty();
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = c >= 0xF0 && c <= 0xF4  ? 4
                               : c >= 0xE0 && c < 0xF0 ? 3
                               : c >= 0xC2 && c < 0xE0 ? 2
                                                       : 0;
    if (length == 0 || text.size() - i < length) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return i;
    }
    const std::uint32_t point = code_point_at(text.data() + i, text.data() + text.size()).value;
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return i;
    i += length;
  }
  return std::string_view::npos;
}

}  // namespace normgraph::syntax
