#include "grammar/x3/state.hpp"

#include <algorithm>

namespace normgraph::syntax {

Iterator State::skip_slowly(Iterator p) const {
  Iterator open = nullptr;
  const Iterator after = scan_blanks(p, end, &open);
  if (open == nullptr) return after;
  reject("NG1004", "UnexpectedSyntax", "this comment is never closed", open, open + 2,
         "end it with */");
}

void State::note_failure(Iterator at, std::string_view text, Expected::Kind kind) {
  if (at < furthest) return;
  if (at > furthest) {
    furthest = at;
    expected.clear();
  }
  const auto same = [&](const Expected& e) { return e.text == text; };
  const auto found = std::find_if(expected.begin(), expected.end(), same);
  if (found == expected.end()) {
    expected.push_back({kind, text});
  } else if (found->kind == Expected::Kind::Hidden) {
    found->kind = kind;
  }
}

void State::describe(Iterator at, std::size_t mark, std::string_view description) {
  if (!tracking_ || furthest != at) return;
  const auto first =
      expected.begin() + static_cast<std::ptrdiff_t>(std::min(mark, expected.size()));
  for (auto e = first; e != expected.end(); ++e) {
    if (e->kind == Expected::Kind::Keyword) e->kind = Expected::Kind::Hidden;
  }
  expected.erase(std::remove_if(first, expected.end(),
                                [](const Expected& e) { return e.kind == Expected::Kind::Words; }),
                 expected.end());
  note_failure(at, description, Expected::Kind::Words);
}

void State::reject(const char* code, const char* detail, std::string message, Iterator first,
                   Iterator last, std::string hint) const {
  Error error(ErrorKind::Syntax, code, "SyntaxError", detail, std::move(message));
  if (!hint.empty()) error.hints.push_back(std::move(hint));
  throw std::move(error).at(span(first, last));
}

void too_deep(const State& state, Iterator at) {
  const Iterator place = state.skip(at);
  throw Error(ErrorKind::Limit, "NG6001", "LimitError", "NestingTooDeep",
              "more than " + std::to_string(max_nesting) + " levels of nesting")
      .at(state.span(place, std::min(place + 1, state.end)))
      .hint("split the statement with WITH or LET");
}

void too_long(const State& state, Iterator at) {
  throw Error(
      ErrorKind::Limit, "NG6002", "LimitError", "ExpressionTooLong",
      "this expression has more than " + std::to_string(max_expression_height) + " terms in a row")
      .at(state.span(at, std::min(at + 1, state.end)))
      .hint("put the values into a list: x IN [1, 2, 3], or pass them as a parameter");
}

}  // namespace normgraph::syntax
