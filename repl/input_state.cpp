#include "repl/input_state.hpp"

#include <algorithm>

#include "grammar/parse.hpp"
#include "repl/tokens.hpp"

namespace normgraph::repl {

namespace {

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
  Unclosed open;
  for (const Token& token : tokens_of(text)) {
    const char sign = text[token.begin];
    if (!token.closed) open.text = token.kind == TokenKind::Comment ? '*' : sign;
    if (token.kind != TokenKind::Sign) continue;
    if (std::string_view("([{").find(sign) != std::string_view::npos) ++open.brackets;
    if (std::string_view(")]}").find(sign) != std::string_view::npos) --open.brackets;
  }
  open.brackets = std::max(open.brackets, 0);
  return open;
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
