#include "grammar/x3/tokens.hpp"

// Decisions between forms that begin alike, made by scanning characters. None of them recurses or
// builds anything, so a wrong guess costs nothing but a short walk.

namespace normgraph::syntax {
namespace {

char at(const State& state, Iterator p) { return p == state.end ? '\0' : *p; }

/// Past a name, plain or in backticks; null where none stands.
Iterator past_name(const State& state, Iterator p) {
  if (at(state, p) != '`') {
    const Iterator stop = scan_name(p, state.end);
    return stop == p ? nullptr : stop;
  }
  for (++p; p != state.end; ++p) {
    if (*p == '`' && at(state, p + 1) != '`') return p + 1;
    if (*p == '`') ++p;
  }
  return nullptr;
}

Iterator past_string(const State& state, Iterator p) {
  const char quote = *p;
  for (++p; p != state.end && *p != quote; ++p) {
    if (*p == '\\' && p + 1 != state.end) ++p;
  }
  return p == state.end ? nullptr : p + 1;
}

/// Past a group of brackets of any kind, with strings, names and comments in it; null where it
/// is not closed.
Iterator past_group(const State& state, Iterator p) {
  std::size_t depth = 0;
  while ((p = state.skip(p)) != state.end) {
    const char c = *p;
    if (c == '\'' || c == '"' || c == '`') {
      p = c == '`' ? past_name(state, p) : past_string(state, p);
      if (p == nullptr) return nullptr;
      continue;
    }
    ++p;
    if (c == '{' || c == '(' || c == '[') ++depth;
    if ((c == '}' || c == ')' || c == ']') && --depth == 0) return p;
  }
  return nullptr;
}

bool word_at(const State& state, Iterator p, std::string_view upper) {
  const Iterator stop = scan_name(p, state.end);
  return equals_word({p, static_cast<std::size_t>(stop - p)}, upper);
}

/// Past `:A|B&!C`, `:A:B`, `IS A`; p itself where no labels stand; null where they are broken.
Iterator past_labels(const State& state, Iterator p) {
  if (at(state, p) == ':') {
    p = p + 1;
  } else if (word_at(state, p, "IS")) {
    p = p + 2;
  } else {
    return p;
  }
  for (;;) {
    p = state.skip(p);
    while (at(state, p) == '!') p = state.skip(p + 1);
    if (at(state, p) == '(') {
      p = past_group(state, p);
    } else {
      p = at(state, p) == '%' ? p + 1 : past_name(state, p);
    }
    if (p == nullptr) return nullptr;
    const Iterator next = state.skip(p);
    const char c = at(state, next);
    if (c != ':' && c != '|' && c != '&') return p;
    p = next + 1;
    if (c == '|' && at(state, state.skip(p)) == ':') p = state.skip(p) + 1;
  }
}

/// Does a relationship begin here: -[ … , --( , -->( , <-[ … , <--( ?
bool relationship_at(const State& state, Iterator p) {
  if (at(state, p) == '<') p = state.skip(p + 1);
  if (at(state, p) != '-') return false;
  p = state.skip(p + 1);
  if (at(state, p) == '[') return true;
  if (at(state, p) != '-') return false;
  p = state.skip(p + 1);
  if (at(state, p) == '>') p = state.skip(p + 1);
  if (at(state, p) == '{') {  // a quantifier
    p = past_group(state, p);
    return p != nullptr && at(state, state.skip(p)) == '(';
  }
  if (at(state, p) == '+' || at(state, p) == '*') p = state.skip(p + 1);
  return at(state, p) == '(';
}

bool selector_ahead(const State& state, Iterator p) {
  for (const char* word : {"ANY", "ALL", "SHORTEST", "SHORTESTPATH", "ALLSHORTESTPATHS"}) {
    if (word_at(state, p, word)) return true;
  }
  return false;
}

}  // namespace

bool pattern_ahead(const State& state, Iterator p) {
  if (at(state, p) != '(') return false;
  p = state.skip(p + 1);
  const bool labels_first = word_at(state, p, "IS");
  if (Iterator name = past_name(state, p); name != nullptr && !labels_first) {
    p = state.skip(name);
  }
  p = past_labels(state, p);
  if (p == nullptr) return false;
  p = state.skip(p);
  if (at(state, p) == '{') {
    p = past_group(state, p);
    if (p == nullptr) return false;
  } else if (at(state, p) == '$') {
    ++p;
    if (at(state, p) == '`') p = past_name(state, p);
    if (p == nullptr) return false;
    while (continues_name(p, state.end)) ++p;
  }
  p = state.skip(p);
  return at(state, p) == ')' && relationship_at(state, state.skip(p + 1));
}

bool named_pattern_ahead(const State& state, Iterator p) {
  if (pattern_ahead(state, p)) return true;
  p = past_name(state, p);
  if (p == nullptr) return false;
  p = state.skip(p);
  return at(state, p) == '=' && pattern_ahead(state, state.skip(p + 1));
}

bool assignment_ahead(const State& state, Iterator p) {
  p = past_name(state, p);
  return p != nullptr && at(state, state.skip(p)) == '=';
}

bool bare_pattern_ahead(const State& state, Iterator p) {
  return at(state, p) == '(' || selector_ahead(state, p) || assignment_ahead(state, p);
}

bool iteration_ahead(const State& state, Iterator p) {
  const Iterator name = past_name(state, p);
  return name != nullptr && word_at(state, state.skip(name), "IN");
}

bool quantifier_ahead(const State& state, Iterator p) {
  return at(state, p) == '(' && iteration_ahead(state, state.skip(p + 1));
}

bool open_parenthesis_ahead(const State& state, Iterator p) { return at(state, p) == '('; }

bool open_brace_ahead(const State& state, Iterator p) { return at(state, p) == '{'; }

bool quantified_path_ahead(const State& state, Iterator p) {
  return at(state, p) == '(' && at(state, state.skip(p + 1)) == '(';
}

}  // namespace normgraph::syntax
