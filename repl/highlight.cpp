#include "repl/highlight.hpp"

#include <algorithm>

#include "repl/tokens.hpp"

namespace normgraph::repl {

namespace {

/// Colours that can be read on a light and on a dark ground.
const char* color_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::Keyword:
      return "\x1b[1m";
    case TokenKind::String:
      return "\x1b[32m";
    case TokenKind::Number:
      return "\x1b[35m";
    case TokenKind::Reference:
      return "\x1b[36m";
    case TokenKind::Comment:
      return "\x1b[2m";
    case TokenKind::Name:
    case TokenKind::Sign:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

std::string highlighted(std::string_view before, std::string_view line) {
  const std::string text = std::string(before) + (before.empty() ? "" : "\n") + std::string(line);
  const std::size_t start = text.size() - line.size();
  std::string out;
  std::size_t done = start;
  for (const Token& token : tokens_of(text)) {
    const char* color = color_of(token.kind);
    if (!color || token.end <= done) continue;
    const std::size_t begin = std::max(token.begin, done);
    out.append(text, done, begin - done);
    out += color;
    out.append(text, begin, token.end - begin);
    out += "\x1b[0m";
    done = token.end;
  }
  return out.append(text, done, text.npos);
}

}  // namespace normgraph::repl
