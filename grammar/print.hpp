#pragma once

#include <string>
#include <string_view>

#include "grammar/ast.hpp"

namespace normgraph {

/// The canonical text of a tree: parse_statement(print(tree)) gives the same tree (spans apart).
std::string print(const ast::Statement& statement);
std::string print(const ast::Query& query);
std::string print(const ast::Expression& expression);
std::string print(const ast::PathPattern& pattern);
std::string print(const ast::NodePattern& pattern);
std::string print(const ast::Reference& reference);
std::string print(const ast::Selection& selection);

// Pieces of text, for those who put a query together:
/// 'it\'s': a string.
std::string print_string(std::string_view value);
/// A variable's name: in backticks where it is reserved or no plain name.
std::string print_variable(const std::string& name);
/// The name of a label, a type or a property: in backticks where it is no plain name.
std::string print_name(const std::string& name);

}  // namespace normgraph
