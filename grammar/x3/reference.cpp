#include "grammar/x3/references.hpp"
#include "grammar/x3/rules.hpp"

// References and selections: what domain statements work on. And the days before a statement.

namespace normgraph::syntax {
namespace {

const auto period_literal = scanned<ast::PeriodLiteral>(scan_period, "a date such as 2026-08-02");
const auto period_def = period_literal[whole];

const auto any_reference =
    scanned<ast::Reference>(scan_reference, "a thing such as article 9 or prEN 18286");
const auto reference_def = any_reference[whole];

// ---- selections ----
using ast::Selection;
const auto head = scanned<Selection>(
    scan_selection_head, "a selection such as article 9, articles 8..15 or deliverables");
const auto open_ahead = ahead(open_parenthesis_ahead);

/// A pattern of one node, or a path whose first node is meant.
const auto set_pattern = [](auto& context) {
  ast::PathPattern& path = x3::_attr(context);
  Selection& result = x3::_val(context);
  result.kind = Selection::Kind::Pattern;
  if (path.steps.empty()) {
    result.node = std::make_unique<ast::NodePattern>(std::move(path.nodes.front()));
  } else {
    result.path = std::make_unique<ast::PathPattern>(std::move(path));
  }
};
// clang-format off
const auto selection_def = located[
    ((open_ahead >> path_steps[set_pattern]) | head[whole])
    >> -(keyword("OF") >> reference[into<&Selection::of>])
    >> -(keyword("WHERE") >> condition[expression[into<&Selection::where>]])];

// ---- AS OF, KNOWN BY, AS KNOWN ON ----
using ast::TimeOptions;
const auto both = [](auto& context) {
  x3::_val(context).as_of = x3::_attr(context);
  x3::_val(context).known_by = std::move(x3::_attr(context));
};
// ---- ASSUME: what is supposed ----
using ast::Assumption;
const auto phase = scanned<std::string>(scan_phase, "a phase or a stage such as 40.20");
const auto duration = scanned<ast::Duration>(scan_duration, "a duration such as 6 months or P6M");
const x3::rule<struct assumption_id, Assumption> assumption = "assumption";
const auto assumption_def =
      keyword("DURATIONS")
    | (reference[into<&Assumption::of>]
       >> (  (keyword("AT") >> phase[into<&Assumption::phase>]
              >> keyword("FROM") >> period[into<&Assumption::on>])
           | (keyword("DELAYED") >> keyword("BY") >> duration[into<&Assumption::delayed_by>])));

const auto time_option_def =
      (keyword("ASSUME") >> (assumption[append<&TimeOptions::assume>] % comma))
    | (keyword("AS") >> (  (keyword("OF") >> period[into<&TimeOptions::as_of>])
                         | (keyword("KNOWN") >> keyword("ON") >> period[both])))
    | (keyword("KNOWN") >> keyword("BY") >> period[into<&TimeOptions::known_by>]);
// clang-format on

BOOST_SPIRIT_DEFINE(assumption)

}  // namespace

BOOST_SPIRIT_DEFINE(period, reference, selection, time_option)
BOOST_SPIRIT_INSTANTIATE(PeriodRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ReferenceRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SelectionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TimeOptionRule, Iterator, Context)

}  // namespace normgraph::syntax
