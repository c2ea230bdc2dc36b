#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

// The text that a person is typing, cut into tokens: for colours, and to see what is still open.
// One pass without look-back; what a token means the parser alone knows.

namespace normgraph::repl {

enum class TokenKind : std::uint8_t {
  Name,       // plain, in backticks, or a parameter such as $x
  Keyword,    // a word of the language where it may be one
  String,     // in either quotes
  Number,     // also a date or a period: 2026-08-02, 2025-Q3
  Reference,  // article 9, articles 8..15, prEN 18286, M/593, WG4, @key
  Comment,
  Sign,  // anything else, one character
};

struct Token {
  TokenKind kind{};
  std::size_t begin = 0, end = 0;  // in bytes
  bool closed = true;              // false: a quote or comment that the text does not end
};

/// In their order; blanks are between them.
std::vector<Token> tokens_of(std::string_view text);

}  // namespace normgraph::repl
