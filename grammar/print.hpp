#pragma once

#include <string>

#include "grammar/ast.hpp"

namespace normgraph {

/// The canonical text of a tree: parse_statement(print(tree)) gives the same tree (spans apart).
std::string print(const ast::Statement& statement);
std::string print(const ast::Query& query);
std::string print(const ast::Expression& expression);
std::string print(const ast::PathPattern& pattern);

}  // namespace normgraph
