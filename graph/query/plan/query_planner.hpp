#pragma once

#include <vector>

#include "graph/query/bind/binding_context.hpp"
#include "graph/query/plan.hpp"

namespace normgraph::query::planning {

/// Turns bound queries into plans, clause by clause. Inner plans begin at an Argument whose `row`
/// tells the outer row; no_slot makes a plan that begins with one empty row.
class QueryPlanner {
 public:
  QueryPlanner(bind::BindingContext& context, bool optimise)
      : context_(context), optimise_(optimise) {}

  PlanPtr plan(bind::BoundQuery& query, Slot row);
  /// A pattern over its input rows: every row of the answer binds all of it. `graph_changes`: it is
  /// matched row by row, and sees what was changed for earlier rows.
  PlanPtr plan_pattern(bind::Pattern& pattern, PlanPtr input, bool graph_changes = false);

  bind::BindingContext& context() { return context_; }
  bool optimise() const { return optimise_; }

 private:
  using Clauses = std::vector<bind::Clause>;
  /// The clauses [begin, end) over the leaf for `row`.
  PlanPtr plan_clauses(Clauses& clauses, std::size_t begin, std::size_t end, Slot row);
  PlanPtr plan_aggregate_of_nothing(Clauses& clauses, std::size_t begin, std::size_t aggregate,
                                    Slot row);

  PlanPtr plan_clause(bind::MatchClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::ProjectionClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::UnwindClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::FilterClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::LetClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::CreateClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(query::Update& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(query::Delete& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(query::Forget& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::MergeClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::ForeachClause& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(CallProcedure& clause, PlanPtr input, Slot row);
  PlanPtr plan_clause(bind::SubqueryClause& clause, PlanPtr input, Slot row);

  PlanPtr aggregate(bind::ProjectionClause& clause, PlanPtr input, Slot row);
  PlanPtr after_items(bind::ProjectionClause& clause, PlanPtr input, Slot row);
  PlanPtr only_items(bind::ProjectionClause& clause, PlanPtr input);
  PlanPtr different_items(bind::ProjectionClause& clause, PlanPtr input);

  bind::BindingContext& context_;
  bool optimise_;
};

/// Applies conditions in turn: plain ones as one Filter, EXISTS as semi or anti joins.
PlanPtr apply_conditions(bind::Conditions conditions, PlanPtr input, QueryPlanner& planner);
/// The same for one EXISTS whose inner plan is made.
PlanPtr apply_exists(const bind::ExistsCondition& exists, PlanPtr inner, PlanPtr input);

}  // namespace normgraph::query::planning
