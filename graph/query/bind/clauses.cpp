// MATCH, UNWIND and FOR, FILTER, LET, FOREACH, CALL { … }.

#include "graph/query/bind/clause_binder.hpp"
#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {

void ClauseBinder::bind(const ast::Clause& clause, bool alone, std::vector<Clause>& clauses) {
  alone_ = alone;
  clause_span_ = clause.span;
  std::visit([&](const auto& node) { bind_clause(node, clauses); }, clause.node);
}

Symbol ClauseBinder::declare(const ast::Name& name, StaticType type) {
  if (scope_.find(name.text))
    throw binding_error("VariableAlreadyBound", "`" + name.text + "` is already defined", name.span)
        .hint("use another name");
  Symbol symbol = context_.new_symbol(name.text, type);
  scope_.add(symbol);
  return symbol;
}

void ClauseBinder::bind_clause(const ast::Match& match, std::vector<Clause>& clauses) {
  PatternBinder binder(scope_, PatternBinder::Names::New, context_);
  MatchClause out;
  out.optional = match.optional;
  std::vector<const ast::PathPattern*> paths;
  for (const auto& path : match.pattern.paths) paths.push_back(&path);
  out.pattern = binder.bind(paths, match.where.get());
  out.introduced = binder.introduced();
  if (match.optional) out.row = context_.new_slot();
  scope_ = binder.scope();
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Unwind& unwind, std::vector<Clause>& clauses) {
  UnwindClause out;
  out.unwind.list = context_.expression(*unwind.list, scope_);
  const StaticType list = out.unwind.list->type;
  StaticType item = out.unwind.list->element;
  if (list == StaticType::NodeList) item = StaticType::Node;
  if (list == StaticType::RelationshipList) item = StaticType::Relationship;
  out.unwind.item = declare(unwind.variable, item).slot;
  if (unwind.ordinality) {
    out.unwind.ordinal = declare(*unwind.ordinality, StaticType::Integer).slot;
    out.unwind.first_ordinal = unwind.offset ? 0 : 1;
  }
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Filter& filter, std::vector<Clause>& clauses) {
  FilterClause out;
  bind_conditions(*filter.where, scope_, context_, out.conditions);
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Let& let, std::vector<Clause>& clauses) {
  // Each assignment may read those before it, so each is a step of its own.
  for (const auto& [name, value] : let.assignments) {
    LetClause out;
    BoundExpressionPtr expression = context_.expression(*value, scope_);
    if (scope_.find(name.text)) declare(name, StaticType::Any);
    Symbol symbol = context_.new_symbol(name.text, expression->type);
    symbol.element = expression->element;
    scope_.add(symbol);
    out.items.emplace_back(symbol.slot, std::move(expression));
    clauses.push_back({std::move(out)});
  }
}

void ClauseBinder::bind_clause(const ast::Foreach& foreach, std::vector<Clause>& clauses) {
  must_write("FOREACH", clause_span_);
  ForeachClause out;
  out.list = context_.expression(*foreach.list, scope_);
  const Scope outer = scope_;
  out.item = declare(foreach.variable, out.list->element).slot;
  out.row = context_.new_slot();
  for (const auto& clause : foreach.body) {
    const bool updating = std::holds_alternative<ast::Create>(clause.node) ||
                          std::holds_alternative<ast::Merge>(clause.node) ||
                          std::holds_alternative<ast::Set>(clause.node) ||
                          std::holds_alternative<ast::Remove>(clause.node) ||
                          std::holds_alternative<ast::Delete>(clause.node) ||
                          std::holds_alternative<ast::Forget>(clause.node) ||
                          std::holds_alternative<ast::Foreach>(clause.node);
    if (!updating)
      throw binding_error("InvalidClauseComposition", "only writing clauses can stand in FOREACH",
                          clause.span)
          .hint("to read for each item, use UNWIND");
    bind(clause, false, out.body);
  }
  scope_ = outer;
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::CallSubquery& call, std::vector<Clause>& clauses) {
  const Span span = clause_span_;
  SubqueryClause out;
  out.query =
      std::make_unique<BoundQuery>(bind_query(*call.query, scope_, QueryUse::Call, context_));
  out.row = context_.new_slot();
  out.unit = out.query->columns.empty();
  writes_ = writes_ || out.query->writes;
  for (const Symbol& symbol : out.query->symbols) {
    if (scope_.find(symbol.name))
      throw binding_error("VariableAlreadyBound",
                          "`" + symbol.name + "` is already defined outside of CALL { … }", span)
          .hint("return it under another name with AS");
    scope_.add(symbol);
  }
  clauses.push_back({std::move(out)});
}

}  // namespace normgraph::query::bind
