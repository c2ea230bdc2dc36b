#pragma once

// Plain scanning of characters, below the X3 rules: what is a blank, a name, a reserved word.
// Everything works on UTF-8 that parse_statement has already found valid.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace normgraph::syntax {

using Iterator = char const*;

namespace detail {
enum : std::uint8_t { NameStart = 1, NamePart = 2, Digit = 4 };
struct CharacterTable {
  std::uint8_t bits[256] = {};
  constexpr CharacterTable() {
    for (int c = 0; c < 26; ++c) bits['a' + c] = bits['A' + c] = NameStart | NamePart;
    for (int c = '0'; c <= '9'; ++c) bits[c] = NamePart | Digit;
    bits[static_cast<int>('_')] = NameStart | NamePart;
  }
};
inline constexpr CharacterTable characters;
/// Length in bytes of the letter outside ASCII at `p`; 0 where something else stands.
int wide_letter(Iterator p, Iterator last);
}  // namespace detail

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Does a character of a name stand here (a letter, a digit, an underscore)?
inline bool continues_name(Iterator p, Iterator last) {
  if (p == last) return false;
  const auto c = static_cast<unsigned char>(*p);
  return c < 0x80 ? (detail::characters.bits[c] & detail::NamePart) != 0
                  : detail::wide_letter(p, last) != 0;
}

/// The end of the plain name that begins at `p`; `p` itself where none does.
inline Iterator scan_name(Iterator p, Iterator last) {
  if (p == last) return p;
  const auto c = static_cast<unsigned char>(*p);
  if (c < 0x80 && (detail::characters.bits[c] & detail::NameStart) == 0) return p;
  while (p != last) {
    const auto next = static_cast<unsigned char>(*p);
    if (next < 0x80) {
      if ((detail::characters.bits[next] & detail::NamePart) == 0) break;
      ++p;
    } else {
      const int length = detail::wide_letter(p, last);
      if (length == 0) break;
      p += length;
    }
  }
  return p;
}

/// The end of the blanks and comments at `p`. A comment that is never closed ends at `last`, and
/// its beginning is stored in `unclosed`.
Iterator scan_blanks(Iterator p, Iterator last, Iterator* unclosed = nullptr);

/// Compares with an upper-case ASCII word.
inline bool equals_word(std::string_view text, std::string_view upper) {
  if (text.size() != upper.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c) != upper[i]) return false;
  }
  return true;
}

/// Is this one of openCypher's reserved words (any case)?
bool is_reserved(std::string_view word);
/// Does this word begin or join an option of a domain statement (`of`, `since`, `until`, …)? There
/// it is not taken as the name of a thing.
bool is_option_word(std::string_view word);
/// One typing error away from such a word.
bool resembles_option_word(std::string_view word);

/// The byte offset of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);
/// The code point at `p` and its length in bytes (valid UTF-8).
struct CodePoint {
  std::uint32_t value = 0;
  int length = 1;
};
CodePoint code_point_at(Iterator p, Iterator last);

}  // namespace normgraph::syntax
