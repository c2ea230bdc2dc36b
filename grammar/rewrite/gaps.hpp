#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/rewrite.hpp"

// What GAPS and COVERAGE share: both judge things by the rule "gaps" of the data.

namespace normgraph::rewriting {

/// The clauses that bind what is looked at to `thing`: a selection, else the data's "gaps.default".
/// Throws Error{Reference} for a graph that does not say it.
std::string looked_at(const std::optional<ast::Selection>& in, const Vocabulary& vocabulary,
                      std::vector<WrittenReference>& references);

/// What is to be judged, and against what.
struct JudgedBy {
  const std::optional<ast::Selection>& in;
  const ast::Name* along = nullptr;         // null: the usual chain
  std::string at_least = {};                // empty: cited
  const ast::PeriodLiteral* due = nullptr;  // null: the dates of the law
};

/// The query of GAPS: the things, the links of the chain, and the rule.
ast::Query judged_things(const JudgedBy& asked, const Vocabulary& vocabulary,
                         std::vector<WrittenReference>& references);

}  // namespace normgraph::rewriting
