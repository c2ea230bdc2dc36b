#pragma once

// The few X3 parsers that everything else is composed of. They skip blanks themselves (X3's
// skipper is not used), and each says what it expected when it fails.
//
//   keyword("MATCH")      a word, any case, ended by a word boundary
//   symbol("(", "…")      punctuation, with the words that a person uses for it
//   scanned<T>(f, "…")    a token that a plain function reads into a T
//   ahead(f)              succeeds without consuming when f finds what it looks for
//   located[p]            writes the place of p into the rule's attribute
//   named("…")[p]         says "…" instead of all that p could have begun with
//   committed[p]          behind a look-ahead: when p fails, nothing else is tried
//   nested[p]             counts a level of nesting; too many are an error
//   condition[p], before_bar[p], same_rules[p]   what the next expression may contain

#include <boost/spirit/home/x3.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "grammar/ast.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

namespace x3 = boost::spirit::x3;

struct StateTag;
using Context = x3::context<StateTag, State>;

template <typename AnyContext>
State& state_of(const AnyContext& context) {
  return x3::get<StateTag>(context);
}

struct Keyword : x3::parser<Keyword> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::string_view word;
  explicit Keyword(std::string_view upper) : word(upper) {}

  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator&, const C& context, R&, A&) const {
    State& state = state_of(context);
    return !state.hopeless && state.keyword(first, word);
  }
};
inline Keyword keyword(std::string_view upper) { return Keyword(upper); }

struct Symbol : x3::parser<Symbol> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::string_view text, meaning;
  Symbol(std::string_view text, std::string_view meaning) : text(text), meaning(meaning) {}

  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator&, const C& context, R&, A&) const {
    State& state = state_of(context);
    if (state.hopeless) return false;
    const Iterator p = state.skip(first);
    const auto left = static_cast<std::size_t>(state.end - p);
    if (left >= text.size() && *p == text[0] && std::string_view(p, text.size()) == text) {
      first = p + text.size();
      return true;
    }
    state.fail(p, meaning);
    return false;
  }
};
inline Symbol symbol(std::string_view text, std::string_view meaning) { return {text, meaning}; }

inline const Symbol open_parenthesis = symbol("(", "an opening parenthesis");
inline const Symbol close_parenthesis = symbol(")", "a closing parenthesis");
inline const Symbol open_bracket = symbol("[", "an opening bracket");
inline const Symbol close_bracket = symbol("]", "a closing bracket");
inline const Symbol open_brace = symbol("{", "an opening brace");
inline const Symbol close_brace = symbol("}", "a closing brace");
inline const Symbol comma = symbol(",", "a comma");
inline const Symbol dots = symbol("..", "two dots");
inline const Symbol colon = symbol(":", "a colon");
inline const Symbol equals_sign = symbol("=", "an equals sign");
inline const Symbol bar = symbol("|", "a vertical bar");

/// A token read by a function: it gets the place behind the blanks, moves it and fills the
/// attribute, or returns false.
template <typename Attribute>
struct Scanned : x3::parser<Scanned<Attribute>> {
  using attribute_type = Attribute;
  static constexpr bool has_attribute = true;
  using Scan = bool (*)(State&, Iterator&, Attribute&);
  Scan scan;
  std::string_view meaning;
  Scanned(Scan scan, std::string_view meaning) : scan(scan), meaning(meaning) {}

  template <typename C, typename R>
  bool parse(Iterator& first, const Iterator&, const C& context, R&, Attribute& attribute) const {
    State& state = state_of(context);
    if (state.hopeless) return false;
    const Iterator start = state.skip(first);
    Iterator p = start;
    if (scan(state, p, attribute)) {
      first = p;
      return true;
    }
    if (!meaning.empty()) state.fail(start, meaning);
    return false;
  }
  template <typename C, typename R>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule,
             x3::unused_type) const {
    Attribute ignored{};
    return parse(first, last, context, rule, ignored);
  }
};
template <typename Attribute>
Scanned<Attribute> scanned(bool (*scan)(State&, Iterator&, Attribute&), std::string_view meaning) {
  return {scan, meaning};
}

/// Looks without consuming; the function gets the place behind the blanks.
struct Ahead : x3::parser<Ahead> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  using Test = bool (*)(const State&, Iterator);
  Test test;
  explicit Ahead(Test test) : test(test) {}

  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator&, const C& context, R&, A&) const {
    const State& state = state_of(context);
    return !state.hopeless && test(state, state.skip(first));
  }
};
inline Ahead ahead(Ahead::Test test) { return Ahead(test); }

// ---- directives ---------------------------------------------------------------------------------

/// What all directives share: they have the attribute of their subject.
template <typename Subject, typename Derived>
struct Directive : x3::unary_parser<Subject, Derived> {
  using Base = x3::unary_parser<Subject, Derived>;
  static constexpr bool is_pass_through_unary = true;
  static constexpr bool handles_container = Subject::handles_container;
  explicit Directive(const Subject& subject) : Base(subject) {}
};

template <template <typename> class Kind>
struct DirectiveMaker {
  template <typename Subject>
  auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return Kind<Parser>(x3::as_parser(subject));
  }
};

template <typename Node>
auto set_span(Node& node, Span span) -> decltype(void(node.span)) {
  node.span = span;
}
template <typename Node>
void set_span(std::unique_ptr<Node>& node, Span span) {
  if (node) node->span = span;
}

template <typename Subject>
struct Located : Directive<Subject, Located<Subject>> {
  using Directive<Subject, Located<Subject>>::Directive;
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule, A& attribute) const {
    State& state = state_of(context);
    const Iterator start = state.skip(first);
    if (!this->subject.parse(first, last, context, rule, attribute)) return false;
    set_span(rule, state.span(start, first));
    return true;
  }
};
inline const DirectiveMaker<Located> located;

