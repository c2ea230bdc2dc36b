#include "grammar/x3/rules.hpp"

// Reading clauses: MATCH, WITH, RETURN, UNWIND, FOR, FILTER, LET, CALL. Adding one: a rule here,
// its name in `reading_clause` (grammar/README.md).

namespace normgraph::syntax {
namespace {

// ---- MATCH ----
const x3::rule<struct match_id, ast::Match> match = "match";
// clang-format off
const auto match_def =
    -keyword("OPTIONAL")[set<&ast::Match::optional, true>] >> keyword("MATCH")
    >> pattern[into<&ast::Match::pattern>]
    >> -(keyword("WHERE") >> condition[expression[into<&ast::Match::where>]]);
// clang-format on

// ---- the body of WITH and RETURN ----
const x3::rule<struct item_id, ast::ProjectionItem> projection_item = "projection item";
const x3::rule<struct sort_id, ast::SortItem> sort_item = "sort item";
const x3::rule<struct projection_id, ast::Projection> projection = "projection";
using ast::Projection;
using ast::ProjectionItem;
using ast::SortItem;

/// Keeps the text of the expression, which names the column when there is no alias.
const auto set_item = [](auto& context) {
  const State& state = state_of(context);
  ProjectionItem& item = x3::_val(context);
  item.expression = std::move(x3::_attr(context));
  item.text = std::string(state.source(item.expression->span));
};
// clang-format off
const auto projection_item_def =
    expression[set_item] >> -(keyword("AS") >> variable[into<&ProjectionItem::alias>]);
const auto sort_item_def =
    expression[into<&SortItem::expression>]
    >> -(keyword("ASCENDING") | keyword("ASC")
         | (keyword("DESCENDING") | keyword("DESC"))[set<&SortItem::descending, true>]);
const auto projection_def = located[
    -keyword("DISTINCT")[set<&Projection::distinct, true>]
    >> (  (symbol("*", "a star")[set<&Projection::star, true>]
           >> *(comma >> projection_item[append<&Projection::items>]))
        | (projection_item[append<&Projection::items>] % comma))
    >> -(keyword("ORDER") >> keyword("BY") >> (sort_item[append<&Projection::order>] % comma))
    >> -((keyword("SKIP") | keyword("OFFSET")) >> expression[into<&Projection::skip>])
    >> -(keyword("LIMIT") >> expression[into<&Projection::limit>])];
// clang-format on

const x3::rule<struct with_id, ast::With> with = "with";
const auto with_def = keyword("WITH") >> projection[into<&ast::With::projection>] >>
                      -(keyword("WHERE") >> condition[expression[into<&ast::With::where>]]);
const x3::rule<struct return_id, ast::Return> return_clause = "return";
const auto return_clause_def = keyword("RETURN") >> projection[into<&ast::Return::projection>];

// ---- UNWIND, and FOR of GQL ----
const x3::rule<struct unwind_id, ast::Unwind> unwind = "unwind";
const auto unwind_def = keyword("UNWIND") >> expression[into<&ast::Unwind::list>] >>
                        keyword("AS") >> variable[into<&ast::Unwind::variable>];

/// A rule of its own, because `WITH` may also begin the next clause.
struct Numbering {
  ast::Name variable;
  bool offset = false;
};
const x3::rule<struct numbering_id, Numbering> numbering = "numbering";
const auto numbering_def = keyword("WITH") >> (keyword("ORDINALITY") |
                                               keyword("OFFSET")[set<&Numbering::offset, true>]) >>
                           variable[into<&Numbering::variable>];
const auto set_numbering = [](auto& context) {
  x3::_val(context).ordinality = std::move(x3::_attr(context).variable);
  x3::_val(context).offset = x3::_attr(context).offset;
};
const x3::rule<struct for_id, ast::Unwind> for_clause = "for";
const auto for_clause_def = keyword("FOR") >> variable[into<&ast::Unwind::variable>] >>
                            keyword("IN") >> expression[into<&ast::Unwind::list>] >>
                            -numbering[set_numbering];

// ---- FILTER and LET of GQL ----
const x3::rule<struct filter_id, ast::Filter> filter = "filter";
const auto filter_def = keyword("FILTER") >>
                        -keyword("WHERE") >> condition[expression[into<&ast::Filter::where>]];

using Assignment = std::pair<ast::Name, ast::ExpressionPtr>;
const x3::rule<struct assignment_id, Assignment> assignment = "assignment";
const auto assignment_def =
    variable[into<&Assignment::first>] >> equals_sign >> expression[into<&Assignment::second>];
const x3::rule<struct let_id, ast::Let> let = "let";
const auto let_def = keyword("LET") >> (assignment[append<&ast::Let::assignments>] % comma);

// ---- CALL ----
const auto procedure_name = scanned<ast::Name>(scan_procedure_name, "the name of a procedure");
const x3::rule<struct yield_item_id, ast::YieldItem> yield_item = "yield item";
const auto yield_item_def = variable[into<&ast::YieldItem::field>] >>
                            -(keyword("AS") >> variable[into<&ast::YieldItem::alias>]);
const x3::rule<struct procedure_call_id, ast::Call> procedure_call = "call";
const auto add_yield = [](auto& context) {
  ast::Call& result = x3::_val(context);
  if (!result.yield) result.yield.emplace();
  result.yield->push_back(std::move(x3::_attr(context)));
};
// clang-format off
const auto procedure_call_def =
    keyword("CALL") >> procedure_name[into<&ast::Call::procedure>]
    >> -arguments[into<&ast::Call::arguments>]
    >> -(keyword("YIELD")
         >> (symbol("*", "a star")[set<&ast::Call::yield_star, true>] | (yield_item[add_yield] % comma))
         >> -(keyword("WHERE") >> condition[expression[into<&ast::Call::where>]]));
// clang-format on

const x3::rule<struct call_subquery_id, ast::CallSubquery> call_subquery = "call subquery";
const auto call_subquery_def =
    keyword("CALL") >> ahead(open_brace_ahead) >>
    nested[open_brace >> query[owned<&ast::CallSubquery::query>] >> close_brace];

// clang-format off
const auto reading_clause_def = located[
      match[as_node] | return_clause[as_node] | with[as_node] | unwind[as_node]
    | call_subquery[as_node] | procedure_call[as_node]
    | for_clause[as_node] | filter[as_node] | let[as_node]];
// clang-format on

BOOST_SPIRIT_DEFINE(match, projection_item, sort_item, projection, with, return_clause, unwind,
                    numbering, for_clause, filter, assignment, let, yield_item, procedure_call,
                    call_subquery)

}  // namespace

BOOST_SPIRIT_DEFINE(reading_clause)
BOOST_SPIRIT_INSTANTIATE(ReadingRule, Iterator, Context)

}  // namespace normgraph::syntax
