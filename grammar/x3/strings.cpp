#include <algorithm>
#include <string>

#include "grammar/x3/tokens.hpp"

namespace normgraph::syntax {
namespace {

void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | point >> 6U);
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0U | point >> 12U);
    put(0x80U | (point >> 6U & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | point >> 18U);
    put(0x80U | (point >> 12U & 0x3FU));
    put(0x80U | (point >> 6U & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

[[noreturn]] void invalid_escape(const State& state, Iterator first, Iterator last,
                                 std::string message) {
  state.reject(
      "NG1009", "InvalidUnicodeLiteral", std::move(message), first, last,
      "a character is written as four hexadecimal digits (\\u00E9) or eight (\\U0001F600)");
}

/// The digits behind \u (4) or \U (8); `escape` is the place of the backslash.
std::uint32_t scan_code_point(const State& state, Iterator& p, int digits, Iterator escape) {
  std::uint32_t value = 0;
  for (int i = 0; i < digits; ++i, ++p) {
    if (p == state.end || !is_hex_digit(*p)) {
      invalid_escape(state, escape, p,
                     "this Unicode escape needs " + std::to_string(digits) + " hexadecimal digits");
    }
    const char c = *p;
    value = value * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

/// \uXXXX, where two surrogates make one character, or \UXXXXXXXX.
void scan_unicode_escape(const State& state, Iterator& p, std::string& text) {
  const Iterator escape = p - 1;  // p stands at the letter
  const bool is_long = *p == 'U';
  ++p;
  std::uint32_t point = scan_code_point(state, p, is_long ? 8 : 4, escape);
  const bool leading = point >= 0xD800 && point <= 0xDBFF;
  if (!is_long && leading && state.end - p >= 2 && p[0] == '\\' && p[1] == 'u') {
    p += 2;
    const std::uint32_t trailing = scan_code_point(state, p, 4, escape);
    if (trailing < 0xDC00 || trailing > 0xDFFF) {
      invalid_escape(state, escape, p,
                     "the first half of a surrogate pair is not followed by its second half");
    }
    point = 0x10000 + ((point - 0xD800) << 10U) + (trailing - 0xDC00);
  }
  if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
    invalid_escape(state, escape, p, "this escape names no Unicode character");
  }
  append_utf8(text, point);
}

void scan_escape(const State& state, Iterator& p, std::string& text) {
  switch (*p) {
    case '\\':
    case '\'':
    case '"':
    case '`':
    case '/':
      text += *p++;
      return;
    case 'b':
    case 'B':
      text += '\b';
      ++p;
      return;
    case 'f':
    case 'F':
      text += '\f';
      ++p;
      return;
    case 'n':
    case 'N':
      text += '\n';
      ++p;
      return;
    case 'r':
    case 'R':
      text += '\r';
      ++p;
      return;
    case 't':
    case 'T':
      text += '\t';
      ++p;
      return;
    case 'u':
    case 'U':
      scan_unicode_escape(state, p, text);
      return;
    default:
      state.reject("NG1010", "UnexpectedSyntax",
                   std::string("unknown escape \\") + *p + " in a string", p - 1,
                   p + code_point_at(p, state.end).length, "a backslash itself is written \\\\");
  }
}

}  // namespace

bool scan_string(State& state, Iterator& p, std::string& value) {
  if (p == state.end || (*p != '\'' && *p != '"')) return false;
  const Iterator open = p;
  const char quote = *p++;
  value.clear();
  while (p != state.end && *p != quote) {
    const Iterator special =
        std::find_if(p, state.end, [quote](char c) { return c == quote || c == '\\'; });
    value.append(p, special);
    p = special;
    if (p == state.end || *p == quote) continue;
    if (++p == state.end) break;
    scan_escape(state, p, value);
  }
  if (p == state.end) {
    state.reject("NG1002", "UnexpectedSyntax", "this string is never closed", open, open + 1,
                 std::string("end it with ") + quote);
  }
  ++p;
  return true;
}

bool scan_string_literal(State& state, Iterator& p, ast::Literal& literal) {
  std::string value;
  if (!scan_string(state, p, value)) return false;
  literal.value = std::move(value);
  return true;
}

}  // namespace normgraph::syntax
