#include "graph/query/planner.hpp"

#include "graph/query/bind/binder.hpp"
#include "graph/query/plan/bound_elements.hpp"
#include "graph/query/plan/dependencies.hpp"
#include "graph/query/plan/live_slots.hpp"
#include "graph/query/plan/query_planner.hpp"
#include "graph/query/plan/subqueries.hpp"

namespace normgraph::query {

Plan plan_query(const ast::Query& query, const PlanningContext& context) {
  bind::BindingContext binding;
  binding.view = context.view;
  binding.procedures = context.procedures;
  bind::collect_created(query, binding.created);
  planning::QueryPlanner planner(binding, context.optimise);
  planning::SubqueryPlanner subqueries(planner);
  binding.subqueries = &subqueries;

  bind::BoundQuery bound = bind::bind_query(query, Scope(), bind::QueryUse::Statement, binding);

  Plan plan;
  plan.root = planner.plan(bound, no_slot);
  plan.columns = bound.columns;
  plan.writes = bound.writes;
  // What a writing statement reads may change between two rows.
  if (context.optimise && !plan.writes) {
    planning::count_rows_for_elements(*plan.root);
    if (!binding.draws_numbers) planning::carry_dependent_groups(*plan.root);
  }
  std::vector<Slot> needed;
  for (const OutputColumn& column : plan.columns) needed.push_back(column.slot);
  planning::assign_live(*plan.root, no_slot, needed);
  plan.slot_count = binding.slots.count();
  plan.warnings = std::move(binding.warnings);
  plan.slot_names = std::move(binding.slot_names);
  return plan;
}

}  // namespace normgraph::query
