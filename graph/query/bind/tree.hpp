#pragma once

// Small questions about a syntax tree that several files of the binder ask.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "grammar/ast.hpp"

namespace normgraph::query::bind {

/// The operands of the ANDs at the top of a condition, in order.
std::vector<const ast::Expression*> conjuncts(const ast::Expression& condition);

/// Calls `visit` on each operand of an expression (not inside subqueries and patterns).
void for_each_operand(const ast::Expression& expression,
                      const std::function<void(const ast::Expression&)>& visit);

/// The first variable of the enclosing scopes that the expression reads (its own, as in `[x IN …]`,
/// apart); a subquery counts as reading. Null: none.
const ast::Expression* first_free_variable(const ast::Expression& expression);

/// The name of a variable, or null.
const std::string* variable_name(const ast::Expression& expression);

/// `A|B|C` as names; false when the expression is more than that. Null: no names.
bool alternatives(const ast::LabelExpression* labels, std::vector<std::string>& names);
/// `A&B` or `A:B` as names; false when the expression is more than that.
bool conjunction(const ast::LabelExpression* labels, std::vector<ast::Name>& names);

/// Labels, types and keys that a query's writing clauses name. `open`: keys come from maps whose
/// names are not known before it runs.
struct CreatedNames {
  std::set<std::string> labels, types, keys;
  bool open = false;
};
void collect_created(const ast::Query& query, CreatedNames& names);

// Making trees.
ast::ExpressionPtr make_variable(const std::string& name, Span span);
ast::ExpressionPtr make_call(const std::string& function, ast::ExpressionPtr argument, Span span);

}  // namespace normgraph::query::bind
