#include "grammar/x3/rules.hpp"

// Everything in brackets: list literals, list comprehensions, pattern comprehensions.
//
// `[x IN e` begins a comprehension, or a list whose first item is `x IN e`. Which of them it is
// shows only behind e, however long that is. Reading e again would double the time with each level
// of nesting, so it is read once, as a chain: for a list, `x IN` is put before the chain, and
// precedence does the rest.

namespace normgraph::syntax {
namespace {

struct Iteration {
  ast::Name variable;
  Chain chain;
  ast::ExpressionPtr where, projection;
  std::vector<ast::ExpressionPtr> more;  // of a list literal
};
const x3::rule<struct iteration_id, Iteration> iteration = "iteration";
const x3::rule<struct list_literal_id, ast::ListLiteral> list_literal = "list literal";
const x3::rule<struct pattern_comprehension_id, ast::PatternComprehension> pattern_comprehension =
    "pattern comprehension";

// clang-format off
const auto iteration_def =
    open_bracket >> variable[into<&Iteration::variable>] >> keyword("IN")
    >> before_bar[chain[into<&Iteration::chain>]]
    >> (+(comma >> expression[append<&Iteration::more>])
        | (-(keyword("WHERE") >> condition_before_bar[expression[into<&Iteration::where>]])
           >> -(bar >> expression[into<&Iteration::projection>])))
    >> close_bracket;

const auto list_literal_def =
    open_bracket >> -(expression[append<&ast::ListLiteral::items>] % comma) >> close_bracket;

using Comprehension = ast::PatternComprehension;
const auto pattern_comprehension_def =
    open_bracket >> path_pattern[owned<&Comprehension::pattern>]
    >> -(keyword("WHERE") >> condition_before_bar[expression[into<&Comprehension::where>]])
    >> bar >> expression[into<&Comprehension::projection>] >> close_bracket;
// clang-format on

/// `[x IN e, …]`: the chain of e with `x IN` before it.
ast::ExpressionPtr make_list(State& state, Iteration& read) {
  ChainItem in;
  in.kind = ChainItem::Kind::Operator;
  in.op.binary = ast::BinaryOperator::In;
  ChainItem first;
  first.operand = make_expression(ast::Variable{std::move(read.variable.text)}, read.variable.span);
  std::vector<ChainItem>& items = read.chain.items;
  items.insert(items.begin(), std::move(in));
  items.insert(items.begin(), std::move(first));
  ast::ListLiteral literal;
  literal.items.push_back(resolve(state, read.chain));
  for (ast::ExpressionPtr& item : read.more) literal.items.push_back(std::move(item));
  return make_expression(std::move(literal), Span{});
}

const auto make_iteration = [](auto& context) {
  State& state = state_of(context);
  Iteration& read = x3::_attr(context);
  if (!read.more.empty()) {
    x3::_val(context) = make_list(state, read);
    return;
  }
  ast::ListComprehension comprehension{std::move(read.variable), resolve(state, read.chain),
                                       std::move(read.where), std::move(read.projection)};
  x3::_val(context) = make_expression(std::move(comprehension), Span{});
};

/// Looks behind the bracket.
template <Ahead::Test test>
bool inside_bracket(const State& state, Iterator p) {
  return p != state.end && *p == '[' && test(state, state.skip(p + 1));
}

/// `[false IN a, b]` is a list: a literal is no name.
bool name_in_ahead(const State& state, Iterator p) {
  const std::string_view word(p, static_cast<std::size_t>(scan_name(p, state.end) - p));
  for (const std::string_view literal : {"TRUE", "FALSE", "NULL"})
    if (equals_word(word, literal)) return false;
  return iteration_ahead(state, p);
}

const auto list_def =
    located[(ahead(inside_bracket<name_in_ahead>) >> committed[iteration[make_iteration]]) |
            (ahead(inside_bracket<named_pattern_ahead>) >>
             committed[pattern_comprehension[as_expression]]) |
            list_literal[as_expression]];

BOOST_SPIRIT_DEFINE(iteration, list_literal, pattern_comprehension)

}  // namespace

BOOST_SPIRIT_DEFINE(list)
BOOST_SPIRIT_INSTANTIATE(ListRule, Iterator, Context)

}  // namespace normgraph::syntax
