#include "repl/completion.hpp"

#include <algorithm>
#include <cctype>

#include "repl/help.hpp"
#include "repl/keywords.hpp"

namespace normgraph::repl {

namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool begins_like(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

/// Adds those that begin like the word.
template <class Names>
void add(std::vector<std::string>& found, const Names& names, std::string_view word) {
  for (const auto& name : names)
    if (begins_like(name, word)) found.emplace_back(name);
}

bool is_upper_case(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(),
                                      [](unsigned char c) { return std::isupper(c) != 0; });
}

void add_keywords(std::vector<std::string>& found, std::string_view word) {
  const std::size_t first = found.size();
  add(found, keywords(), word);
  if (!is_upper_case(word)) return;
  for (std::size_t i = first; i < found.size(); ++i)
    for (char& c : found[i]) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

/// Whether the text ends with a word, in any case.
bool ends_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size() || !begins_like(text.substr(text.size() - word.size()), word))
    return false;
  return text.size() == word.size() ||
         std::isspace(static_cast<unsigned char>(text[text.size() - word.size() - 1])) != 0;
}

/// The last character that is no blank; 0: none.
char last_sign(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\n");
  return last == text.npos ? '\0' : text[last];
}

}  // namespace

std::vector<std::string> complete(std::string_view before, std::string_view word,
                                  const GraphNames& names) {
  std::vector<std::string> found;
  const char sign = before.empty() ? '\0' : before.back();
  const std::string_view bare = before.substr(0, before.find_last_not_of(" \t\n") + 1);
  if (sign == ':' || (last_sign(before) == '|' && sign != '\0')) {
    const std::size_t bracket = before.find_last_of("([");
    const bool relationship = bracket != before.npos && before[bracket] == '[';
    add(found, relationship ? names.types : names.labels, word);
  } else if (sign == '.') {
    add(found, names.properties, word);
  } else if (begins_like(bare, "help") && bare.size() == 4) {
    add(found, help_topics(), word);
  } else if (ends_with_word(bare, "run")) {
    add(found, names.statements, word);
  } else {
    add_keywords(found, word);
    add(found, names.nouns, word);
    if (!word.empty()) add(found, names.functions, word);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace normgraph::repl
