#include "graph/query/plan/query_planner.hpp"

#include <algorithm>

#include "graph/query/plan/builder.hpp"

namespace normgraph::query::planning {
namespace {

std::vector<Slot> slots_of(const std::vector<OutputColumn>& columns) {
  std::vector<Slot> slots;
  for (const OutputColumn& column : columns) slots.push_back(column.slot);
  return slots;
}

/// The slots of a part's columns in the order of the names of the whole UNION.
std::vector<Slot> slots_by_name(const std::vector<OutputColumn>& wanted,
                                const std::vector<OutputColumn>& given) {
  std::vector<Slot> slots;
  for (const OutputColumn& column : wanted) {
    const auto same = std::find_if(given.begin(), given.end(), [&](const OutputColumn& other) {
      return other.name == column.name;
    });
    slots.push_back(same->slot);
  }
  return slots;
}

Symbol row_symbol(Slot row) {
  Symbol symbol;
  symbol.name = "row";
  symbol.slot = row;
  symbol.type = StaticType::Integer;
  return symbol;
}

/// An aggregation of all rows in an inner plan, where an outer row without inner rows still gets an
/// answer (count 0 and so on).
bool aggregates_all(const bind::Clause& clause) {
  const auto* projection = std::get_if<bind::ProjectionClause>(&clause.node);
  return projection && projection->aggregated && projection->groups.empty();
}

/// Keeps all rows together before it hands on the first: what is read below is read before anything
/// above writes.
PlanPtr barrier(PlanPtr input) {
  const double rows = input->estimated_rows;
  return make_node(Sort{}, std::move(input), rows);
}

/// The columns, with the variables that stay as they are.
void take_items(bind::ProjectionClause& clause,
                std::vector<std::pair<Slot, BoundExpressionPtr>>& out) {
  for (auto& item : clause.items) {
    if (!item.expression) item.expression = bound_slot(item.symbol);
    out.emplace_back(item.symbol.slot, std::move(item.expression));
  }
}

}  // namespace

PlanPtr QueryPlanner::plan(bind::BoundQuery& query, Slot row) {
  if (query.parts.size() == 1) {
    auto& clauses = query.parts.front().clauses;
    return plan_clauses(clauses, 0, clauses.size(), row);
  }
  Union parts;
  parts.slots = slots_of(query.columns);
  parts.distinct = query.distinct;
  if (row != no_slot) parts.slots.push_back(row);
  double rows = 0;
  for (auto& part : query.parts) {
    parts.inputs.push_back(plan_clauses(part.clauses, 0, part.clauses.size(), row));
    rows += parts.inputs.back()->estimated_rows;
    parts.columns.push_back(slots_by_name(query.columns, part.columns));
    if (row != no_slot) parts.columns.back().push_back(row);
  }
  return make_node(std::move(parts), nullptr, rows);
}

PlanPtr QueryPlanner::plan_clauses(Clauses& clauses, std::size_t begin, std::size_t end, Slot row) {
  PlanPtr plan;
  std::size_t next = begin;
  if (row != no_slot) {
    for (std::size_t i = end; i > begin && !plan; --i)
      if (aggregates_all(clauses[i - 1])) {
        plan = plan_aggregate_of_nothing(clauses, begin, i - 1, row);
        next = i;
      }
  }
  if (!plan) plan = make_leaf(row);
  for (std::size_t i = next; i < end; ++i)
    plan = std::visit([&](auto& clause) { return plan_clause(clause, std::move(plan), row); },
                      clauses[i].node);
  return plan;
}

/// The clauses up to an aggregation of all rows become an inner plan of their own, so that the
/// Apply above it can answer for outer rows that gave it nothing.
PlanPtr QueryPlanner::plan_aggregate_of_nothing(Clauses& clauses, std::size_t begin,
                                                std::size_t aggregated, Slot row) {
  auto& projection = std::get<bind::ProjectionClause>(clauses[aggregated].node);
  Apply apply;
  apply.row = context_.new_slot();
  apply.aggregate_of_nothing = true;
  for (const auto& call : projection.calls) apply.introduced.push_back(call.slot);
  apply.inner =
      aggregate(projection, plan_clauses(clauses, begin, aggregated, apply.row), apply.row);
  PlanPtr plan = make_node(std::move(apply), make_leaf(row), 1);
  return after_items(projection, std::move(plan), row);
}

PlanPtr QueryPlanner::plan_clause(bind::MatchClause& clause, PlanPtr input, Slot) {
  if (!clause.optional) return plan_pattern(clause.pattern, std::move(input));
  Apply apply;
  apply.mode = Apply::Mode::Optional;
  apply.row = clause.row;
  apply.introduced = clause.introduced;
  apply.inner = plan_pattern(clause.pattern, make_leaf(clause.row));
  const double rows = input->estimated_rows * std::max(1.0, apply.inner->estimated_rows);
  return make_node(std::move(apply), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(bind::UnwindClause& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows * 5;
  return make_node(std::move(clause.unwind), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(bind::FilterClause& clause, PlanPtr input, Slot) {
  return apply_conditions(std::move(clause.conditions), std::move(input), *this);
}

PlanPtr QueryPlanner::plan_clause(bind::LetClause& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  return make_node(Project{std::move(clause.items), true}, std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(CallProcedure& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows * (clause.keeps_rows ? 1 : 10);
  return make_node(std::move(clause), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(bind::SubqueryClause& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  PlanPtr inner = plan(*clause.query, clause.row);
  if (clause.unit) {
    query::Foreach once;
    once.list = bound_constant(Value::list({Value()}));
    once.row = clause.row;
    once.inner = std::move(inner);
    return make_node(std::move(once), std::move(input), rows);
  }
  Apply apply;
  apply.row = clause.row;
  apply.introduced = slots_of(clause.query->columns);
  const double all = rows * std::max(1.0, inner->estimated_rows);
  apply.inner = std::move(inner);
  if (clause.query->writes) input = barrier(std::move(input));
  PlanPtr result = make_node(std::move(apply), std::move(input), all);
  return clause.query->writes ? barrier(std::move(result)) : std::move(result);
}

// ---- projections ----

PlanPtr QueryPlanner::plan_clause(bind::ProjectionClause& clause, PlanPtr input, Slot row) {
  if (clause.aggregated) input = aggregate(clause, std::move(input), row);
  return after_items(clause, std::move(input), row);
}

PlanPtr QueryPlanner::aggregate(bind::ProjectionClause& clause, PlanPtr input, Slot row) {
  query::Aggregate out;
  const double rows = clause.groups.empty() ? 1 : std::max(1.0, input->estimated_rows / 2);
  out.groups = std::move(clause.groups);
  out.calls = std::move(clause.calls);
  out.outer_row = row;
  if (row != no_slot) out.groups.emplace_back(row, bound_slot(row_symbol(row)));
  return make_node(std::move(out), std::move(input), rows);
}

/// Only the columns go on: the last that is done where nothing reads the old variables any more.
PlanPtr QueryPlanner::only_items(bind::ProjectionClause& clause, PlanPtr input) {
  Project project;
  take_items(clause, project.items);
  const double rows = input->estimated_rows;
  return make_node(std::move(project), std::move(input), rows);
}

/// DISTINCT as groups without calls.
PlanPtr QueryPlanner::different_items(bind::ProjectionClause& clause, PlanPtr input) {
  Aggregate groups;
  take_items(clause, groups.groups);
  const double rows = input->estimated_rows;
  return make_node(std::move(groups), std::move(input), rows);
}

PlanPtr QueryPlanner::after_items(bind::ProjectionClause& clause, PlanPtr input, Slot row) {
  const bool reads_old =
      !clause.aggregated && !clause.distinct && (!clause.order.empty() || !clause.where.empty());
  // DISTINCT of all rows together is found faster than one by one, unless some rows are enough.
  const bool together = clause.distinct && !clause.aggregated && row == no_slot &&
                        !(clause.limit && clause.order.empty());
  if (reads_old || clause.aggregated) {
    Project project;
    project.keep = true;
    for (auto& item : clause.items)
      if (item.expression) project.items.emplace_back(item.symbol.slot, std::move(item.expression));
    const double rows = input->estimated_rows;
    if (!project.items.empty()) input = make_node(std::move(project), std::move(input), rows);
  } else if (together) {
    input = different_items(clause, std::move(input));
  } else {
    input = only_items(clause, std::move(input));
  }
  double rows = input->estimated_rows;
  if (clause.distinct && !together) {
    Distinct distinct;
    for (const auto& item : clause.items) distinct.slots.push_back(item.symbol.slot);
    if (row != no_slot) distinct.slots.push_back(row);
    input = make_node(std::move(distinct), std::move(input), rows);
  }
  if (!clause.order.empty())
    input = make_node(Sort{std::move(clause.order), std::move(clause.top), row}, std::move(input),
                      rows);
  if (clause.skip) input = make_node(Skip{std::move(clause.skip), row}, std::move(input), rows);
  if (clause.limit)
    input = make_node(Limit{std::move(clause.limit), row}, std::move(input), std::min(rows, 25.0));
  return apply_conditions(std::move(clause.where), std::move(input), *this);
}

// ---- writing ----

PlanPtr QueryPlanner::plan_clause(bind::CreateClause& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  for (auto& group : clause.groups) input = make_node(std::move(group), std::move(input), rows);
  for (auto& path : clause.paths) input = make_node(std::move(path), std::move(input), rows);
  return input;
}

PlanPtr QueryPlanner::plan_clause(query::Update& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  return make_node(std::move(clause), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(query::Delete& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  return make_node(std::move(clause), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(query::Forget& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  return make_node(std::move(clause), std::move(input), rows);
}

PlanPtr QueryPlanner::plan_clause(bind::MergeClause& clause, PlanPtr input, Slot) {
  const double rows = input->estimated_rows;
  clause.merge.match = plan_pattern(clause.pattern, make_leaf(clause.merge.row), true);
  input = make_node(std::move(clause.merge), std::move(input), rows);
  for (auto& path : clause.paths) input = make_node(std::move(path), std::move(input), rows);
  return input;
}

PlanPtr QueryPlanner::plan_clause(bind::ForeachClause& clause, PlanPtr input, Slot) {
  query::Foreach out;
  out.list = std::move(clause.list);
  out.item = clause.item;
  out.row = clause.row;
  out.inner = plan_clauses(clause.body, 0, clause.body.size(), clause.row);
  const double rows = input->estimated_rows;
  return make_node(std::move(out), std::move(input), rows);
}

}  // namespace normgraph::query::planning
