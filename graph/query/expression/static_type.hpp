#pragma once

#include <string>
#include <string_view>

#include "grammar/ast.hpp"
#include "graph/query/expression.hpp"

// What the binder knows of types before anything runs. Any and Null pass every check: only what is
// certainly wrong is an error.

namespace normgraph::query {

/// "an integer", "a list": for messages.
std::string_view describe(StaticType type);

bool may_be_boolean(StaticType type);
bool may_be_number(StaticType type);
bool may_be_list(StaticType type);
bool may_be_map(StaticType type);  // or an element, or anything else with properties
bool may_be_element(StaticType type);
bool is_any_list(StaticType type);

/// "+", "-", "*", "/", "%" or "^".
const char* arithmetic_sign(ast::BinaryOperator op);

/// The type of `left op right` for + - * / % ^; throws InvalidArgumentType (without a place) for
/// operands that can never fit.
StaticType arithmetic_type(ast::BinaryOperator op, StaticType left, StaticType right);

}  // namespace normgraph::query
