#pragma once

// What all parts of the binder share while one statement is bound.

#include <string>
#include <vector>

#include "graph/query/bind/bound_query.hpp"
#include "graph/query/bind/tree.hpp"
#include "graph/query/expression.hpp"
#include "graph/query/procedures.hpp"
#include "graph/store/view.hpp"

namespace normgraph::query::bind {

struct BindingContext {
  const store::GraphView* view = nullptr;
  const ProcedureTable* procedures = nullptr;
  SubqueryBinder* subqueries = nullptr;  // binds and plans what stands inside expressions
  SlotAllocator slots;
  std::vector<std::string> slot_names;
  CreatedNames created;  // by this statement's own clauses
  std::vector<std::string> warnings;
  int reading = 0;             // inside so many subqueries that may not write
  bool draws_numbers = false;  // some expression does not always give the same

  /// A new slot; without a name it is shown as _N.
  Slot new_slot(const std::string& name = {});
  void name_slot(Slot slot, const std::string& name);
  bool has_name(Slot slot) const { return slot < slot_names.size() && !slot_names[slot].empty(); }
  Symbol new_symbol(const std::string& name, StaticType type);
  Symbol new_anonymous(StaticType type);

  // A warning where the graph has never seen the name and the statement does not make it.
  void note_label(const std::string& name);
  void note_type(const std::string& name);
  void note_key(const std::string& name);
  void note_labels(const ast::LabelExpression* labels, bool of_relationship);

  /// What all expressions of the statement share; the scope must outlive it.
  ExpressionContext context_of(const Scope& scope);
  // Expressions that may not hold aggregates. They also note the keys read from elements.
  BoundExpressionPtr expression(const ast::Expression& e, const Scope& scope);
  BoundExpressionPtr predicate(const ast::Expression& e, const Scope& scope);
  void note_keys(const ast::Expression& e, const Scope& scope);

 private:
  void warn(const char* kind, const std::string& name, const std::vector<std::string>& known);
};

/// The slots that an expression reads, each once.
std::vector<Slot> slots_of(const BoundExpression& expression);

}  // namespace normgraph::query::bind
