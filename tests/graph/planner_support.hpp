#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "grammar/parse.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/planner.hpp"
#include "graph/query/procedures.hpp"
#include "graph/value/text.hpp"
#include "tests/support/memory_graph.hpp"

// Queries bound, planned and run over a graph in plain maps, without the store.

namespace normgraph::query::tests {

using normgraph::tests::MemoryGraph;

/// A small programme: 2 regulations, 100 articles in the first, 30 requests that address them.
inline void fill_programme(MemoryGraph& graph) {
  std::vector<NodeId> articles;
  const NodeId act = graph.node({"Regulation"}, {{"key", Value::string("act")}});
  graph.node({"Regulation"}, {{"key", Value::string("old-act")}});
  for (int i = 1; i <= 100; ++i) {
    articles.push_back(graph.node({"Article"}, {{"number", Value::integer(i)}}));
    graph.relationship(articles.back(), "PART_OF", act);
  }
  for (int i = 1; i <= 30; ++i) {
    const NodeId item = graph.node({"Item"}, {{"number", Value::integer(i)}});
    graph.relationship(item, "ADDRESSES", articles[static_cast<std::size_t>(i)]);
  }
}

inline Plan plan_text(const std::string& text, const store::GraphView& view,
                      const ProcedureTable* procedures = nullptr, bool optimise = true) {
  const ast::Statement statement = parse_statement(text);
  return plan_query(std::get<ast::Query>(statement.node),
                    {.view = &view, .procedures = procedures, .optimise = optimise});
}

/// The operators that the query runs as, a line each.
inline std::string explain(const std::string& text, const store::GraphView& view,
                           bool optimise = true) {
  const Plan plan = plan_text(text, view, nullptr, optimise);
  Context context;
  context.view = &view;
  std::string lines;
  for (const OperatorReport& each : Execution(plan, context).operators()) lines += each.text + "\n";
  return lines;
}

/// The rows as texts, a row "a, b", sorted.
inline std::vector<std::string> rows_of(const std::string& text, MemoryGraph& graph,
                                        bool optimise = true) {
  const Plan plan = plan_text(text, graph, nullptr, optimise);
  const Map parameters;
  UpdateCounts counts;
  Context context;
  context.view = &graph;
  context.writer = &graph;
  context.parameters = &parameters;
  context.counts = &counts;
  Execution execution(plan, context);
  std::vector<std::string> rows;
  for (Batch batch; execution.next(batch);)
    for (std::size_t i = 0; i < batch.selection.size(); ++i) {
      std::string row;
      for (const OutputColumn& column : plan.columns)
        row += (row.empty() ? "" : ", ") +
               to_literal(batch.columns[column.slot].value(batch.selection[i]));
      rows.push_back(row);
    }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// "SyntaxError: UndefinedVariable at 'x'" of the error that planning raises, or "none".
inline std::string planning_error(const std::string& text,
                                  const ProcedureTable* procedures = nullptr) {
  const MemoryGraph graph;
  try {
    plan_text(text, graph, procedures);
    return "none";
  } catch (const Error& error) {
    std::string result = error.error_class + ": " + error.detail;
    if (error.has_span) result += " at '" + text.substr(error.span.offset, error.span.length) + "'";
    return result;
  }
}

}  // namespace normgraph::query::tests
