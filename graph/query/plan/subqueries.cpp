#include "graph/query/plan/subqueries.hpp"

#include "grammar/print.hpp"
#include "graph/query/bind/binder.hpp"
#include "graph/query/bind/errors.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/plan/live_slots.hpp"

namespace normgraph::query::planning {
namespace {

std::unique_ptr<Subplan> plan_subquery(bind::BoundQuery query, SubplanAnswer answer,
                                       std::string text, QueryPlanner& planner) {
  const Slot row = planner.context().new_slot();
  const bool valued = answer == SubplanAnswer::Collect || answer == SubplanAnswer::First;
  const Slot value = valued ? query.columns.front().slot : no_slot;
  PlanPtr plan = planner.plan(query, row);
  std::vector<Slot> needed{row};
  if (valued) needed.push_back(value);
  std::vector<Slot> outer = required_slots(*plan, row, needed);
  return make_subplan(std::move(plan), row, answer, value, std::move(outer), std::move(text));
}

}  // namespace

std::unique_ptr<Subplan> SubqueryPlanner::bind(const ast::Subquery& subquery, const Scope& scope) {
  auto query =
      bind::bind_query(*subquery.query, scope, bind::QueryUse::Reading, planner_.context());
  const std::string body = " { " + print(*subquery.query) + " }";
  switch (subquery.kind) {
    case ast::SubqueryKind::Exists:
      return plan_subquery(std::move(query), SubplanAnswer::Exists, "EXISTS" + body, planner_);
    case ast::SubqueryKind::Count:
      return plan_subquery(std::move(query), SubplanAnswer::Count, "COUNT" + body, planner_);
    case ast::SubqueryKind::Collect:
      break;
  }
  if (query.columns.size() != 1)
    throw bind::binding_error("InvalidArgumentType",
                              "COLLECT { … } needs a query that returns exactly one column",
                              subquery.query->span);
  return plan_subquery(std::move(query), SubplanAnswer::Collect, "COLLECT" + body, planner_);
}

std::unique_ptr<Subplan> SubqueryPlanner::bind(const ast::PatternPredicate& predicate,
                                               const Scope& scope) {
  return plan_subquery(bind::bind_pattern_predicate(*predicate.pattern, scope, planner_.context()),
                       SubplanAnswer::Exists, print(*predicate.pattern), planner_);
}

std::unique_ptr<Subplan> SubqueryPlanner::bind(const ast::PatternComprehension& comprehension,
                                               const Scope& scope) {
  std::string text = "[" + print(*comprehension.pattern);
  if (comprehension.where) text += " WHERE " + print(*comprehension.where);
  text += " | " + print(*comprehension.projection) + "]";
  return plan_subquery(bind::bind_pattern_comprehension(comprehension, scope, planner_.context()),
                       SubplanAnswer::Collect, std::move(text), planner_);
}

std::unique_ptr<Subplan> SubqueryPlanner::bind(const ast::ShortestPathExpression& path,
                                               const Scope& scope) {
  const bool all = path.pattern->selector == ast::PathSelector::LegacyAllShortest ||
                   path.pattern->selector == ast::PathSelector::AllShortest;
  return plan_subquery(bind::bind_shortest_path(path, scope, planner_.context()),
                       all ? SubplanAnswer::Collect : SubplanAnswer::First, print(*path.pattern),
                       planner_);
}

}  // namespace normgraph::query::planning
