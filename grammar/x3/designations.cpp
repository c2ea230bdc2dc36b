#include <algorithm>
#include <array>
#include <string>

#include "grammar/x3/reference_parts.hpp"

// How far a designation of a standard, or the number of an act, reaches in a statement.
// grammar/designation.hpp takes designations apart.

namespace normgraph::syntax {
namespace {

// Who publishes, and what may stand between publisher and number. All sorted.
constexpr std::array<std::string_view, 35> publishers = {
    "ANSI", "ASTM",  "BS",     "BSI",  "CEN", "CENELEC", "CETS", "CLC",  "CWA",
    "DIN",  "EN",    "ETSI",   "HEN",  "IEC", "IEEE",    "ISO",  "ITU",  "IWA",
    "JT",   "KSIST", "NASRPS", "NBN",  "NEN", "NF",      "NIST", "OECD", "OSIST",
    "SFS",  "SIST",  "SN",     "SRPS", "SS",  "UL",      "UNE",  "UNI"};
constexpr std::array<std::string_view, 37> qualifiers = {
    "AI",   "AWI",      "CD",   "CDTR", "CDTS", "CDV",   "CWA", "DIS", "DTR", "DTS",
    "EG",   "ES",       "FDIS", "GR",   "GS",   "GUIDE", "HD",  "IR",  "IS",  "IWA",
    "JTC",  "LEGAL",    "NO",   "NP",   "PAS",  "PC",    "PRF", "PWI", "SC",  "SP",
    "SPEC", "STANDARD", "STD",  "TC",   "TR",   "TS",    "WD"};
/// A committee, not a document: what follows its number are its parts.
constexpr std::array<std::string_view, 5> committees = {"JTC", "PC", "SC", "TC", "WG"};

/// Upper case, without pr (draft) and Fpr (final draft), which stand before a publisher or type.
std::string bare_word(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  for (const std::string_view prefix : {"FPR", "PR"}) {
    if (upper.size() > prefix.size() && upper.compare(0, prefix.size(), prefix) == 0) {
      return upper.substr(prefix.size());
    }
  }
  return upper;
}

bool is_publisher(std::string_view word) {
  return std::binary_search(publishers.begin(), publishers.end(), bare_word(word));
}

bool is_qualifier(std::string_view word) {
  return std::binary_search(qualifiers.begin(), qualifiers.end(), bare_word(word));
}

bool is_committee(std::string_view word) {
  return std::binary_search(committees.begin(), committees.end(), bare_word(word));
}

/// ` 304 223`: ETSI writes numbers of six digits in threes.
Iterator past_group_of_three(const State& state, Iterator begin, Iterator p) {
  if ((p - begin) % 3 != 0 || !std::all_of(begin, p, is_digit)) return p;
  const Iterator next = state.skip(p);
  if (next == p || state.end - next < 3 || !std::all_of(next, next + 3, is_digit)) return p;
  return continues_name(next + 3, state.end) ? p : next + 3;
}

/// ` V2.1.1`: a version.
Iterator past_version(const State& state, Iterator p) {
  Iterator q = state.skip(p);
  if (q == p || state.end - q < 2 || (*q != 'V' && *q != 'v') || !is_digit(q[1])) return p;
  ++q;
  while (digit_at(state, q) || (q != state.end && *q == '.' && digit_at(state, q + 1))) ++q;
  return continues_name(q, state.end) ? p : q;
}

/// ` Amd 1:2024`, `/DAmd 1`, ` + A1`: the word of an amendment with its number behind a blank.
Iterator past_amendment(const State& state, Iterator p) {
  Iterator q = state.skip(p);
  if (q != state.end && (*q == '/' || *q == '+')) q = state.skip(q + 1);
  const std::string word = bare_word(word_at(state, q));
  const bool amends = word == "AMD" || word == "DAMD" || word == "FDAMD" || word == "CDAM" ||
                      word == "COR" || word == "AMENDMENT";
  if (!amends) return p;
  q = state.skip(q + static_cast<std::ptrdiff_t>(word_at(state, q).size()));
  if (q != state.end && *q == '.') q = state.skip(q + 1);
  const Iterator digits = q;
  while (digit_at(state, q)) ++q;
  return q == digits ? p : q;
}

/// ` : 2023`, where the year is set off by blanks.
Iterator past_spaced_year(const State& state, Iterator p) {
  Iterator q = state.skip(p);
  if (q == state.end || *q != ':') return p;
  q = state.skip(q + 1);
  const Iterator year = q;
  while (digit_at(state, q)) ++q;
  return q - year == 4 && !continues_name(q, state.end) ? q : p;
}

/// number -part :year /amendment:year +amendment
Iterator past_designation_number(const State& state, Iterator p) {
  const Iterator begin = p;
  p = past_alphanumerics(state, p);
  p = past_group_of_three(state, begin, p);
  for (;;) {
    const Iterator before = p;
    while (state.end - p >= 2 && std::string_view("-:/+.").find(*p) != std::string_view::npos) {
      const Iterator next = past_alphanumerics(state, p + 1);
      const bool amendment = *p == '/' || *p == '+';
      if (next == p + 1 || (!amendment && !is_digit(p[1])) || (amendment && is_digit(p[1]))) break;
      if (amendment && past_amendment(state, p) != p) break;
      p = next;
    }
    p = past_amendment(state, p);
    p = past_spaced_year(state, p);
    p = past_version(state, p);
    if (p == before) return p;
  }
}

/// `21`, `21/WG 2`, `1/SC 42`: a committee's number and its parts.
Iterator past_committee_number(const State& state, Iterator p) {
  while (digit_at(state, p)) ++p;
  for (;;) {
    Iterator q = state.skip(p);
    if (q == state.end || *q != '/') return p;
    q = state.skip(q + 1);
    const std::string_view word = word_at(state, q);
    const std::string_view letters = word.substr(0, word.find_first_of("0123456789"));
    if (!is_committee(letters)) return p;
    q = state.skip(q + static_cast<std::ptrdiff_t>(letters.size()));
    if (!digit_at(state, q)) return p;
    while (digit_at(state, q)) ++q;
    p = q;
  }
}

/// `2024/1689`, `1025/2012`: the number of an act.
Iterator past_act_number(const State& state, Iterator p) {
  Iterator q = p;
  while (digit_at(state, q)) ++q;
  if (q - p < 3 || q - p > 4 || q == state.end || *q != '/') return p;
  const Iterator second = ++q;
  while (digit_at(state, q)) ++q;
  if (q - second < 1 || q - second > 4) return p;
  for (const std::string_view suffix : {"/EU", "/EC", "/EEC"})
    if (equals_word(
            {q, std::min<std::size_t>(suffix.size(), static_cast<std::size_t>(state.end - q))},
            suffix) &&
        !continues_name(q + static_cast<std::ptrdiff_t>(suffix.size()), state.end))
      return q + static_cast<std::ptrdiff_t>(suffix.size());
  return continues_name(q, state.end) ? p : q;
}

/// `32024R1689`: sector, year, letter, four digits.
Iterator past_celex(const State& state, Iterator p) {
  constexpr std::ptrdiff_t length = 10;
  if (state.end - p < length || !std::all_of(p, p + 5, is_digit) || is_digit(p[5]) ||
      !std::all_of(p + 6, p + length, is_digit))
    return p;
  return continues_name(p + length, state.end) ? p : p + length;
}

}  // namespace

Iterator past_alphanumerics(const State& state, Iterator p) {
  while (p != state.end && static_cast<unsigned char>(*p) < 0x80 && continues_name(p, state.end) &&
         *p != '_')
    ++p;
  return p;
}

Iterator past_brackets(const State& state, Iterator p) {
  for (;;) {
    const Iterator open = state.skip(p);
    if (open == state.end || *open != '(') return p;
    const Iterator stop = past_alphanumerics(state, open + 1);
    if (stop == open + 1 || stop == state.end || *stop != ')') return p;
    p = stop + 1;
  }
}

bool scan_designation(State& state, Iterator& p, std::string& text) {
  Iterator q = p;
  bool committee = false;
  for (bool first = true;; first = false) {
    // "prEN18286" is a word, too: its letters are the publisher's.
    const std::string_view word = word_at(state, q);
    const std::string_view letters = word.substr(0, word.find_first_of("0123456789"));
    const bool draft_of_ieee = !first && equals_word(letters, "P") && letters.size() < word.size();
    const bool belongs = is_publisher(letters) || draft_of_ieee || is_committee(letters) ||
                         (!first && is_qualifier(letters));
    if (letters.empty() || !belongs) return false;
    committee = committee || is_committee(letters);
    q += static_cast<std::ptrdiff_t>(letters.size());
    const bool joined =
        q != state.end && std::string_view("/-.").find(*q) != std::string_view::npos;
    const Iterator next = joined ? state.skip(q + 1) : state.skip(q);
    if (!digit_at(state, next)) {
      q = next;
      continue;
    }
    const Iterator stop =
        committee ? past_committee_number(state, next) : past_designation_number(state, next);
    text.assign(p, stop);
    p = stop;
    return true;
  }
}

bool scan_act(const State& state, Iterator& p, std::string& text) {
  Iterator q = past_celex(state, p);
  if (q == p) {
    const std::string_view noun = word_at(state, p);
    if (equals_word(noun, "REGULATION") || equals_word(noun, "DIRECTIVE") ||
        equals_word(noun, "DECISION")) {
      q = past_brackets(state, p + static_cast<std::ptrdiff_t>(noun.size()));
      q = state.skip(q);
      if (equals_word(word_at(state, q), "NO")) q = state.skip(q + 2);
    }
    const Iterator number = q;
    q = past_act_number(state, number);
    if (q == number) return false;
  }
  text.assign(p, q);
  p = q;
  return true;
}

}  // namespace normgraph::syntax
