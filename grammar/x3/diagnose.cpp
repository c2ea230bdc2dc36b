#include "grammar/x3/diagnose.hpp"

#include <algorithm>
#include <optional>

namespace normgraph::syntax {
namespace {

using Kind = Expected::Kind;

/// The word, number or sign that stands at `p`.
Iterator end_of_token(const State& state, Iterator p) {
  if (p == state.end) return p;
  if (continues_name(p, state.end)) {
    while (continues_name(p, state.end)) p += code_point_at(p, state.end).length;
    return p;
  }
  return p + std::min<std::ptrdiff_t>(code_point_at(p, state.end).length, state.end - p);
}

/// A bracket that is open at `stop`: the innermost one.
std::optional<Iterator> open_bracket_before(const State& state, Iterator stop) {
  std::vector<Iterator> open;
  for (Iterator p = state.begin; p < stop;) {
    p = scan_blanks(p, state.end);
    if (p >= stop) break;
    const char c = *p;
    if (c == '\'' || c == '"' || c == '`') {
      const Iterator start = p++;
      while (p < stop && *p != *start) p += *p == '\\' && c != '`' ? 2 : 1;
      ++p;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') open.push_back(p);
    if ((c == ')' || c == ']' || c == '}') && !open.empty()) open.pop_back();
    ++p;
  }
  return open.empty() ? std::nullopt : std::optional(open.back());
}

struct BracketNames {
  std::string_view name, close;
};
BracketNames names_of(char open) {
  switch (open) {
    case '(':
      return {"parenthesis", ")"};
    case '[':
      return {"bracket", "]"};
    default:
      return {"brace", "}"};
  }
}

/// "a, b or c"; a long list is cut, since nobody reads twenty alternatives.
std::string enumerate(const std::vector<std::string>& items) {
  constexpr std::size_t most = 8;
  const std::size_t shown = std::min(items.size(), most);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == shown && shown == items.size() ? " or " : ", ";
    text += items[i];
  }
  return shown < items.size() ? text + ", …" : text;
}

std::string expected_words(const State& state) {
  // Descriptions first: they say more than single words.
  std::vector<std::string> items;
  for (const Kind kind : {Kind::Words, Kind::Keyword}) {
    for (const Expected& expected : state.expected) {
      if (expected.kind == kind) items.emplace_back(expected.text);
    }
  }
  return enumerate(items);
}

bool expects(const State& state, std::string_view words) {
  return std::any_of(state.expected.begin(), state.expected.end(),
                     [&](const Expected& e) { return e.kind == Kind::Words && e.text == words; });
}

std::vector<std::string> expected_keywords(const State& state) {
  std::vector<std::string> keywords;
  for (const Expected& expected : state.expected) {
    if (expected.kind != Kind::Words) keywords.emplace_back(expected.text);
  }
  return keywords;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
}

/// What the writer may have meant.
void add_hints(const State& state, std::string_view found, Error& error) {
  const std::string_view rest(state.furthest, static_cast<std::size_t>(state.end - state.furthest));
  const auto begins = [&](std::string_view text) { return rest.substr(0, text.size()) == text; };
  if (begins("!=")) error.hints.emplace_back("\"is not equal\" is written <>");
  if (begins("==")) error.hints.emplace_back("\"is equal\" is written =");
  if (begins("||")) error.hints.emplace_back("strings are joined with +");
  if (begins("&&")) error.hints.emplace_back("write AND");
  if (found.empty() || !continues_name(state.furthest, state.end)) return;
  const std::vector<std::string> near = nearest_names(found, expected_keywords(state), 1);
  if (!near.empty() && near.front() != upper(found)) {
    error.hints.push_back("did you mean " + near.front() + "?");
  } else if (is_reserved(found) && expects(state, "a name")) {
    error.hints.push_back(upper(found) + " is a reserved word; as a name it is written `" +
                          std::string(found) + "`");
  }
}

Error make_error(const char* code, const char* detail, std::string message, Span span) {
  Error error(ErrorKind::Syntax, code, "SyntaxError", detail, std::move(message));
  error.span = span;
  error.has_span = true;
  return error;
}

Error unclosed(const State& state, Iterator open) {
  const BracketNames names = names_of(*open);
  Error error = make_error("NG1003", "UnexpectedSyntax",
                           "this " + std::string(names.name) + " is never closed",
                           state.span(open, open + 1));
  error.hints.push_back("close it with " + std::string(names.close));
  return error;
}

bool is_strange_character(const State& state, Iterator p) {
  return p != state.end && static_cast<unsigned char>(*p) >= 0x80 && !continues_name(p, state.end);
}

}  // namespace

Error diagnose(const State& state) {
  const Iterator place = state.furthest;
  const Iterator stop = end_of_token(state, place);
  const Span span = state.span(place, stop);
  const std::string found(place, stop);
  const std::optional<Iterator> open = open_bracket_before(state, place);
  const bool at_end = place == state.end || found == ";";
  if (at_end && state.skip(state.begin) == place) {
    return make_error("NG1016", "UnexpectedSyntax", "there is no statement here", span);
  }
  if (at_end && open) return unclosed(state, *open);
  if (is_strange_character(state, place)) {
    return make_error("NG1015", "InvalidUnicodeCharacter",
                      "the character " + found + " has no meaning here", span);
  }
  const std::string what = at_end ? "the statement ends too early" : "unexpected '" + found + "'";
  Error error =
      make_error("NG1001", "UnexpectedSyntax", what + ": expected " + expected_words(state), span);
  add_hints(state, at_end ? std::string_view() : std::string_view(found), error);
  const bool wants_close =
      open && (expects(state, "a closing parenthesis") || expects(state, "a closing bracket") ||
               expects(state, "a closing brace"));
  if (wants_close && error.hints.empty()) {
    const Position where =
        position_of({state.begin, static_cast<std::size_t>(state.end - state.begin)},
                    static_cast<std::uint32_t>(*open - state.begin));
    error.hints.push_back("the " + std::string(names_of(**open).name) + " opened at line " +
                          std::to_string(where.line) + ", column " + std::to_string(where.column) +
                          " is not closed yet");
  }
  return error;
}

}  // namespace normgraph::syntax
