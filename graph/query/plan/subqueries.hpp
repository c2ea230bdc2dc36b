#pragma once

#include "graph/query/expression.hpp"
#include "graph/query/plan/query_planner.hpp"

namespace normgraph::query::planning {

/// Patterns and queries inside expressions: bound in the scope where they stand, and planned at
/// once, because the expression holds the finished inner plan.
class SubqueryPlanner final : public SubqueryBinder {
 public:
  explicit SubqueryPlanner(QueryPlanner& planner) : planner_(planner) {}
  std::unique_ptr<Subplan> bind(const ast::Subquery& subquery, const Scope& scope) override;
  std::unique_ptr<Subplan> bind(const ast::PatternPredicate& predicate,
                                const Scope& scope) override;
  std::unique_ptr<Subplan> bind(const ast::PatternComprehension& comprehension,
                                const Scope& scope) override;
  std::unique_ptr<Subplan> bind(const ast::ShortestPathExpression& path,
                                const Scope& scope) override;

 private:
  QueryPlanner& planner_;
};

}  // namespace normgraph::query::planning