template <typename Subject>
struct Named : Directive<Subject, Named<Subject>> {
  std::string_view description;
  Named(const Subject& subject, std::string_view description)
      : Directive<Subject, Named<Subject>>(subject), description(description) {}
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule, A& attribute) const {
    State& state = state_of(context);
    const Iterator start = state.skip(first);
    const std::size_t mark = state.mark(start);
    if (this->subject.parse(first, last, context, rule, attribute)) return true;
    state.describe(start, mark, description);
    return false;
  }
};
struct NamedMaker {
  std::string_view description;
  template <typename Subject>
  auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return Named<Parser>(x3::as_parser(subject), description);
  }
};
inline NamedMaker named(std::string_view description) { return {description}; }

template <typename Subject>
struct Nested : Directive<Subject, Nested<Subject>> {
  using Directive<Subject, Nested<Subject>>::Directive;
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule, A& attribute) const {
    State& state = state_of(context);
    if (state.nesting >= max_nesting) too_deep(state, first);
    ++state.nesting;
    const bool matched = this->subject.parse(first, last, context, rule, attribute);
    --state.nesting;
    return matched;
  }
};
inline const DirectiveMaker<Nested> nested;

template <typename Subject>
struct Committed : Directive<Subject, Committed<Subject>> {
  using Directive<Subject, Committed<Subject>>::Directive;
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule, A& attribute) const {
    if (this->subject.parse(first, last, context, rule, attribute)) return true;
    state_of(context).hopeless = true;
    return false;
  }
};
inline const DirectiveMaker<Committed> committed;

/// Sets what the expression that follows may contain.
template <typename Subject>
struct WithRules : Directive<Subject, WithRules<Subject>> {
  enum class How : std::uint8_t { Condition, BeforeBar, ConditionBeforeBar, Same } how;
  WithRules(const Subject& subject, How how)
      : Directive<Subject, WithRules<Subject>>(subject), how(how) {}
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& rule, A& attribute) const {
    State& state = state_of(context);
    state.next_rules = {how == How::Condition || how == How::ConditionBeforeBar ||
                            (how == How::Same && state.rules.condition),
                        how == How::BeforeBar || how == How::ConditionBeforeBar};
    const bool matched = this->subject.parse(first, last, context, rule, attribute);
    state.next_rules = {};
    return matched;
  }
};
template <int how>
struct RulesMaker {
  template <typename Subject>
  auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    using Result = WithRules<Parser>;
    return Result(x3::as_parser(subject), static_cast<typename Result::How>(how));
  }
};
inline const RulesMaker<0> condition;   // WHERE and the like: a bare pattern is a truth value
inline const RulesMaker<1> before_bar;  // the list of a comprehension
inline const RulesMaker<2> condition_before_bar;  // the WHERE of a comprehension
inline const RulesMaker<3> same_condition;        // parentheses: a condition stays one

// ---- semantic actions ---------------------------------------------------------------------------

/// `p[into<&Match::where>]` moves what p read into that member of the rule's attribute.
template <auto member>
struct Into {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context).*member = std::move(x3::_attr(context));
  }
};
template <auto member>
inline constexpr Into<member> into{};

/// The same for a list: appends.
template <auto member>
struct Append {
  template <typename C>
  void operator()(C& context) const {
    (x3::_val(context).*member).push_back(std::move(x3::_attr(context)));
  }
};
template <auto member>
inline constexpr Append<member> append{};

/// The same for a member that owns its value.
template <auto member>
struct Owned {
  template <typename C>
  void operator()(C& context) const {
    auto& read = x3::_attr(context);
    x3::_val(context).*member = std::make_unique<std::decay_t<decltype(read)>>(std::move(read));
  }
};
template <auto member>
inline constexpr Owned<member> owned{};

/// The same for options that may come in any order, each once.
template <auto member>
struct OnceInto {
  template <typename C>
  void operator()(C& context) const {
    auto& option = x3::_val(context).*member;
    if (is_given(option)) {
      const State& state = state_of(context);
      const Iterator stop = x3::_where(context).begin();
      const Iterator start = start_of(state, x3::_attr(context), stop);
      state.reject("NG1017", "UnexpectedSyntax", "this option is given twice", start, stop);
    }
    option = std::move(x3::_attr(context));
  }
  template <typename T>
  static Iterator start_of(const State& state, const T& read, Iterator stop) {
    if constexpr (requires { read->span; }) {
      return state.begin + read->span.offset;
    } else if constexpr (requires { read.span; }) {
      return state.begin + read.span.offset;
    } else {
      return stop - 1;
    }
  }
  template <typename T>
  static bool is_given(const T& option) {
    if constexpr (requires { option.empty(); }) {
      return !option.empty();
    } else {
      return static_cast<bool>(option);
    }
  }
};
template <auto member>
inline constexpr OnceInto<member> once{};

/// `p[set<&Match::optional, true>]` notes that p was there.
template <auto member, auto value>
struct SetTo {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context).*member = value;
  }
};
template <auto member, auto value>
inline constexpr SetTo<member, value> set{};

/// The rule's attribute is what p read.
struct Whole {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context) = std::move(x3::_attr(context));
  }
};
inline constexpr Whole whole{};

/// The rule's attribute holds a variant `node`; it becomes what p read.
struct AsNode {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context).node = std::move(x3::_attr(context));
  }
};
inline constexpr AsNode as_node{};

}  // namespace normgraph::syntax
