#include "grammar/x3/rules.hpp"

// The operands of expressions: literals, names, calls, CASE, subqueries, parentheses. Forms with a
// common beginning are told apart by look-ahead, so none of them is ever read twice.

namespace normgraph::syntax {
namespace {

const auto parameter = scanned<ast::Parameter>(scan_parameter, "a parameter");
const auto number = scanned<ast::Literal>(scan_number, "a number");
const auto string_literal = scanned<ast::Literal>(scan_string_literal, "a string in quotes");
const auto word_literal = scanned<ast::Literal>(scan_word_literal, "");
const auto function_name = scanned<ast::Name>(scan_function_name, "");

const auto make_variable = [](auto& context) {
  x3::_val(context) = make_expression(ast::Variable{std::move(x3::_attr(context).text)}, Span{});
};
template <typename Node>
struct MakePath {
  template <typename C>
  void operator()(C& context) const {
    auto path = std::make_unique<ast::PathPattern>(std::move(x3::_attr(context)));
    x3::_pass(context) = !path->steps.empty();  // a node alone is no pattern here
    x3::_val(context) = make_expression(Node{std::move(path)}, Span{});
  }
};
const auto parenthesise = [](auto& context) {
  x3::_val(context) = std::move(x3::_attr(context));
  x3::_val(context)->parenthesised = true;
};

// ---- maps ----
using MapEntry = std::pair<ast::Name, ast::ExpressionPtr>;
const x3::rule<struct map_entry_id, MapEntry> map_entry = "map entry";
const x3::rule<struct map_id, ast::MapLiteral> map = "map";
const auto map_entry_def =
    any_name[into<&MapEntry::first>] >> colon >> expression[into<&MapEntry::second>];
const auto map_def = open_brace >>
                     -(map_entry[append<&ast::MapLiteral::entries>] % comma) >> close_brace;

const auto properties_def = located[map[as_expression] | parameter[as_expression]];

// ---- calls ----
const auto add_argument = [](auto& context) {
  x3::_val(context).push_back(std::move(x3::_attr(context)));
};
const auto arguments_def = open_parenthesis >>
                           -(expression[add_argument] % comma) >> close_parenthesis;

const x3::rule<struct call_id, ast::FunctionCall> call = "call";
using Call = ast::FunctionCall;
const auto call_def = function_name[into<&Call::name>] >> open_parenthesis >>
                      -keyword("DISTINCT")[set<&Call::distinct, true>] >>
                      -(expression[append<&Call::arguments>] % comma) >> close_parenthesis;

const auto count_star_ahead = ahead([](const State& state, Iterator p) {
  p = state.skip(scan_name(p, state.end));
  if (p == state.end || *p != '(') return false;
  p = state.skip(p + 1);
  return p != state.end && *p == '*';
});
const x3::rule<struct count_star_id, Call> count_star = "count star";
const auto count_name = scanned<ast::Name>(
    [](State& state, Iterator& p, ast::Name& name) {
      const Iterator start = p;
      if (!state.keyword(p, "COUNT")) return false;
      name.text.assign(start, p);
      name.span = state.span(start, p);
      return true;
    },
    "");
const auto count_star_def = count_star_ahead >> count_name[into<&Call::name>] >> open_parenthesis >>
                            symbol("*", "a star")[set<&Call::star, true>] >> close_parenthesis;

/// `exists((a)-->(b))`, the one function that takes a bare pattern.
const x3::rule<struct pattern_argument_id, ast::ExpressionPtr> pattern_argument =
    "pattern argument";
const auto pattern_argument_def =
    located[ahead(pattern_ahead) >> path_steps[MakePath<ast::PatternPredicate>{}]];
const x3::rule<struct exists_call_id, Call> exists_call = "exists call";
const auto exists_name = scanned<ast::Name>(
    [](State& state, Iterator& p, ast::Name& name) {
      const Iterator start = p;
      if (!state.keyword(p, "EXISTS") || !open_parenthesis_ahead(state, state.skip(p)))
        return false;
      if (!pattern_ahead(state, state.skip(state.skip(p) + 1))) return false;
      name.text.assign(start, p);
      name.span = state.span(start, p);
      return true;
    },
    "");
const auto exists_call_def =
    exists_name[into<&Call::name>] >>
    committed[open_parenthesis >> pattern_argument[append<&Call::arguments>] >> close_parenthesis];

// ---- CASE ----
using Alternative = std::pair<ast::ExpressionPtr, ast::ExpressionPtr>;
const x3::rule<struct when_id, Alternative> when = "when";
const x3::rule<struct case_id, ast::Case> case_expression = "case";
const auto when_def = keyword("WHEN") >> condition[expression[into<&Alternative::first>]] >>
                      keyword("THEN") >> expression[into<&Alternative::second>];
const auto when_ahead = ahead([](const State& state, Iterator p) {
  const Iterator stop = scan_name(p, state.end);
  return equals_word({p, static_cast<std::size_t>(stop - p)}, "WHEN");
});
const auto case_expression_def = keyword("CASE") >>
                                 (when_ahead | expression[into<&ast::Case::subject>]) >>
                                 +when[append<&ast::Case::alternatives>] >>
                                 -(keyword("ELSE") >> expression[into<&ast::Case::otherwise>]) >>
                                 keyword("END");

// ---- subqueries: a whole query, or a bare pattern with WHERE ----
const x3::rule<struct bare_match_id, ast::Match> bare_match = "bare match";
const auto bare_match_def = pattern[into<&ast::Match::pattern>] >>
                            -(keyword("WHERE") >> condition[expression[into<&ast::Match::where>]]);

/// A bare pattern as the query that it means: one MATCH.
const auto set_bare_match = [](auto& context) {
  const Span span = x3::_attr(context).pattern.paths.front().span;
  ast::Clause clause;
  clause.node = std::move(x3::_attr(context));
  clause.span = span;
  ast::SingleQuery single;
  single.clauses.push_back(std::move(clause));
  single.span = span;
  auto query = std::make_unique<ast::Query>();
  query->parts.push_back(std::move(single));
  query->span = span;
  x3::_val(context).query = std::move(query);
};
const x3::rule<struct subquery_id, ast::Subquery> subquery = "subquery";
using Sub = ast::Subquery;
using ast::SubqueryKind;
const auto subquery_def =
    (keyword("EXISTS")[set<&Sub::kind, SubqueryKind::Exists>] |
     keyword("COUNT")[set<&Sub::kind, SubqueryKind::Count>] |
     keyword("COLLECT")[set<&Sub::kind, SubqueryKind::Collect>]) >>
    ahead(open_brace_ahead) >>
    committed[nested[open_brace >> ((ahead(bare_pattern_ahead) >> bare_match[set_bare_match]) |
                                    subquery_body[owned<&Sub::query>]) >>
                     close_brace]];

// ---- quantifiers and reduce ----
const x3::rule<struct quantifier_id, ast::Quantifier> quantifier = "quantifier";
using Quant = ast::Quantifier;
using ast::QuantifierKind;
const auto quantifier_def =
    (keyword("ALL")[set<&Quant::kind, QuantifierKind::All>] |
     keyword("ANY")[set<&Quant::kind, QuantifierKind::Any>] |
     keyword("NONE")[set<&Quant::kind, QuantifierKind::None>] |
     keyword("SINGLE")[set<&Quant::kind, QuantifierKind::Single>]) >>
    ahead(quantifier_ahead) >>
    committed[open_parenthesis >> variable[into<&Quant::variable>] >> keyword("IN") >>
              expression[into<&Quant::list>] >>
              -(keyword("WHERE") >> condition[expression[into<&Quant::where>]]) >>
              close_parenthesis];

const auto reduce_ahead = ahead([](const State& state, Iterator p) {
  return open_parenthesis_ahead(state, p) && assignment_ahead(state, state.skip(p + 1));
});
const x3::rule<struct reduce_id, ast::Reduce> reduce = "reduce";
const auto reduce_def = keyword("REDUCE") >> reduce_ahead >>
                        committed[open_parenthesis >> variable[into<&ast::Reduce::accumulator>] >>
                                  equals_sign >> expression[into<&ast::Reduce::initial>] >> comma >>
                                  variable[into<&ast::Reduce::variable>] >> keyword("IN") >>
                                  before_bar[expression[into<&ast::Reduce::list>]] >> bar >>
                                  expression[into<&ast::Reduce::step>] >> close_parenthesis];

// ---- all of them ----
// clang-format off
const auto atom_def = named("an expression")[located[
      string_literal[as_expression]
    | number[as_expression]
    | parameter[as_expression]
    | list[whole]
    | map[as_expression]
    | (ahead(pattern_ahead) >> committed[path_steps[MakePath<ast::PatternPredicate>{}]])
    | (open_parenthesis >> same_condition[expression[parenthesise]] >> close_parenthesis)
    | word_literal[as_expression]
    | case_expression[as_expression]
    | quantifier[as_expression]
    | subquery[as_expression]
    | count_star[as_expression]
    | exists_call[as_expression]
    | reduce[as_expression]
    | shortest_path[MakePath<ast::ShortestPathExpression>{}]
    | call[as_expression]
    | variable[make_variable]]];
// clang-format on

BOOST_SPIRIT_DEFINE(map_entry, map, call, count_star, pattern_argument, exists_call, when,
                    case_expression, bare_match, subquery, quantifier, reduce)

}  // namespace

BOOST_SPIRIT_DEFINE(atom, arguments, properties)
BOOST_SPIRIT_INSTANTIATE(AtomRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ArgumentsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PropertiesRule, Iterator, Context)

}  // namespace normgraph::syntax
