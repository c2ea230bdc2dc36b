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

/// The query of GAPS: the things, the links of the chain (null: the usual one), and the rule.
ast::Query judged_things(const std::optional<ast::Selection>& in, const ast::Name* along,
                         const Vocabulary& vocabulary, std::vector<WrittenReference>& references);

}  // namespace normgraph::rewriting
