#include <algorithm>

#include "grammar/x3/rules.hpp"

// Expressions from the outside: a chain of operands and operators, and what may hang behind an
// operand. The operands themselves are in atom.cpp, precedence in operators.cpp.

namespace normgraph::syntax {
namespace {

/// Guards a chain: a level of nesting, the height of the tree that comes of it, and the rules that
/// hold inside it, which end with it.
template <typename Subject>
struct Guarded : Directive<Subject, Guarded<Subject>> {
  using Directive<Subject, Guarded<Subject>>::Directive;
  template <typename C, typename R, typename A>
  bool parse(Iterator& first, const Iterator& last, const C& context, R& chain,
             A& attribute) const {
    State& state = state_of(context);
    if (state.nesting >= max_nesting) too_deep(state, first);
    const ExpressionRules outer_rules =
        std::exchange(state.rules, std::exchange(state.next_rules, {}));
    const unsigned outer_height = std::exchange(state.inner_height, 0);
    const unsigned outer_links = std::exchange(state.links, 0);
    const Iterator start = first;
    ++state.nesting;
    const bool matched = this->subject.parse(first, last, context, chain, attribute);
    --state.nesting;
    chain.rules = state.rules;
    // `a OR` without a second operand ends the chain before OR, whose operator is in it already.
    while (!chain.items.empty() && chain.items.back().kind == ChainItem::Kind::Operator) {
      chain.items.pop_back();
    }
    const auto operators = static_cast<unsigned>(chain.items.size() - chain.operands);
    const unsigned height = state.inner_height + state.links + operators + 1;
    if (height > max_expression_height) too_long(state, state.skip(start));
    state.rules = outer_rules;
    state.inner_height = std::max(outer_height, height);
    state.links = outer_links;
    return matched;
  }
};
const DirectiveMaker<Guarded> guarded;

// ---- the chain ----
const auto add_operand = [](auto& context) {
  Chain& result = x3::_val(context);
  ChainItem item;
  item.operand = std::move(x3::_attr(context));
  item.span = item.operand->span;
  result.items.push_back(std::move(item));
  ++result.operands;
};
const auto add_predicate = [](auto& context) {
  ChainItem item;
  item.kind = ChainItem::Kind::Predicate;
  item.predicate = std::move(x3::_attr(context));
  item.span = item.predicate.span;
  x3::_val(context).items.push_back(std::move(item));
};

const auto prefix_operator = scanned<ChainItem>(scan_prefix_operator, "");
const auto infix_operator = scanned<ChainItem>(scan_infix_operator, "an operator");

const x3::rule<struct is_predicate_id, IsPredicate> is_predicate = "is predicate";
const x3::rule<struct operand_id, ast::ExpressionPtr> operand = "operand";
/// The labels of a test, up to a bar where that belongs to a comprehension.
const x3::rule<struct test_labels_id, ast::LabelExpressionPtr> test_labels = "test labels";
const auto bar_is_free = ahead([](const State& state, Iterator) { return !state.rules.bar_ends; });
const auto test_labels_def = (bar_is_free >> committed[labels[whole]]) | labels_before_bar[whole];

// clang-format off
const auto is_predicate_def = located[
    keyword("IS") >> -keyword("NOT")[set<&IsPredicate::negated, true>]
    >> (keyword("NULL") | test_labels[into<&IsPredicate::labels>])];

const auto chain_def = guarded[
    *prefix_operator[append<&Chain::items>] >> operand[add_operand]
    >> *(  named("an operator")[is_predicate[add_predicate]]
         | (infix_operator[append<&Chain::items>] >> *prefix_operator[append<&Chain::items>]
            >> operand[add_operand]))];
// clang-format on

const auto resolve_chain = [](auto& context) {
  State& state = state_of(context);
  Chain& items = x3::_attr(context);
  x3::_val(context) = resolve(state, items);
};
const auto expression_def = named("an expression")[chain[resolve_chain]];

// ---- what hangs behind an operand ----
struct Brackets {
  ast::ExpressionPtr from, to;
  bool slice = false;
};
const x3::rule<struct brackets_id, Brackets> brackets = "brackets";
// clang-format off
const auto brackets_def =
    symbol("[", "an operator")
    >> (  (dots[set<&Brackets::slice, true>] >> -expression[into<&Brackets::to>])
        | (expression[into<&Brackets::from>]
           >> -(dots[set<&Brackets::slice, true>] >> -expression[into<&Brackets::to>])))
    >> close_bracket;
// clang-format on

/// An operand with its links. They are counted, because they make the tree higher without any
/// bracket being opened.
struct Linked {
  ast::ExpressionPtr expression;
  unsigned count = 0;
};
const x3::rule<struct links_id, Linked> links = "links";

/// One more link: `build` makes a node of what stands before it; its place ends where it ends.
template <typename C, typename Build>
void wrap(C& context, ast::ExpressionPtr& expression, Build build) {
  const State& state = state_of(context);
  const std::uint32_t start = expression->span.offset;
  const auto stop = static_cast<std::uint32_t>(x3::_where(context).begin() - state.begin);
  expression = make_expression(build(std::move(expression)), Span{start, stop - start});
}

template <typename C, typename Build>
void add_link(C& context, Build build) {
  State& state = state_of(context);
  Linked& linked = x3::_val(context);
  if (++linked.count > max_expression_height)
    too_long(state, state.begin + linked.expression->span.offset);
  state.links = std::max(state.links, linked.count);
  wrap(context, linked.expression, build);
}

const auto add_property = [](auto& context) {
  ast::Name& key = x3::_attr(context);
  add_link(context, [&](ast::ExpressionPtr object) {
    return ast::Property{std::move(object), std::move(key)};
  });
};
const auto add_brackets = [](auto& context) {
  Brackets& read = x3::_attr(context);
  if (read.slice) {
    add_link(context, [&](ast::ExpressionPtr object) {
      return ast::Slice{std::move(object), std::move(read.from), std::move(read.to)};
    });
  } else {
    add_link(context, [&](ast::ExpressionPtr object) {
      return ast::Subscript{std::move(object), std::move(read.from)};
    });
  }
};
const auto take_expression = [](auto& context) {
  x3::_val(context) = std::move(x3::_attr(context).expression);
};
const auto add_label_test = [](auto& context) {
  ast::LabelExpressionPtr& wanted = x3::_attr(context);
  wrap(context, x3::_val(context), [&](ast::ExpressionPtr subject) {
    return ast::LabelTest{std::move(subject), std::move(wanted)};
  });
};

const auto property_key = scanned<ast::Name>(scan_property_key, "");
const auto links_def = atom[into<&Linked::expression>] >>
                       *(property_key[add_property] | brackets[add_brackets]);
const auto linked_def = links[take_expression];
const auto colon_ahead =
    ahead([](const State& state, Iterator p) { return p != state.end && *p == ':'; });
const auto operand_def = links[take_expression] >>
                         -(colon_ahead >> colon >> test_labels[add_label_test]);

BOOST_SPIRIT_DEFINE(is_predicate, operand, test_labels, brackets, links)

}  // namespace

BOOST_SPIRIT_DEFINE(chain, expression, linked)
BOOST_SPIRIT_INSTANTIATE(ChainRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ExpressionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LinkedRule, Iterator, Context)

}  // namespace normgraph::syntax
