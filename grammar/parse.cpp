#include "grammar/parse.hpp"

#include <algorithm>

#include "grammar/x3/diagnose.hpp"
#include "grammar/x3/entry.hpp"
#include "grammar/x3/scan.hpp"

namespace normgraph {
namespace {

using syntax::Iterator;
using syntax::State;

void check_text(std::string_view text) {
  if (text.size() > syntax::max_statement_bytes) {
    throw Error(ErrorKind::Limit, "NG6003", "LimitError", "StatementTooLong",
                "a statement may have " + std::to_string(syntax::max_statement_bytes >> 20U) +
                    " MiB at most")
        .hint("load large data through the loaders: LOAD 'file'");
  }
  const std::size_t invalid = syntax::find_invalid_utf8(text);
  if (invalid == std::string_view::npos) return;
  throw Error(ErrorKind::Syntax, "NG1015", "SyntaxError", "InvalidUnicodeCharacter",
              "the text is not valid UTF-8 here")
      .at({static_cast<std::uint32_t>(invalid), 1})
      .hint("save the text in the encoding UTF-8");
}

/// Past a string or a name in backticks that begins at p; `last` where it is not closed.
Iterator past_quoted(Iterator p, Iterator last) {
  const char quote = *p;
  for (++p; p != last; ++p) {
    if (*p == quote) return p + 1;
    if (*p == '\\' && quote != '`' && p + 1 != last) ++p;
  }
  return last;
}

/// The `;` that ends the statement at p, or `last`. One inside brackets still ends it: a forgotten
/// bracket then spoils one statement and not the rest of the script.
Iterator end_of_piece(Iterator p, Iterator last) {
  int braces = 0;
  while (p != last) {
    p = syntax::scan_blanks(p, last);
    if (p == last) break;
    if (*p == '\'' || *p == '"' || *p == '`') {
      p = past_quoted(p, last);
      continue;
    }
    if (*p == '{') ++braces;
    if (*p == '}' && braces > 0) --braces;
    if (*p == ';' && braces == 0) break;
    ++p;
  }
  return p;
}

}  // namespace

ast::Statement parse_statement(std::string_view text) {
  check_text(text);
  {
    State state(text, false);
    ast::Statement statement;
    if (syntax::read_statement(state, statement)) return statement;
  }
  // Once more, now taking notes for the message.
  State state(text, true);
  ast::Statement statement;
  if (syntax::read_statement(state, statement)) return statement;
  throw syntax::diagnose(state);
}

std::vector<ScriptPiece> split_script(std::string_view script) {
  std::vector<ScriptPiece> pieces;
  const Iterator begin = script.data();
  const Iterator last = begin + script.size();
  Iterator p = begin;
  while (p != last) {
    Iterator unclosed = nullptr;
    Iterator start = syntax::scan_blanks(p, last, &unclosed);
    if (unclosed != nullptr) start = unclosed;  // kept as a piece, so that its error is shown
    const Iterator stop = unclosed != nullptr ? last : end_of_piece(start, last);
    Iterator trimmed = stop;
    while (trimmed != start && (trimmed[-1] == ' ' || (trimmed[-1] >= '\t' && trimmed[-1] <= '\r')))
      --trimmed;
    if (trimmed != start) {
      ScriptPiece piece;
      piece.text = script.substr(static_cast<std::size_t>(start - begin),
                                 static_cast<std::size_t>(trimmed - start));
      piece.offset = static_cast<std::uint32_t>(start - begin);
      piece.terminated = stop != last;
      pieces.push_back(piece);
    }
    p = stop == last ? last : stop + 1;
  }
  return pieces;
}

}  // namespace normgraph
