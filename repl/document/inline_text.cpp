#include "repl/document/inline_text.hpp"

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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string text_html(std::string_view text) {
  const std::string escaped = escape_markup(text);
  std::string out;
  for (std::size_t i = 0; i < escaped.size();) {
    std::size_t end = i;
    while (end < escaped.size() &&
           (is_digit(escaped[end]) || (escaped[end] == '-' && end > i && end + 1 < escaped.size() &&
                                       is_digit(escaped[end + 1]))))
      ++end;
    const std::string_view number = std::string_view(escaped).substr(i, end - i);
    if (number.find('-') != number.npos)
      out += "<span class=\"whole\">" + std::string(number) + "</span>";
    else
      out += number;
    if (end == i) out += escaped[end++];
    i = end;
  }
  return out;
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
