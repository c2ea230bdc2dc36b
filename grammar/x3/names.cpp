#include <string>

#include "grammar/x3/tokens.hpp"

namespace normgraph::syntax {
namespace {

/// A name in backticks; a doubled backtick stands for one.
bool scan_quoted_name(const State& state, Iterator& p, std::string& text) {
  if (p == state.end || *p != '`') return false;
  const Iterator open = p;
  text.clear();
  for (++p; p != state.end; ++p) {
    if (*p != '`') {
      text += *p;
    } else if (p + 1 != state.end && p[1] == '`') {
      text += *p++;
    } else {
      ++p;
      return true;
    }
  }
  state.reject("NG1005", "UnexpectedSyntax", "this name in backticks is never closed", open,
               open + 1, "end it with a backtick `");
}

bool scan_word(const State& state, Iterator& p, std::string& text) {
  const Iterator stop = scan_name(p, state.end);
  if (stop == p) return scan_quoted_name(state, p, text);
  text.assign(p, stop);
  p = stop;
  return true;
}

/// name(.name)*, blanks around the dots allowed. The last part may be `exists`, which is reserved.
bool scan_dotted_name(State& state, Iterator& p, std::string& text) {
  const Iterator start = p;
  if (!scan_word(state, p, text)) return false;
  bool reserved = *start != '`' && is_reserved(text) && !equals_word(text, "EXISTS");
  for (;;) {
    Iterator next = state.skip(p);
    if (next == state.end || *next != '.') break;
    next = state.skip(next + 1);
    std::string part;
    if (!scan_word(state, next, part)) break;
    text += '.';
    text += part;
    p = next;
    reserved = false;
  }
  return !reserved;
}

}  // namespace

bool scan_variable(State& state, Iterator& p, ast::Name& name) {
  const Iterator start = p;
  const Iterator stop = scan_name(p, state.end);
  if (stop != p) {
    const std::string_view word(p, static_cast<std::size_t>(stop - p));
    if (is_reserved(word)) return false;
    name.text.assign(word);
    p = stop;
  } else if (!scan_quoted_name(state, p, name.text)) {
    return false;
  }
  name.span = state.span(start, p);
  return true;
}

bool scan_any_name(State& state, Iterator& p, ast::Name& name) {
  const Iterator start = p;
  if (!scan_word(state, p, name.text)) return false;
  name.span = state.span(start, p);
  return true;
}

bool scan_function_name(State& state, Iterator& p, ast::Name& name) {
  Iterator q = p;
  if (!scan_dotted_name(state, q, name.text)) return false;
  const Iterator next = state.skip(q);
  if (next == state.end || *next != '(') return false;
  name.span = state.span(p, q);
  p = q;
  return true;
}

bool scan_procedure_name(State& state, Iterator& p, ast::Name& name) {
  Iterator q = p;
  if (!scan_dotted_name(state, q, name.text)) return false;
  name.span = state.span(p, q);
  p = q;
  return true;
}

bool scan_parameter(State& state, Iterator& p, ast::Parameter& parameter) {
  if (p == state.end || *p != '$') return false;
  Iterator q = p + 1;
  if (q != state.end && is_digit(*q)) {
    while (q != state.end && is_digit(*q)) ++q;
    if (continues_name(q, state.end)) return false;
    parameter.name.assign(p + 1, q);
  } else if (!scan_word(state, q, parameter.name)) {
    return false;
  }
  p = q;
  return true;
}

bool scan_property_key(State& state, Iterator& p, ast::Name& name) {
  if (p == state.end || *p != '.' || (p + 1 != state.end && p[1] == '.')) return false;
  Iterator q = state.skip(p + 1);
  const Iterator start = q;
  if (!scan_word(state, q, name.text)) {
    state.fail(q, "a property name");
    return false;
  }
  name.span = state.span(start, q);
  p = q;
  return true;
}

bool scan_word_literal(State& state, Iterator& p, ast::Literal& literal) {
  const Iterator stop = scan_name(p, state.end);
  const std::string_view word(p, static_cast<std::size_t>(stop - p));
  if (word.size() != 4 && word.size() != 5) return false;
  if (equals_word(word, "TRUE")) {
    literal.value = true;
  } else if (equals_word(word, "FALSE")) {
    literal.value = false;
  } else if (equals_word(word, "NULL")) {
    literal.value = ast::Null{};
  } else {
    return false;
  }
  p = stop;
  return true;
}

}  // namespace normgraph::syntax
