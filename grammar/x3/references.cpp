#include "grammar/x3/references.hpp"

#include <algorithm>
#include <string>

#include "grammar/x3/reference_parts.hpp"
#include "grammar/x3/tokens.hpp"

namespace normgraph::syntax {
namespace {

bool is_part_word(std::string_view word) {
  return equals_word(word, "PARAGRAPH") || equals_word(word, "POINT") ||
         equals_word(word, "SECTION");
}

/// `9`, `9(2)(a)`, `9 paragraph 2 point (a)`, `6a`, `1.1`, `III`, `III section 2`, `ZA`; p itself
/// where no number stands.
Iterator past_item_number(const State& state, Iterator p) {
  const std::string_view word(p, static_cast<std::size_t>(past_alphanumerics(state, p) - p));
  if (word.empty()) return p;
  if (!is_digit(word[0])) {
    const auto all_of = [&](std::string_view letters) {
      return word.find_first_not_of(letters) == std::string_view::npos;
    };
    const bool roman = all_of("IVXLC") || all_of("ivxlc");
    const bool letters = word.size() <= 2 && all_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if ((!roman && !letters) || is_option_word(word)) return p;
  }
  Iterator q = p + word.size();
  if (continues_name(q, state.end)) return p;
  while (state.end - q >= 2 && *q == '.' && is_digit(q[1])) q = past_alphanumerics(state, q + 1);
  q = past_brackets(state, q);
  // "paragraph 1", "point (a)", "section 2" behind it: finer places.
  for (;;) {
    Iterator next = state.skip(q);
    const std::string_view part = word_at(state, next);
    if (next == q || !is_part_word(part)) return q;
    next = state.skip(next + static_cast<std::ptrdiff_t>(part.size()));
    const Iterator number = past_brackets(state, past_alphanumerics(state, next));
    const bool is_number =
        number != next && (*next == '(' || is_digit(*next) || number - next == 1);
    if (!is_number) return q;
    q = number;
  }
}

bool scan_key(State& state, Iterator& p, std::string& key) {
  if (p == state.end || *p != '@') return false;
  Iterator q = p + 1;
  if (q != state.end && (*q == '\'' || *q == '"')) {
    if (!scan_string(state, q, key)) return false;
  } else {
    const auto belongs = [&](Iterator c) {
      return continues_name(c, state.end) ||
             (c != state.end && std::string_view("-./:+").find(*c) != std::string_view::npos);
    };
    while (belongs(q)) q += std::max(1, code_point_at(q, state.end).length);
    if (q == p + 1) return false;
    key.assign(p + 1, q);
  }
  p = q;
  return true;
}

/// `M/593`, `M/593/3`
bool scan_request(const State& state, Iterator& p, std::string& text) {
  const bool shape =
      state.end - p >= 3 && (*p == 'M' || *p == 'm') && p[1] == '/' && is_digit(p[2]);
  if (!shape) return false;
  Iterator q = p + 2;
  while (digit_at(state, q)) ++q;
  while (state.end - q >= 2 && *q == '/' && is_digit(q[1])) {
    ++q;
    while (digit_at(state, q)) ++q;
  }
  if (continues_name(q, state.end)) return false;
  text.assign(p, q);
  text[0] = 'M';
  p = q;
  return true;
}

/// `WG4`, `WG 4`
bool scan_working_group(const State& state, Iterator& p, std::string& text) {
  if (state.end - p < 3 || !equals_word({p, 2}, "WG")) return false;
  Iterator q = state.skip(p + 2);
  const Iterator digits = q;
  while (digit_at(state, q)) ++q;
  if (q == digits || continues_name(q, state.end)) return false;
  text = "WG" + std::string(digits, q);
  p = q;
  return true;
}

/// Past `-risk` of a noun such as `high-risk areas`.
Iterator past_hyphens(const State& state, Iterator p) {
  while (state.end - p >= 2 && *p == '-' && scan_name(p + 1, state.end) != p + 1) {
    p = scan_name(p + 1, state.end);
  }
  return p;
}

/// The second word of a noun (`work items`), unless it looks like a mistyped option (`form 2024`).
bool scan_second_word(State& state, Iterator& p, ast::Name& word) {
  Iterator q = p;
  if (q == state.end || *q == '`' || past_item_number(state, q) != q) return false;
  if (!scan_free_name(state, q, word) || resembles_option_word(word.text)) return false;
  q = past_hyphens(state, q);
  word.text.assign(p, q);
  p = q;
  return true;
}

/// A noun of one or two words with its number, or words without a number.
bool scan_noun_or_word(State& state, Iterator& p, ast::Reference& reference) {
  ast::Name name;
  if (!scan_free_name(state, p, name)) return false;
  const bool quoted = state.begin[name.span.offset] == '`';
  const Iterator hyphens = quoted ? p : past_hyphens(state, p);
  name.text.append(p, hyphens);
  p = hyphens;
  Iterator next = state.skip(p);
  if (!quoted && next != state.end && *next == '.' && digit_at(state, state.skip(next + 1)))
    next = state.skip(next + 1);  // "Art. 9"
  ast::Name second;
  if (!quoted && scan_second_word(state, next, second)) {
    name.text += " " + second.text;
    p = next;
    next = state.skip(p);
  }
  const Iterator stop = quoted ? next : past_item_number(state, next);
  if (stop == next) {
    reference.kind = ast::Reference::Kind::Word;
    reference.text = std::move(name.text);
  } else {
    reference.kind = ast::Reference::Kind::Noun;
    reference.noun = std::move(name.text);
    reference.text.assign(next, stop);
    p = stop;
  }
  return true;
}

}  // namespace

void add(ast::TimeOptions& to, ast::TimeOptions more) {
  if (more.as_of) to.as_of = std::move(more.as_of);
  if (more.known_by) to.known_by = std::move(more.known_by);
  for (ast::Assumption& assumption : more.assume) to.assume.push_back(std::move(assumption));
}

bool scan_free_name(State& state, Iterator& p, ast::Name& name) {
  const Iterator start = p;
  if (!scan_any_name(state, p, name)) return false;
  if (*start == '`' || !is_option_word(name.text)) return true;
  // `group` alone is a noun ("working group 4"); only GROUP BY is an option.
  if (equals_word(name.text, "GROUP") && !equals_word(word_at(state, state.skip(p)), "BY"))
    return true;
  p = start;
  return false;
}

bool scan_reference(State& state, Iterator& p, ast::Reference& reference) {
  using Kind = ast::Reference::Kind;
  const Iterator start = p;
  ast::Parameter parameter;
  if (scan_key(state, p, reference.text)) {
    reference.kind = Kind::Key;
  } else if (scan_parameter(state, p, parameter)) {
    reference.kind = Kind::Parameter;
    reference.text = std::move(parameter.name);
  } else if (scan_string(state, p, reference.text)) {
    reference.kind = Kind::Quoted;
  } else if (scan_act(state, p, reference.text)) {
    reference.kind = Kind::Quoted;
  } else if (scan_request(state, p, reference.text)) {
    reference.kind = Kind::Request;
  } else if (scan_working_group(state, p, reference.text)) {
    reference.kind = Kind::WorkingGroup;
  } else if (scan_designation(state, p, reference.text)) {
    reference.kind = Kind::Designation;
  } else if (!scan_noun_or_word(state, p, reference)) {
    return false;
  }
  reference.span = state.span(start, p);
  return true;
}

bool scan_selection_head(State& state, Iterator& p, ast::Selection& selection) {
  using Kind = ast::Selection::Kind;
  ast::Reference reference;
  if (!scan_reference(state, p, reference)) return false;
  if (reference.kind == ast::Reference::Kind::Word) {
    selection.kind = Kind::Plural;
    selection.noun = {std::move(reference.text), reference.span};
    return true;
  }
  const Iterator dots = state.skip(p);
  const bool range = reference.kind == ast::Reference::Kind::Noun && state.end - dots >= 2 &&
                     dots[0] == '.' && dots[1] == '.';
  if (!range) {
    selection.kind = Kind::Single;
    selection.reference = std::move(reference);
    return true;
  }
  const Iterator number = state.skip(dots + 2);
  const Iterator stop = past_item_number(state, number);
  if (stop == number) {
    state.fail(number, "the last number of the range");
    return false;
  }
  selection.kind = Kind::Range;
  const Span noun{reference.span.offset, static_cast<std::uint32_t>(reference.noun.size())};
  selection.noun = {std::move(reference.noun), noun};
  selection.from = std::move(reference.text);
  selection.to.assign(number, stop);
  p = stop;
  return true;
}

bool scan_words(State& state, Iterator& p, ast::Name& words) {
  if (p != state.end && *p == '`') return scan_any_name(state, p, words);
  const Iterator start = p;
  ast::Name word;
  Iterator q = p;
  while (q != state.end && *q != '`' && scan_free_name(state, q, word)) {
    words.text += (words.text.empty() ? "" : " ") + word.text;
    p = q;
    q = state.skip(q);
  }
  words.span = state.span(start, p);
  return p != start;
}

bool scan_phase(State& state, Iterator& p, std::string& phase) {
  if (scan_string(state, p, phase)) return true;
  if (digit_at(state, p)) {
    Iterator q = past_alphanumerics(state, p);
    if (state.end - q >= 2 && *q == '.' && is_digit(q[1])) q = past_alphanumerics(state, q + 1);
    phase.assign(p, q);
    p = q;
    return true;
  }
  // "in enquiry" and "in formal vote" begin with a word that is an option elsewhere.
  Iterator q = p;
  const bool in = state.keyword(q, "IN");
  q = state.skip(q);
  ast::Name words;
  if (!scan_words(state, q, words)) return false;
  phase = (in ? "in " : "") + words.text;
  p = q;
  return true;
}

}  // namespace normgraph::syntax
