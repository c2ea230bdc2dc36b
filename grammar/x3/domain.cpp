#include "grammar/x3/references.hpp"
#include "grammar/x3/rules.hpp"

// Domain statements (language.md §5). Each is told by its first word; its options may come in any
// order, each once.

namespace normgraph::syntax {
namespace {

const auto duration = scanned<ast::Duration>(scan_duration, "a duration such as 6 months or P6M");
const auto words = scanned<ast::Name>(scan_words, "a name");
const auto phase = scanned<std::string>(scan_phase, "a phase or a stage such as 40.20");
const auto free_name = scanned<ast::Name>(scan_free_name, "a name");
const auto parameter = scanned<ast::Parameter>(scan_parameter, "a parameter such as $name");

// ---- SHOW, DESCRIBE, EXPORT ----
using ast::Show;
const x3::rule<struct show_id, Show> show = "show";
const auto show_def = keyword("SHOW") >>
                      (keyword("SCHEMA")[set<&Show::what, Show::What::Schema>] |
                       keyword("STATEMENTS")[set<&Show::what, Show::What::Statements>] |
                       keyword("INDEXES")[set<&Show::what, Show::What::Indexes>] |
                       selection[into<&Show::selection>]);

using ast::Describe;
const x3::rule<struct describe_id, Describe> describe = "describe";
const auto describe_def = keyword("DESCRIBE") >> reference[into<&Describe::reference>] >>
                          -(keyword("OF") >> reference[into<&Describe::of>]);

const x3::rule<struct export_id, ast::Export> export_statement = "export";
const auto export_statement_def = keyword("EXPORT") >> -selection[into<&ast::Export::selection>];

// ---- GAPS, COVERAGE ----
// clang-format off
using ast::Gaps;
const x3::rule<struct gaps_id, Gaps> gaps = "gaps";
const auto gaps_def = keyword("GAPS") >> *(
      (keyword("IN") >> selection[once<&Gaps::in>])
    | (keyword("ALONG") >> free_name[once<&Gaps::along>])
    | (keyword("AT") >> keyword("LEAST") >> phase[once<&Gaps::at_least>])
    | (keyword("DUE") >> period[once<&Gaps::due>]));

using ast::Coverage;
const x3::rule<struct coverage_id, Coverage> coverage = "coverage";
const auto coverage_def = keyword("COVERAGE") >> *(
      (keyword("OF") >> selection[once<&Coverage::of>])
    | (keyword("GROUP") >> keyword("BY") >> (words[append<&Coverage::group_by>] % comma)));

// ---- TRACE, IMPACT ----
using ast::Trace;
const x3::rule<struct trace_id, Trace> trace = "trace";
const auto trace_def =
    keyword("TRACE") >> reference[into<&Trace::from>]
    >> -(keyword("OF") >> reference[into<&Trace::from_of>])
    >> keyword("TO") >> reference[into<&Trace::to>]
    >> -(keyword("OF") >> reference[into<&Trace::to_of>])
    >> *(  (keyword("VIA") >> (any_name[append<&Trace::via>] % (comma | bar)))
         | keyword("ALL")[set<&Trace::all, true>]);

using ast::Impact;
const x3::rule<struct impact_id, Impact> impact = "impact";
const auto impact_def =
    keyword("IMPACT") >> keyword("OF") >> reference[into<&Impact::of>]
    >> -(keyword("OF") >> reference[into<&Impact::within>])
    >> -(keyword("DELAYED") >> keyword("BY") >> duration[into<&Impact::delayed_by>]);

// ---- TIMELINE, CHANGES, BRIEFING ----
using ast::Timeline;
const x3::rule<struct timeline_id, Timeline> timeline = "timeline";
const auto timeline_def = keyword("TIMELINE") >> *(
      (keyword("OF") >> selection[once<&Timeline::of>])
    | (keyword("FROM") >> period[once<&Timeline::from>])
    | (keyword("TO") >> period[once<&Timeline::to>])
    | (keyword("NEXT") >> duration[once<&Timeline::next>])
    | (keyword("GROUP") >> keyword("BY") >> (words[append<&Timeline::group_by>] % comma)));

using ast::Changes;
const x3::rule<struct changes_id, Changes> changes = "changes";
const auto changes_def =
    keyword("CHANGES") >> -(keyword("OF") >> selection[into<&Changes::of>])
    >> keyword("SINCE") >> period[into<&Changes::since>]
    >> -(keyword("UNTIL") >> period[into<&Changes::until>]);

using ast::Briefing;
const x3::rule<struct briefing_id, Briefing> briefing = "briefing";
const auto briefing_def =
    keyword("BRIEFING") >> -free_name[into<&Briefing::name>]
    >> *(  (keyword("OF") >> selection[once<&Briefing::of>])
         | (keyword("SINCE") >> period[once<&Briefing::since>])
         | (keyword("UNTIL") >> period[once<&Briefing::until>]));

// ---- SEARCH, CHECK ----
const x3::rule<struct search_id, ast::Search> search = "search";
const auto search_def = keyword("SEARCH") >> string_value[into<&ast::Search::words>] >>
    -(keyword("IN") >> selection[into<&ast::Search::in>]);

const x3::rule<struct check_id, ast::Check> check = "check";
const auto check_def = keyword("CHECK") >> string_value[into<&ast::Check::name>]
    >> open_brace >> query[owned<&ast::Check::query>] >> close_brace;

// ---- DEFINE, RUN ----
using Parameter = std::pair<ast::Name, ast::ExpressionPtr>;
const x3::rule<struct parameter_id, Parameter> define_parameter = "parameter";
const auto set_parameter_name = [](auto& context) {
  const State& state = state_of(context);
  const Iterator stop = x3::_where(context).begin();
  ast::Name& name = x3::_val(context).first;
  name.text = std::move(x3::_attr(context).name);
  name.span = state.span(stop - name.text.size(), stop);
};
const auto define_parameter_def =
    parameter[set_parameter_name] >> -(equals_sign >> expression[into<&Parameter::second>]);

using ast::Define;
const x3::rule<struct define_id, Define> define = "define";
const auto set_body = [](auto& context) {
  const State& state = state_of(context);
  Define& result = x3::_val(context);
  result.body_text = std::string(state.source(x3::_attr(context).span));
  result.body = std::make_unique<ast::Statement>(std::move(x3::_attr(context)));
};
const auto define_def =
    keyword("DEFINE") >> free_name[into<&Define::name>]
    >> -(open_parenthesis >> -(define_parameter[append<&Define::parameters>] % comma)
         >> close_parenthesis)
    >> keyword("AS") >> statement[set_body];

using ast::DefineChain;
const x3::rule<struct define_chain_id, DefineChain> define_chain = "define chain";
const auto define_chain_def =
    keyword("DEFINE") >> keyword("CHAIN") >> free_name[into<&DefineChain::name>]
    >> keyword("AS") >> -keyword("PATTERN") >> path_pattern[owned<&DefineChain::pattern>];

const x3::rule<struct run_id, ast::Run> run = "run";
const auto run_def = keyword("RUN") >> free_name[into<&ast::Run::name>]
    >> -arguments[into<&ast::Run::arguments>];

// ---- LOAD ----
using Option = std::pair<ast::Name, ast::ExpressionPtr>;
const x3::rule<struct load_option_id, Option> load_option = "load option";
const auto load_option_def = any_name[into<&Option::first>] >> equals_sign >> expression[into<&Option::second>];
const x3::rule<struct load_id, ast::Load> load = "load";
const auto load_def = keyword("LOAD") >> string_value[into<&ast::Load::path>]
    >> -(keyword("WITH") >> (load_option[append<&ast::Load::options>] % comma));

// ---- all of them ----
using ast::Statement;
const auto take_time = [](auto& context) {
  add(x3::_val(context).time, std::move(x3::_attr(context)));
};
const auto domain_statement_def =
    (  show[as_node] | describe[as_node] | gaps[as_node] | coverage[as_node] | trace[as_node]
     | impact[as_node] | timeline[as_node] | changes[as_node] | briefing[as_node]
     | search[as_node] | check[as_node] | define_chain[as_node] | define[as_node] | run[as_node]
     | load[as_node] | export_statement[as_node])
    >> *time_option[take_time];
// clang-format on

BOOST_SPIRIT_DEFINE(show, describe, export_statement, gaps, coverage, trace, impact, timeline,
                    changes, briefing, search, check, define_parameter, define, define_chain, run,
                    load_option, load)

}  // namespace

BOOST_SPIRIT_DEFINE(domain_statement)
BOOST_SPIRIT_INSTANTIATE(DomainRule, Iterator, Context)

}  // namespace normgraph::syntax
