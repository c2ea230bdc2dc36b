#include "repl/document/inline_text.hpp"

#include <algorithm>

#include "repl/render/markup.hpp"

namespace normgraph::repl {

namespace {

/// Replaces pairs of a mark by an element; a mark without a partner stays text.
std::string with_elements(const std::string& text, const std::string& mark,
                          const std::string& element) {
  std::string out;
  std::size_t done = 0;
  for (;;) {
    const std::size_t open = text.find(mark, done);
    if (open == text.npos) break;
    const std::size_t close = text.find(mark, open + mark.size());
    if (close == text.npos || close == open + mark.size()) break;
    out += text.substr(done, open - done) + "<" + element + ">" +
           text.substr(open + mark.size(), close - open - mark.size()) + "</" + element + ">";
    done = close + mark.size();
  }
  return out + text.substr(done);
}

constexpr std::size_t longest_word = 20, longest_part = 14;  // in letters

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// A long word may be broken behind its signs, and else after some letters.
std::string long_word_html(std::string_view word) {
  std::string out, part;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    part += word[i];
    if (i + 1 < word.size() && !begins_letter(word[i + 1])) continue;
    ++letters;
    const bool sign = std::string_view("/:_.=?&-").find(word[i]) != std::string_view::npos;
    if ((!sign || letters < 4) && letters < longest_part) continue;
    out += escape_markup(part) + "<wbr>";
    part.clear();
    letters = 0;
  }
  return out + escape_markup(part);
}

/// Where the number at `begin` ends: digits, and hyphens between digits.
std::size_t end_of_number(std::string_view word, std::size_t begin) {
  std::size_t end = begin;
  while (end < word.size() &&
         (is_digit(word[end]) ||
          (word[end] == '-' && end > begin && end + 1 < word.size() && is_digit(word[end + 1]))))
    ++end;
  return end;
}

/// Numbers with hyphens stay on one line.
std::string short_word_html(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t end = end_of_number(word, i);
    const std::string_view number = word.substr(i, end - i);
    if (number.find('-') != number.npos) {
      out += "<span class=\"whole\">" + std::string(number) + "</span>";
    } else {
      while (end < word.size() && (end == i || !is_digit(word[end]))) ++end;
      out += escape_markup(word.substr(i, end - i));
    }
    i = end;
  }
  return out;
}

}  // namespace

std::string text_html(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const auto letters = std::count_if(word.begin(), word.end(), begins_letter);
    out += static_cast<std::size_t>(letters) > longest_word ? long_word_html(word)
                                                            : short_word_html(word);
    if (end < text.size()) out += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string marked_html(std::string_view text) {
  return with_elements(text_html(text), "**", "mark");
}

std::string inline_html(std::string_view text) {
  return with_elements(with_elements(text_html(text), "`", "code"), "**", "strong");
}

std::string inline_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '\n')
      out += ' ';
    else if (std::string_view("\\`*_[]|#").find(c) != std::string_view::npos)
      out += std::string("\\") + c;
    else
      out += c;
  }
  return out;
}

}  // namespace normgraph::repl
