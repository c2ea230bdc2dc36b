#include "grammar/x3/rules.hpp"

// Writing clauses: CREATE (INSERT), MERGE, SET, REMOVE, DELETE, FORGET, FOREACH; and the claim
// options EFFECTIVE, SOURCE, CONFIDENCE, CORRECTING, PLANNED behind them (language.md, Claims).

namespace normgraph::syntax {
namespace {

// ---- claim options ----
/// `EFFECTIVE 2025-10-30` means date('2025-10-30'), a coarser literal period('2025-Q3').
const x3::rule<struct effective_id, ast::ExpressionPtr> effective = "effective";
const auto effective_literal = [](auto& context) {
  const ast::PeriodLiteral& literal = x3::_attr(context);
  const bool is_day =
      literal.text.size() == 10 && literal.text.find_first_of("[]/~?%Q.") == std::string::npos;
  ast::FunctionCall call;
  call.name = {is_day ? "date" : "period", literal.span};
  call.arguments.push_back(make_expression(ast::Literal{literal.text}, literal.span));
  x3::_val(context) = make_expression(std::move(call), literal.span);
};
const auto parameter_ahead = ahead([](const State& state, Iterator p) {
  return p != state.end && *p == '$';  // an expression like others: $day + duration('P1D')
});
const auto effective_def = (!parameter_ahead >> period[effective_literal]) | expression[whole];
const x3::rule<struct claim_id, ast::ClaimOptions> claim = "claim options";
using ast::ClaimOptions;
// clang-format off
const auto claim_def = *(
      (keyword("EFFECTIVE") >> effective[once<&ClaimOptions::effective>])
    | (keyword("SOURCE") >> expression[once<&ClaimOptions::source>])
    | (keyword("CONFIDENCE") >> expression[once<&ClaimOptions::confidence>])
    | (keyword("CORRECTING") >> expression[once<&ClaimOptions::correcting>])
    | keyword("PLANNED")[set<&ClaimOptions::planned, true>]);
// clang-format on

// ---- CREATE, MERGE ----
const x3::rule<struct create_id, ast::Create> create = "create";
const auto create_def = (keyword("CREATE") | keyword("INSERT")) >>
                        pattern[into<&ast::Create::pattern>] >> claim[into<&ast::Create::claim>];

const x3::rule<struct set_items_id, std::vector<ast::SetItem>> set_items = "set items";
const x3::rule<struct merge_id, ast::Merge> merge = "merge";
using ast::Merge;
template <auto member>
struct AppendAll {
  template <typename C>
  void operator()(C& context) const {
    for (ast::SetItem& item : x3::_attr(context)) {
      (x3::_val(context).*member).push_back(std::move(item));
    }
  }
};
// clang-format off
const auto merge_def =
    keyword("MERGE") >> path_pattern[into<&Merge::pattern>]
    >> *(keyword("ON")
         >> (  (keyword("CREATE") >> keyword("SET") >> set_items[AppendAll<&Merge::on_create>{}])
             | (keyword("MATCH") >> keyword("SET") >> set_items[AppendAll<&Merge::on_match>{}])))
    >> claim[into<&Merge::claim>];
// clang-format on

// ---- SET ----
using ast::SetItem;
const x3::rule<struct set_item_id, SetItem> set_item = "set item";
const auto property_or_replace = [](auto& context) {
  SetItem& item = x3::_val(context);
  const bool property = std::holds_alternative<ast::Property>(item.target->node);
  item.kind = property ? SetItem::Kind::Property : SetItem::Kind::Replace;
};
// clang-format off
const auto set_item_def = located[
    linked[into<&SetItem::target>]
    >> (  (symbol("+=", "the sign +=")[set<&SetItem::kind, SetItem::Kind::Merge>]
           >> expression[into<&SetItem::value>])
        | (equals_sign[property_or_replace] >> expression[into<&SetItem::value>])
        | (+(colon[set<&SetItem::kind, SetItem::Kind::Labels>]
             >> any_name[append<&SetItem::labels>]))
        | (keyword("IS")[set<&SetItem::kind, SetItem::Kind::Labels>]
           >> (any_name[append<&SetItem::labels>] % symbol("&", "an ampersand"))))];
// clang-format on
const auto add_item = [](auto& context) {
  x3::_val(context).push_back(std::move(x3::_attr(context)));
};
const auto set_items_def = set_item[add_item] % comma;
const x3::rule<struct set_id, ast::Set> set_clause = "set";
const auto set_clause_def =
    keyword("SET") >> set_items[into<&ast::Set::items>] >> claim[into<&ast::Set::claim>];

// ---- REMOVE ----
using ast::RemoveItem;
const x3::rule<struct remove_item_id, RemoveItem> remove_item = "remove item";
const auto is_property = [](auto& context) {
  x3::_pass(context) = std::holds_alternative<ast::Property>(x3::_val(context).target->node);
};
// clang-format off
const auto remove_item_def = located[
    linked[into<&RemoveItem::target>]
    >> (  +(colon >> any_name[append<&RemoveItem::labels>])
        | (keyword("IS") >> (any_name[append<&RemoveItem::labels>] % symbol("&", "an ampersand")))
        | named("a property such as .name")[x3::eps[is_property]])];
// clang-format on
const x3::rule<struct remove_id, ast::Remove> remove = "remove";
const auto remove_def =
    keyword("REMOVE") >>
    (remove_item[append<&ast::Remove::items>] % comma) >> claim[into<&ast::Remove::claim>];

// ---- DELETE ----
const x3::rule<struct delete_id, ast::Delete> delete_clause = "delete";
const auto delete_clause_def =
    -keyword("DETACH")[set<&ast::Delete::detach, true>] >> keyword("DELETE") >>
    (expression[append<&ast::Delete::targets>] % comma) >> claim[into<&ast::Delete::claim>];

// ---- FORGET ----
const x3::rule<struct forget_id, ast::Forget> forget = "forget";
const auto forget_def =
    keyword("FORGET") >>
    (linked[append<&ast::Forget::targets>] % comma) >> claim[into<&ast::Forget::claim>];

// ---- FOREACH ----
const x3::rule<struct foreach_id, ast::Foreach> foreach = "foreach";
using ast::Foreach;
// clang-format off
const auto foreach_def = keyword("FOREACH") >> nested[
    open_parenthesis >> variable[into<&Foreach::variable>] >> keyword("IN")
    >> before_bar[expression[into<&Foreach::list>]] >> bar
    >> +named("a writing clause such as SET")[updating_clause[append<&Foreach::body>]]
    >> close_parenthesis];

const auto updating_clause_def = located[
      create[as_node] | merge[as_node] | set_clause[as_node] | remove[as_node]
    | delete_clause[as_node] | forget[as_node] | foreach[as_node]];
// clang-format on

BOOST_SPIRIT_DEFINE(effective, claim, create, set_items, merge, set_item, set_clause, remove_item,
                    remove, delete_clause, forget, foreach)

}  // namespace

BOOST_SPIRIT_DEFINE(updating_clause)
BOOST_SPIRIT_INSTANTIATE(UpdatingRule, Iterator, Context)

}  // namespace normgraph::syntax
