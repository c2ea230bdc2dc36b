#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "grammar/parse.hpp"
#include "graph/query/expression.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/text.hpp"

// Expressions on their own: parsed from text, bound, and evaluated over hand-made columns.

namespace normgraph::query::tests {

/// The expression of `RETURN text`, with the statement that owns it.
class ParsedExpression {
 public:
  explicit ParsedExpression(const std::string& text)
      : statement_(parse_statement("RETURN " + text)) {}
  const ast::Expression& operator*() const {
    const auto& query = std::get<ast::Query>(statement_.node);
    const auto& clause = query.parts.at(0).clauses.at(0);
    return *std::get<ast::Return>(clause.node).projection.items.at(0).expression;
  }

 private:
  ast::Statement statement_;
};

/// Named columns of one length, and everything an expression needs to be bound and run on them.
class Columns {
 public:
  Columns() { context.parameters = &parameters; }
  void add(const std::string& name, Vector column, StaticType type = StaticType::Any,
           StaticType element = StaticType::Any) {
    const Slot slot = slots.next();
    scope.add({name, slot, type, element});
    batch.columns.resize(slot + 1);
    batch.size = column.size();
    batch.selection = Selection::all(batch.size);
    batch.columns[slot] = std::move(column);
  }
  BoundExpressionPtr bind(const std::string& text) {
    const ParsedExpression parsed(text);
    ExpressionContext expression_context;
    expression_context.scope = &scope;
    expression_context.slots = &slots;
    return bind_expression(*parsed, expression_context);
  }
  Vector evaluate(const std::string& text) {
    const auto bound = bind(text);
    return bound->evaluate(batch, batch.selection, context);
  }

  Scope scope;
  SlotAllocator slots;
  Batch batch;
  Map parameters;
  Context context;
};

/// The value of an expression without variables.
inline Value value_of(const std::string& text, Map parameters = {}) {
  Columns columns;
  columns.parameters = std::move(parameters);
  columns.batch.size = 1;
  columns.batch.selection = Selection::all(1);
  return columns.evaluate(text).value(0);
}

/// Its text as a literal: 'a', 1.0, [1, 2].
inline std::string answer(const std::string& text, Map parameters = {}) {
  return to_literal(value_of(text, std::move(parameters)));
}

/// "SyntaxError/UndefinedVariable/compile time" of the error that an expression raises, or "none".
inline std::string error_of(const std::string& text) {
  try {
    value_of(text);
  } catch (const Error& error) {
    return error.error_class + "/" + error.detail + "/" + error.phase;
  }
  return "none";
}

}  // namespace normgraph::query::tests
