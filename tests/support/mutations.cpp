#include "tests/support/mutations.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace normgraph::tests {
namespace {

constexpr std::array extremes = {"9223372036854775807",
                                 "-9223372036854775808",
                                 "1e308",
                                 "0.0/0.0",
                                 "null",
                                 "[]",
                                 "{}",
                                 "''",
                                 "[null, [1], {a: 1}]",
                                 "date('2026-11-21')",
                                 "duration('P1M')",
                                 "period('2025-Q3')",
                                 "stage('40.20')",
                                 "'\xF0\x9F\x8E\x89'",
                                 "*",
                                 "$missing",
                                 "(a)-[*]->(b)",
                                 "{0,3}"};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80);
}

std::size_t end_of_string(std::string_view text, std::size_t start) {
  std::size_t end = start + 1;
  while (end < text.size() && text[end] != text[start]) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

std::size_t end_of_token(std::string_view text, std::size_t start) {
  const char first = text[start];
  if (first == '\'' || first == '"' || first == '`') return end_of_string(text, start);
  const auto same_kind = [&](char c) {
    if (is_word(first)) return is_word(c);
    return std::isspace(static_cast<unsigned char>(first)) && c == first;
  };
  std::size_t end = start + 1;
  while (end < text.size() && same_kind(text[end])) ++end;
  return end;
}

}  // namespace

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = end_of_token(text, start);
    tokens.emplace_back(text.substr(start, end - start));
    start = end;
  }
  return tokens;
}

Mutations::Mutations(std::vector<std::string> corpus, std::uint32_t seed) : random_(seed) {
  for (const std::string& text : corpus) corpus_.push_back(tokens_of(text));
}

std::string Mutations::next() {
  std::vector<std::string> tokens = corpus_[below(corpus_.size())];
  for (std::size_t changes = 1 + below(3); changes > 0 && !tokens.empty(); --changes)
    mutate(tokens);
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

/// The standard's distributions differ between libraries; this does not.
std::size_t Mutations::below(std::size_t limit) { return random_() % limit; }

void Mutations::mutate(std::vector<std::string>& tokens) {
  const std::size_t at = below(tokens.size());
  const auto place = tokens.begin() + static_cast<std::ptrdiff_t>(at);
  const std::vector<std::string>& other = corpus_[below(corpus_.size())];
  switch (below(7)) {
    case 0:
      tokens.erase(place);
      break;
    case 1:
      tokens.insert(place, std::string(tokens[at]));
      break;
    case 2:
      std::swap(tokens[at], tokens[below(tokens.size())]);
      break;
    case 3:
      tokens[at] = other[below(other.size())];
      break;
    case 4:
      tokens[at] = extremes[below(extremes.size())];
      break;
    case 5: {  // the rest of another statement
      const auto from = other.begin() + static_cast<std::ptrdiff_t>(below(other.size()));
      tokens.erase(place, tokens.end());
      tokens.insert(tokens.end(), from, other.end());
      break;
    }
    default: {  // a piece once more, somewhere else
      const std::size_t length = std::min<std::size_t>(1 + below(8), tokens.size() - at);
      const std::vector<std::string> piece(place, place + static_cast<std::ptrdiff_t>(length));
      const auto target = tokens.begin() + static_cast<std::ptrdiff_t>(below(tokens.size()));
      tokens.insert(target, piece.begin(), piece.end());
    }
  }
}

}  // namespace normgraph::tests
