#pragma once

#include "grammar/rewrite.hpp"

// One function for each domain statement, in a file of its own.

namespace normgraph::rewriting {

Rewriting rewrite_show(const ast::Show& statement, const Vocabulary& vocabulary);
Rewriting rewrite_describe(const ast::Describe& statement, const Vocabulary& vocabulary);
Rewriting rewrite_gaps(const ast::Gaps& statement, const Vocabulary& vocabulary);
Rewriting show_statements(const Vocabulary& vocabulary);
Rewriting show_indexes(const Vocabulary& vocabulary);
Rewriting rewrite_coverage(const ast::Coverage& statement, const Vocabulary& vocabulary);
Rewriting rewrite_trace(const ast::Trace& statement, const Vocabulary& vocabulary);
Rewriting rewrite_impact(const ast::Impact& statement, const Vocabulary& vocabulary);
Rewriting rewrite_export(const ast::Export& statement, const Vocabulary& vocabulary);
Rewriting rewrite_briefing(const ast::Statement& statement, const Vocabulary& vocabulary);
Rewriting rewrite_check(const ast::Check& statement);
Rewriting rewrite_changes(const ast::Changes& statement, const Vocabulary& vocabulary);
Rewriting rewrite_search(const ast::Search& statement, const Vocabulary& vocabulary);
Rewriting rewrite_timeline(const ast::Timeline& statement, const Vocabulary& vocabulary);

}  // namespace normgraph::rewriting
