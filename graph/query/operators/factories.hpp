#pragma once

// What each file of operators makes; operator.cpp chooses between them by the kind of plan node.

#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

OperatorPtr make_single_row(const PlanNode& node, Build& build);
OperatorPtr make_argument(const PlanNode& node, Build& build);
OperatorPtr make_node_scan(const PlanNode& node, Build& build);
OperatorPtr make_index_seek(const PlanNode& node, Build& build);
OperatorPtr make_table_seek(const PlanNode& node, Build& build);
OperatorPtr make_expand(const PlanNode& node, Build& build);
OperatorPtr make_variable_expand(const PlanNode& node, Build& build);
OperatorPtr make_repeat_path(const PlanNode& node, Build& build);
OperatorPtr make_shortest_path(const PlanNode& node, Build& build);
OperatorPtr make_select_shortest(const PlanNode& node, Build& build);
OperatorPtr make_build_path(const PlanNode& node, Build& build);
OperatorPtr make_filter(const PlanNode& node, Build& build);
OperatorPtr make_project(const PlanNode& node, Build& build);
OperatorPtr make_aggregate(const PlanNode& node, Build& build);
OperatorPtr make_distinct(const PlanNode& node, Build& build);
OperatorPtr make_sort(const PlanNode& node, Build& build);
OperatorPtr make_skip(const PlanNode& node, Build& build);
OperatorPtr make_limit(const PlanNode& node, Build& build);
OperatorPtr make_unwind(const PlanNode& node, Build& build);
OperatorPtr make_apply(const PlanNode& node, Build& build);
OperatorPtr make_union(const PlanNode& node, Build& build);
OperatorPtr make_call(const PlanNode& node, Build& build);
OperatorPtr make_create(const PlanNode& node, Build& build);
OperatorPtr make_update(const PlanNode& node, Build& build);
OperatorPtr make_delete(const PlanNode& node, Build& build);
OperatorPtr make_forget(const PlanNode& node, Build& build);
OperatorPtr make_merge(const PlanNode& node, Build& build);
OperatorPtr make_foreach(const PlanNode& node, Build& build);

}  // namespace normgraph::query
