#include "repl/input_state.hpp"

#include <algorithm>

#include "grammar/parse.hpp"

namespace normgraph::repl {

namespace {

/// Where the quoted text that begins at `begin` ends (behind its last character), npos: nowhere.
std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\' && quote != '`')
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return text.npos;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

std::size_t length_without_trailing_blanks(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == text.npos ? 0 : last + 1;
}

/// Whether an error says that the text stops too early, rather than being wrong where it is.
bool stops_too_early(const Error& error, std::string_view text) {
  if (error.code == "NG1013") return true;  // a MATCH that no RETURN follows yet
  return error.has_span && error.span.offset >= length_without_trailing_blanks(text);
}

}  // namespace

Unclosed unclosed(std::string_view text) {
  int brackets = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    std::size_t end = i + 1;
    char open = 0;
    if (text[i] == '\'' || text[i] == '"' || text[i] == '`') {
      end = end_of_quoted(text, i);
      open = text[i];
    } else if (rest.rfind("//", 0) == 0) {
      end = std::min(text.find('\n', i), text.size());
    } else if (rest.rfind("/*", 0) == 0) {
      end = text.find("*/", i + 2);
      if (end != text.npos) end += 2;
      open = '*';
    } else if (std::string_view("([{").find(text[i]) != text.npos) {
      ++brackets;
    } else if (std::string_view(")]}").find(text[i]) != text.npos) {
      --brackets;
    }
    if (end == text.npos) return {.text = open, .brackets = std::max(brackets, 0)};
    i = end;
  }
  return {.text = 0, .brackets = std::max(brackets, 0)};
}

InputState input_state(std::string_view text) {
  if (is_blank(text)) return InputState::Empty;
  const Unclosed open = unclosed(text);
  if (open.text != 0) return InputState::Partial;
  const std::vector<ScriptPiece> pieces = split_script(text);
  if (pieces.empty()) return InputState::Empty;
  if (pieces.back().terminated) return InputState::Complete;
  const bool one_line =
      text.substr(0, length_without_trailing_blanks(text)).find('\n') == text.npos;
  if (!one_line) return InputState::Partial;
  if (open.brackets > 0) return InputState::Partial;
  try {
    parse_statement(pieces.back().text);
    return InputState::Complete;
  } catch (const Error& error) {
    return stops_too_early(error, pieces.back().text) ? InputState::Partial : InputState::Complete;
  }
}

}  // namespace normgraph::repl
