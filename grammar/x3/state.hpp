#pragma once

// What the rules share while they read one statement: the text, the furthest place at which they
// failed (for the message), and how deep they are.
//
// A statement is parsed without taking notes first; only when that fails it is parsed again with
// `tracking` on, which collects what was expected at the furthest place. So a good statement pays
// nothing for good messages.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/error.hpp"
#include "grammar/x3/scan.hpp"

namespace normgraph::syntax {

// Limits of one statement (grammar/README.md). They keep every recursion over the tree, here and
// in the engine, far away from the end of the stack.
constexpr std::size_t max_statement_bytes = std::size_t{8} << 20U;
constexpr unsigned max_nesting = 200;             // brackets, subqueries, FOREACH in each other
constexpr unsigned max_expression_height = 1000;  // also the terms of one flat chain

/// Something that could have stood at the furthest place.
struct Expected {
  enum class Kind : std::uint8_t {
    Keyword,  // printed and used for "did you mean"
    Hidden,   // a keyword used for "did you mean" only: a description stands for it
    Words     // a description: "a name", "a closing parenthesis"
  };
  Kind kind = Kind::Words;
  std::string_view text;
};

/// What the enclosing clause allows in an expression; nested brackets start afresh.
struct ExpressionRules {
  bool condition = false;  // a bare pattern is a truth value here
  bool bar_ends = false;   // `|` belongs to the comprehension, not to a label expression
};

class State {
 public:
  State(std::string_view text, bool tracking)
      : begin(text.data()), end(text.data() + text.size()), furthest(begin), tracking_(tracking) {}

  /// Past blanks and comments. Throws where a comment is never closed.
  Iterator skip(Iterator p) const {
    if (p != end && static_cast<signed char>(*p) > ' ' && *p != '/') return p;
    // Alternatives ask at the same place again and again.
    if (p != skipped_from_) {
      skipped_to_ = skip_slowly(p);
      skipped_from_ = p;
    }
    return skipped_to_;
  }

  /// Reads an upper-case keyword that no letter follows, and notes when it is not there.
  bool keyword(Iterator& first, std::string_view upper) {
    const Iterator p = skip(first);
    if (word(first, p, upper)) return true;
    fail(p, upper, Expected::Kind::Keyword);
    return false;
  }
  /// The same without a note; `p` is `first` behind the blanks.
  bool word(Iterator& first, Iterator p, std::string_view upper) const {
    if (p == end || (*p & ~0x20) != upper.front() || !rest_matches(p, upper)) return false;
    first = p + upper.size();
    return true;
  }

  void fail(Iterator at, std::string_view expected, Expected::Kind kind = Expected::Kind::Words) {
    if (tracking_) note_failure(at, expected, kind);
  }

  /// Failures at `at` from now on are spoken of with one description (see `named`).
  std::size_t mark(Iterator at) const { return furthest == at ? expected.size() : 0; }
  void describe(Iterator at, std::size_t mark, std::string_view description);

  Span span(Iterator first, Iterator last) const {
    return {static_cast<std::uint32_t>(first - begin), static_cast<std::uint32_t>(last - first)};
  }
  std::string_view source(Span span) const { return {begin + span.offset, span.length}; }

  /// Ends the parse at once: for what cannot be anything else than wrong.
  [[noreturn]] void reject(const char* code, const char* detail, std::string message,
                           Iterator first, Iterator last, std::string hint = {}) const;

  Iterator const begin;
  Iterator const end;
  Iterator furthest;
  std::vector<Expected> expected;

  /// Set when a form failed that nothing else can replace (see `committed`): from then on every
  /// terminal fails at once, so that no wrong text is read twice.
  bool hopeless = false;

  unsigned nesting = 0;
  /// Height of the highest expression that was completed inside the one being read.
  unsigned inner_height = 0;
  /// Most links (`.name`, `[…]`) behind one operand of the expression being read.
  unsigned links = 0;
  ExpressionRules rules;       // of the expression being read
  ExpressionRules next_rules;  // of the next expression that begins

 private:
  Iterator skip_slowly(Iterator p) const;
  bool rest_matches(Iterator p, std::string_view upper) const {
    if (static_cast<std::size_t>(end - p) < upper.size()) return false;
    for (std::size_t i = 1; i < upper.size(); ++i) {
      if ((p[i] & ~0x20) != upper[i]) return false;
    }
    return !continues_name(p + upper.size(), end);
  }
  void note_failure(Iterator at, std::string_view text, Expected::Kind kind);

  bool tracking_;
  mutable Iterator skipped_from_ = nullptr;  // the last blanks that were passed
  mutable Iterator skipped_to_ = nullptr;
};

/// The limit errors, all of class LimitError.
[[noreturn]] void too_deep(const State& state, Iterator at);
[[noreturn]] void too_long(const State& state, Iterator at);

}  // namespace normgraph::syntax
