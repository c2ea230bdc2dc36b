#pragma once

#include <string>

#include "grammar/ast.hpp"
#include "graph/query/plan.hpp"
#include "graph/store/view.hpp"

namespace normgraph::query {

class ProcedureTable;

/// What binding may ask: names for warnings and statistics for costs (the view), procedures.
struct PlanningContext {
  const store::GraphView* view = nullptr;
  const ProcedureTable* procedures = nullptr;
  /// Off: patterns in the order of the text, no index; for tests against the optimised plan.
  bool optimise = true;
};

/// Binds and plans a query. Raises every compile-time error before anything runs.
Plan plan_query(const ast::Query& query, const PlanningContext& context);

}  // namespace normgraph::query
