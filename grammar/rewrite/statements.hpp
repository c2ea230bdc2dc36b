#pragma once

#include "grammar/rewrite.hpp"

// One function for each domain statement, in a file of its own.

namespace normgraph::rewriting {

Rewriting rewrite_show(const ast::Show& statement, const Vocabulary& vocabulary);
Rewriting rewrite_describe(const ast::Describe& statement, const Vocabulary& vocabulary);
Rewriting rewrite_gaps(const ast::Gaps& statement, const Vocabulary& vocabulary);
Rewriting rewrite_check(const ast::Check& statement);
Rewriting rewrite_timeline(const ast::Timeline& statement, const Vocabulary& vocabulary);

}  // namespace normgraph::rewriting
