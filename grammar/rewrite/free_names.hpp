#pragma once

#include <vector>

#include "grammar/ast.hpp"

namespace normgraph::rewriting {

/// The names that an expression reads and does not bind itself, each with its places; those inside
/// patterns and subqueries apart, which bind names of their own.
std::vector<ast::Name> free_names(const ast::Expression& expression);

}  // namespace normgraph::rewriting
