#pragma once

// The rules that are used in more than one file of this folder. Each is defined in the file named
// above it; all others are private to their file.

#include "grammar/x3/operators.hpp"
#include "grammar/x3/terminals.hpp"
#include "grammar/x3/tokens.hpp"

namespace normgraph::syntax {

// ---- tokens -------------------------------------------------------------------------------------
inline const auto variable = scanned<ast::Name>(scan_variable, "a name");
inline const auto any_name = scanned<ast::Name>(scan_any_name, "a name");
inline const auto string_value = scanned<std::string>(scan_string, "a string in quotes");
inline const auto count_value = scanned<std::int64_t>(scan_count, "a number");

/// The node read becomes an expression.
struct AsExpression {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context) = make_expression(std::move(x3::_attr(context)), Span{});
  }
};
inline constexpr AsExpression as_expression{};

// ---- expression.cpp -----------------------------------------------------------------------------
using ExpressionRule = x3::rule<struct expression_id, ast::ExpressionPtr>;
inline const ExpressionRule expression = "expression";
BOOST_SPIRIT_DECLARE(ExpressionRule)

using ChainRule = x3::rule<struct chain_id, Chain>;
inline const ChainRule chain = "chain";
BOOST_SPIRIT_DECLARE(ChainRule)

/// An operand with `.name` and `[…]` behind it, without labels: what SET and REMOVE change.
using LinkedRule = x3::rule<struct linked_id, ast::ExpressionPtr>;
inline const LinkedRule linked = "linked";
BOOST_SPIRIT_DECLARE(LinkedRule)

// ---- atom.cpp -----------------------------------------------------------------------------------
using AtomRule = x3::rule<struct atom_id, ast::ExpressionPtr>;
inline const AtomRule atom = "atom";
BOOST_SPIRIT_DECLARE(AtomRule)

using ArgumentsRule = x3::rule<struct arguments_id, std::vector<ast::ExpressionPtr>>;
inline const ArgumentsRule arguments = "arguments";
BOOST_SPIRIT_DECLARE(ArgumentsRule)

/// A map or a parameter, behind the labels in a pattern.
using PropertiesRule = x3::rule<struct properties_id, ast::ExpressionPtr>;
inline const PropertiesRule properties = "properties";
BOOST_SPIRIT_DECLARE(PropertiesRule)

// ---- list.cpp: what is written in brackets or walks through a list ------------------------------
using ListRule = x3::rule<struct list_id, ast::ExpressionPtr>;
inline const ListRule list = "list";
BOOST_SPIRIT_DECLARE(ListRule)

// ---- pattern.cpp --------------------------------------------------------------------------------
using LabelsRule = x3::rule<struct labels_id, ast::LabelExpressionPtr>;
inline const LabelsRule labels = "labels";
BOOST_SPIRIT_DECLARE(LabelsRule)
/// Labels without `|`, where a bar belongs to the comprehension around.
using LabelsBeforeBarRule = x3::rule<struct labels_before_bar_id, ast::LabelExpressionPtr>;
inline const LabelsBeforeBarRule labels_before_bar = "labels before bar";
BOOST_SPIRIT_DECLARE(LabelsBeforeBarRule)

using NodePatternRule = x3::rule<struct node_pattern_id, ast::NodePattern>;
inline const NodePatternRule node_pattern = "node pattern";
BOOST_SPIRIT_DECLARE(NodePatternRule)
/// Nodes and relationships, without name and selector.
using PathStepsRule = x3::rule<struct path_steps_id, ast::PathPattern>;
inline const PathStepsRule path_steps = "path steps";
BOOST_SPIRIT_DECLARE(PathStepsRule)
/// `p = ANY SHORTEST …`: one part of a pattern.
using PathPatternRule = x3::rule<struct path_pattern_id, ast::PathPattern>;
inline const PathPatternRule path_pattern = "path pattern";
BOOST_SPIRIT_DECLARE(PathPatternRule)
using PatternRule = x3::rule<struct pattern_id, ast::Pattern>;
inline const PatternRule pattern = "pattern";
BOOST_SPIRIT_DECLARE(PatternRule)
/// `shortestPath(…)`, `allShortestPaths(…)`
using ShortestPathRule = x3::rule<struct shortest_path_id, ast::PathPattern>;
inline const ShortestPathRule shortest_path = "shortest path";
BOOST_SPIRIT_DECLARE(ShortestPathRule)

// ---- clause.cpp, update.cpp, query.cpp ----------------------------------------------------------
using QueryRule = x3::rule<struct query_id, ast::Query>;
inline const QueryRule query = "query";
BOOST_SPIRIT_DECLARE(QueryRule)
/// A query without RETURN is allowed: inside EXISTS, COUNT and COLLECT.
using SubqueryBodyRule = x3::rule<struct subquery_body_id, ast::Query>;
inline const SubqueryBodyRule subquery_body = "subquery body";
BOOST_SPIRIT_DECLARE(SubqueryBodyRule)
using ReadingRule = x3::rule<struct reading_id, ast::Clause>;
inline const ReadingRule reading_clause = "reading clause";
BOOST_SPIRIT_DECLARE(ReadingRule)
using UpdatingRule = x3::rule<struct updating_id, ast::Clause>;
inline const UpdatingRule updating_clause = "updating clause";
BOOST_SPIRIT_DECLARE(UpdatingRule)

// ---- reference.cpp, domain.cpp, statement.cpp ---------------------------------------------------
using PeriodRule = x3::rule<struct period_id, ast::PeriodLiteral>;
inline const PeriodRule period = "period";
BOOST_SPIRIT_DECLARE(PeriodRule)
using ReferenceRule = x3::rule<struct reference_id, ast::Reference>;
inline const ReferenceRule reference = "reference";
BOOST_SPIRIT_DECLARE(ReferenceRule)
using SelectionRule = x3::rule<struct selection_id, ast::Selection>;
inline const SelectionRule selection = "selection";
BOOST_SPIRIT_DECLARE(SelectionRule)
/// `AS OF d`, `KNOWN BY k`, `AS KNOWN ON d`
using TimeOptionRule = x3::rule<struct time_option_id, ast::TimeOptions>;
inline const TimeOptionRule time_option = "time option";
BOOST_SPIRIT_DECLARE(TimeOptionRule)
using DomainRule = x3::rule<struct domain_id, ast::Statement>;
inline const DomainRule domain_statement = "domain statement";
BOOST_SPIRIT_DECLARE(DomainRule)
using StatementRule = x3::rule<struct statement_id, ast::Statement>;
inline const StatementRule statement = "statement";
BOOST_SPIRIT_DECLARE(StatementRule)

}  // namespace normgraph::syntax
